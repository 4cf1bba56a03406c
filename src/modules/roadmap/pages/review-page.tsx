import { formatDay } from '../../../core/calendar.ts';
import { numberedTitle } from '../../../spine/plan/rules/contents.ts';
import type { PlanItem } from '../../../spine/plan/rules/model.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { ShownLine } from '../queries/shown.ts';
import { lineId } from '../rules/line.ts';
import { latenessOn } from '../rules/standing.ts';
import type { Asking } from './asking.ts';
import { latenessText, StateChip } from './parts.tsx';

/** One item over municipalities. */
export interface ItemCount {
  readonly item: PlanItem;
  readonly running: number;
  /** Bodies without a running line, by name, where they are few enough to be named. */
  readonly without: readonly string[] | null;
}

/** A municipality, a prefectural government, or 県内市区町村計. */
export interface BodyCount {
  readonly key: string;
  readonly name: string;
  /** Bodies that the row is of: 1, or the municipalities of a prefecture. */
  readonly bodies: number;
  /** Bodies with a running line. */
  readonly withRunning: number;
  readonly running: number;
  readonly late: number;
}

export interface ReviewPageProps {
  readonly asking: Asking;
  readonly bodies: number;
  readonly withRunning: number;
  readonly items: readonly ItemCount[];
  /** Municipalities, or municipalities of each prefecture; the prefectural governments stand apart, always. */
  readonly municipal: readonly BodyCount[];
  readonly governments: readonly BodyCount[];
  readonly late: readonly ShownLine[];
  readonly nameOf: (code: string) => string;
}

/** `/roadmap/review`: for a prefecture and for the nation. */
export function ReviewPage(props: ReviewPageProps) {
  const { asking, bodies, withRunning } = props;
  const nation = asking.seat.kind === 'nation';
  return (
    <Page
      title={`${bodies.toLocaleString('en-US')}市区町村のうち${withRunning.toLocaleString('en-US')}団体に実行中の個別取組があります`}
      documentTitle="工程表の状況"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '工程表の状況' }]}
      sample={asking.sample}
      asOf={`${formatDay(asking.today)}現在`}
      coverage="しるべに工程表を書いた団体だけの集計です。書いていない団体の実施の有無は分かりません。"
      lead={<p>見えるのは名称、時期、状態、次の行動です。予算、リスク、決定は見えません。</p>}
      wide
    >
      <section class="dads-section" aria-labelledby="by-item">
        <h2 id="by-item">取組事項ごと</h2>
        <DataTable
          caption="実行中の個別取組がある市区町村の数"
          wide
          columns={[
            {
              id: 'item',
              title: '取組事項',
              cell: (row: ItemCount) => (
                <a href={`/plan/${row.item.version}/${row.item.id}`}>{numberedTitle(row.item)}</a>
              ),
            },
            { id: 'running', title: '実行中', unit: '団体', align: 'number', cell: (row) => row.running },
            {
              id: 'without',
              title: '実行中の個別取組が登録されていない団体',
              cell: (row) => without(row, bodies),
            },
          ]}
          rows={props.items}
          rowKey={(row) => row.item.id}
          rowHeader="item"
        />
      </section>
      <section class="dads-section" aria-labelledby="by-body">
        <h2 id="by-body">{nation ? '都道府県ごとの市区町村計' : '市区町村ごと'}</h2>
        <Counts
          {...props}
          rows={props.municipal}
          caption={nation ? '県内市区町村計' : '市区町村の個別取組'}
        />
      </section>
      <section class="dads-section" aria-labelledby="governments">
        <h2 id="governments">県庁分</h2>
        <Counts {...props} rows={props.governments} caption="県庁の個別取組（市区町村計に入りません）" />
      </section>
      <Late {...props} />
    </Page>
  );
}

function without(row: ItemCount, bodies: number) {
  const count = `${(bodies - row.running).toLocaleString('en-US')}団体`;
  if (row.without === null || row.without.length === 0) return count;
  return (
    <Disclosure summary={count}>
      <p>{row.without.join('、')}</p>
    </Disclosure>
  );
}

function Counts(props: ReviewPageProps & { rows: readonly BodyCount[]; caption: string }) {
  const nation = props.asking.seat.kind === 'nation';
  return (
    <DataTable
      caption={props.caption}
      wide
      columns={[
        { id: 'name', title: '団体', cell: (row: BodyCount) => row.name },
        ...(nation
          ? [
              {
                id: 'bodies',
                title: '実行中の個別取組がある団体',
                cell: (row: BodyCount) => `${row.withRunning} ／ ${row.bodies}`,
              },
            ]
          : []),
        { id: 'running', title: '実行中', unit: '件', align: 'number' as const, cell: (row) => row.running },
        { id: 'late', title: '遅れ', unit: '件', align: 'number' as const, cell: (row) => row.late },
      ]}
      rows={props.rows}
      rowKey={(row) => row.key}
      rowHeader="name"
      empty="登録された個別取組はありません。"
    />
  );
}

function Late(props: ReviewPageProps) {
  const { today } = props.asking;
  return (
    <section class="dads-section" aria-labelledby="late">
      <h2 id="late">遅れている個別取組</h2>
      <DataTable
        caption="遅れの長い順（100件まで）"
        wide
        columns={[
          {
            id: 'body',
            title: '団体',
            cell: (line: ShownLine) => <span id={`late-${lineId(line)}`}>{props.nameOf(line.bodyCode)}</span>,
          },
          {
            id: 'title',
            title: '個別取組',
            cell: (line) => (
              <>
                {line.content.title}
                <small class="dads-cite">{lineId(line)}</small>
              </>
            ),
          },
          { id: 'state', title: '状態', cell: (line) => <StateChip state={line.content.state} /> },
          { id: 'why', title: '遅れの理由', cell: (line) => latenessText(latenessOn(line.content, today)) },
          {
            id: 'next',
            title: '次の行動',
            cell: (line) =>
              line.content.next === null
                ? '未記入'
                : `${formatDay(line.content.next.on)}まで：${line.content.next.text}`,
          },
        ]}
        rows={props.late}
        rowKey={(line) => lineId(line)}
        empty="遅れている個別取組はありません。"
      />
    </section>
  );
}
