import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import { may, type Seat } from '../../contracts/seat.ts';
import type { Shelf, StationCount, Thread, ThreadLine } from '../queries/read.ts';
import { asksFirst, CLOCK_SOURCE } from '../rules/route.ts';
import { KINDS, threadNo } from '../rules/thread.ts';
import { dueText, hrefOf, stateText, ThreadsPage } from './parts.tsx';

export const PER_PAGE = 50;

export const SHELVES: Readonly<Record<Shelf, string>> = {
  here: 'こちらで答えるもの',
  asked: 'こちらから送ったもの',
  passed: 'こちらを通ったもの',
  all: 'すべて',
};

export function ListPage(props: {
  seat: Seat;
  shelf: Shelf;
  lines: readonly ThreadLine[];
  more: boolean;
  page: number;
  today: Day;
}) {
  const { seat, shelf, page, today } = props;
  const href = (to: number) => `/threads?list=${shelf}&page=${to}`;
  const owed = props.lines.filter((line) => line.wantsAnswer).length;
  return (
    <ThreadsPage
      title={
        shelf !== 'here'
          ? `${SHELVES[shelf]}：連絡・助言`
          : owed === 0
            ? '答えを待っているやり取りはありません'
            : `${props.more ? `${owed}件以上` : `${owed}件`}のやり取りが答えを待っています`
      }
      lead={<p>問合せは団体、都道府県、国、関係先の順に引き継がれます。答えは同じやり取りに戻ります。</p>}
    >
      <nav aria-label="やり取りの一覧">
        <p class="dads-row">
          {(Object.keys(SHELVES) as Shelf[]).map((one) => (
            <a key={one} href={`/threads?list=${one}`} aria-current={one === shelf ? 'page' : undefined}>
              {SHELVES[one]}
            </a>
          ))}
          <a href="/threads/stations">どこで止まっているか</a>
        </p>
      </nav>
      <p class="dads-row">
        {may(seat, 'threads:answer') && asksFirst(seat) !== null ? (
          <Button href="/threads/new">
            {seat.kind === 'municipality' ? '都道府県に問い合わせる' : '国に問い合わせる'}
          </Button>
        ) : null}
        {may(seat, 'threads:review') && seat.kind !== 'municipality' ? (
          <Button kind="secondary" href="/threads/contact">
            団体に連絡する
          </Button>
        ) : null}
      </p>
      <ThreadTable caption={SHELVES[shelf]} lines={props.lines} today={today} />
      <p class="dads-row">
        {page > 1 ? <a href={href(page - 1)}>前のページ</a> : null}
        {props.more ? <a href={href(page + 1)}>次のページ</a> : null}
      </p>
      <p>
        <small>期限は開庁日で数えます。{CLOCK_SOURCE}。</small>
      </p>
    </ThreadsPage>
  );
}

export function ThreadTable(props: {
  caption: string;
  lines: readonly (Thread & { readonly unseen?: boolean })[];
  today: Day;
}) {
  return (
    <DataTable
      caption={props.caption}
      captionHidden
      wide
      columns={[
        {
          id: 'title',
          title: '件名',
          cell: (line: Thread & { readonly unseen?: boolean }) => (
            <>
              <a href={hrefOf(line)}>{line.title}</a>
              {line.unseen === true ? <strong>（未読）</strong> : null}
              <br />
              <small>{threadNo(line)}</small>
            </>
          ),
        },
        { id: 'kind', title: '種類', cell: (line) => KINDS[line.kind] },
        { id: 'from', title: '送り手', cell: (line) => line.askerTitle },
        { id: 'at', title: '今あるところ', cell: (line) => line.holderTitle },
        { id: 'state', title: '状態', cell: (line) => stateText(line, props.today) },
        { id: 'due', title: '期限', cell: dueText },
        { id: 'moved', title: '最後の動き', cell: (line) => instantText(line.movedAt) },
      ]}
      rows={props.lines}
      rowKey={threadNo}
      rowHeader="title"
      empty="該当するやり取りはありません。"
    />
  );
}

/** Unanswered threads by where they stand; one station opened at a time. */
export function StationsPage(props: {
  counts: readonly StationCount[];
  opened: { readonly holder: string; readonly title: string; readonly lines: readonly Thread[] } | null;
  today: Day;
}) {
  const open = props.counts.reduce((sum, one) => sum + one.open, 0);
  const late = props.counts.reduce((sum, one) => sum + one.late, 0);
  const { opened } = props;
  return (
    <ThreadsPage
      title={
        open === 0
          ? '答えを待っているやり取りはありません'
          : `答えを待つ${open}件のうち${late}件が期限を過ぎています`
      }
      crumbs={[{ title: 'どこで止まっているか' }]}
      lead={<p>この団体を通ったやり取りだけを数えます。期限は{CLOCK_SOURCE}。</p>}
    >
      <DataTable
        caption="今あるところと件数"
        columns={[
          {
            id: 'at',
            title: '今あるところ',
            cell: (one: StationCount) => (
              <a href={`/threads/stations?at=${encodeURIComponent(one.holder)}`}>{one.title}</a>
            ),
          },
          { id: 'open', title: '回答待ち', unit: '件', align: 'number', cell: (one) => one.open },
          { id: 'late', title: '期限超過', unit: '件', align: 'number', cell: (one) => one.late },
          {
            id: 'due',
            title: '最も早い期限',
            cell: (one) => (one.oldestDue === null ? '－' : formatDay(one.oldestDue)),
          },
        ]}
        rows={props.counts}
        rowKey={(one) => one.holder}
        rowHeader="at"
        empty="答えを待っているやり取りはありません。"
      />
      {opened === null ? null : (
        <section class="dads-section" aria-labelledby="opened">
          <h2 id="opened">{opened.title}にあるもの</h2>
          <ThreadTable caption={`${opened.title}にあるもの`} lines={opened.lines} today={props.today} />
        </section>
      )}
    </ThreadsPage>
  );
}
