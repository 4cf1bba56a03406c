import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import { may, type Seat, seatTitle } from '../../contracts/seat.ts';
import type { NoticeLine } from '../queries/read.ts';
import { NOTICE_KINDS } from '../rules/notice.ts';
import { NoticesPage } from './parts.tsx';

export const PER_PAGE = 50;

export function ListPage(props: {
  seat: Seat;
  lines: readonly NoticeLine[];
  more: boolean;
  /** Read and received ones too. */
  all: boolean;
  page: number;
  today: Day;
}) {
  const { seat, all, page, today } = props;
  const unread = props.lines.filter((line) => !line.seen).length;
  const href = (to: number) => `/notices?${all ? 'all=1&' : ''}page=${to}`;
  return (
    <NoticesPage
      title={all ? '届いた通知' : unread === 0 ? '未読の通知はありません' : `未読の通知が${unread}件あります`}
      lead={<p>{seatTitle(seat)}に届いた通知です。職ごとに、読んだかどうかを数えます。</p>}
    >
      <p class="dads-row">
        {all ? <a href="/notices">未読・受領待ちだけを見る</a> : <a href="/notices?all=1">すべて見る</a>}
        {may(seat, 'notices:conduct') ? (
          <>
            <a href="/notices/sent">送った通知</a>
            <Button kind="secondary" href="/notices/new">
              通知を書く
            </Button>
          </>
        ) : null}
      </p>
      <DataTable
        caption={all ? '届いた通知（新しい順）' : '未読・受領待ちの通知（新しい順）'}
        captionHidden
        wide
        columns={[
          { id: 'state', title: '状態', cell: (line: NoticeLine) => <State line={line} today={today} /> },
          { id: 'kind', title: '種類', cell: (line) => NOTICE_KINDS[line.kind].title },
          {
            id: 'title',
            title: '件名',
            cell: (line) => <a href={`/notices/${line.noticeId}`}>{line.title}</a>,
          },
          { id: 'from', title: '送り手', cell: (line) => line.senderTitle },
          { id: 'document', title: '文書番号', cell: (line) => line.documentNo ?? '－' },
          {
            id: 'due',
            title: '期限',
            cell: (line) => (line.replyBy === null ? '－' : formatDay(line.replyBy)),
          },
          { id: 'at', title: '届いた日時', cell: (line) => instantText(line.deliveredAt) },
        ]}
        rows={props.lines}
        rowKey={(line) => line.noticeId}
        rowHeader="title"
        empty={all ? '届いた通知はありません。' : '未読・受領待ちの通知はありません。'}
      />
      <p class="dads-row">
        {page > 1 ? <a href={href(page - 1)}>新しい通知</a> : null}
        {props.more ? <a href={href(page + 1)}>古い通知</a> : null}
      </p>
    </NoticesPage>
  );
}

/** In words, so that it is read without colour. */
function State(props: { line: NoticeLine; today: Day }) {
  const { seen, received, wantsReceipt, replyBy } = props.line;
  const words = [
    seen ? '既読' : '未読',
    ...(wantsReceipt ? [received ? '受領済み' : '受領待ち'] : []),
    ...(replyBy !== null && replyBy < props.today && !received ? ['期限を過ぎています'] : []),
  ];
  return seen ? words.join('・') : <strong>{words.join('・')}</strong>;
}
