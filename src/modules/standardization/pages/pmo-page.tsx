import { type Day, formatDay } from '../../../core/calendar.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Distribution } from '../../../ui/chart/distribution.tsx';
import { ShareBars } from '../../../ui/chart/share-bars.tsx';
import { StateLabel } from '../../../ui/label.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthClose } from '../queries/months.ts';
import type { StepSums } from '../queries/pmo.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { type Figure, PMO_VIEWS, type PmoFilter, type PmoView } from '../rules/pmo.ts';
import { percent, percentText, WorkPage } from './parts.tsx';
import { filterQuery, type PmoChoices } from './pmo-filter.ts';
import { FigureList, PmoFilterForm } from './pmo-parts.tsx';

export interface PmoLine {
  readonly key: string;
  readonly title: string;
  readonly figure: Figure;
}

export interface PmoData {
  readonly month: Day;
  readonly filter: PmoFilter;
  readonly view: PmoView;
  readonly figure: Figure;
  readonly asked: number;
  readonly reported: number;
  readonly limits: { readonly late: number; readonly extended: number; readonly deferred: number };
  readonly tenths: readonly number[];
  readonly lines: readonly PmoLine[];
  readonly steps: readonly StepSums[];
  readonly stepNames: readonly string[];
  readonly close: MonthClose | null;
  readonly choices: PmoChoices;
  /** By which the month is to be given. */
  readonly due: Day | null;
}

/** 進捗管理: how far, where it is not moving, by whichever way one asks. */
export function PmoPage(props: { seat: Seat; data: PmoData; where: string }) {
  const { data, seat } = props;
  const state = data.close === null ? '速報' : '確定';
  return (
    <WorkPage
      seat={seat}
      title={`${props.where}の標準化の進捗`}
      crumbs={seat.kind === 'nation' ? [] : [{ title: '進捗管理' }]}
      asOf={`${monthTitle(data.month)}末`}
      coverage={`${data.asked.toLocaleString('ja')}団体中 ${data.reported.toLocaleString('ja')}団体が報告（市区町村。県庁分は含みません）`}
      wide
    >
      <p class="dads-row">
        <StateLabel state={state} />
        <a href={`/standardization/pmo/months/${monthText(data.month)}`}>月の締めと確定</a>
        {seat.kind === 'prefecture' ? (
          <>
            <a href="/standardization/pmo/forecasts">移行の見込み</a>
            <a href="/standardization/inherited">分割した団体のシステム</a>
          </>
        ) : null}
        <a href="/standardization/pmo/slips">事業者の予定変更</a>
        <a href="/standardization/packages">適合性</a>
        <a href="/standardization/dates">期限と日程</a>
      </p>
      {data.due === null || data.close !== null ? null : <p>報告の期限は{formatDay(data.due)}です。</p>}
      <PmoFilterForm
        action="/standardization/pmo"
        seat={seat}
        month={data.month}
        view={data.view}
        filter={data.filter}
        choices={data.choices}
      />
      <FigureList
        figure={data.figure}
        asked={data.asked}
        reported={data.reported}
        limits={data.limits}
        monthHref={`/standardization/pmo/months/${monthText(data.month)}`}
        lateHref={`/standardization/pmo/late?${filterQuery(data.filter, { month: monthText(data.month) })}`}
      />
      <p>完了率 =（完了済み＋対象外）÷ 全ステップ。団体は業務の平均、地域は団体の単純平均です。</p>
      <h2>{PMO_VIEWS[data.view]}ごと</h2>
      <Lines data={data} />
      <h2>団体の分布</h2>
      <Distribution
        title="完了率の区間ごとの団体数"
        description="報告した団体を、完了率（公式の式）の10 %ごとに数えました。"
        unit="%"
        bins={data.tenths.map((count, index) => ({ from: index * 10, to: index * 10 + 10, count }))}
        missing={[{ title: '未報告', count: data.asked - data.reported }]}
      />
    </WorkPage>
  );
}

/** More bars than this are no picture any more: 1,741 bodies stand in their table alone. */
const MOST_BARS = 50;

/** Who or what is how far, drawn, with the table of all rates beside it. */
function Lines({ data }: { data: PmoData }) {
  if (data.view === 'step') return <StepTable data={data} />;
  const table = <LineTable data={data} />;
  if (data.lines.length === 0 || data.lines.length > MOST_BARS) return table;
  return (
    <ShareBars
      title={`${PMO_VIEWS[data.view]}ごとの完了率`}
      description="棒は公式の式による完了率です。右は、移行を終えたシステムの数です。"
      unit="%"
      countUnit="システム"
      rows={data.lines.map(({ title, figure }) => ({
        title,
        value: figure.completed === null ? null : percent(figure.completed),
        numerator: figure.finished,
        denominator: figure.systems,
      }))}
      table={table}
    />
  );
}

function LineTable({ data }: { data: PmoData }) {
  return (
    <DataTable
      caption={`${PMO_VIEWS[data.view]}ごとの進み具合`}
      wide
      columns={[
        {
          id: 'title',
          title: PMO_VIEWS[data.view],
          cell: (line: PmoLine) =>
            data.view === 'body' ? <a href={`/bodies/${line.key}`}>{line.title}</a> : line.title,
        },
        {
          id: 'completed',
          title: '完了率',
          align: 'number',
          cell: (line) => percentText(line.figure.completed),
        },
        {
          id: 'without',
          title: '対象外を除く',
          align: 'number',
          cell: (line) => percentText(line.figure.withoutExcluded),
        },
        {
          id: 'working',
          title: '作業中率',
          align: 'number',
          cell: (line) => percentText(line.figure.working),
        },
        {
          id: 'notStarted',
          title: '未着手率',
          align: 'number',
          cell: (line) => percentText(line.figure.notStarted),
        },
        {
          id: 'systems',
          title: '移行を終えたシステム',
          align: 'number',
          cell: (line) => `${line.figure.finished}／${line.figure.systems}`,
        },
      ]}
      rows={data.lines}
      rowKey={(line) => line.key}
      rowHeader="title"
      empty="この月の報告がありません。団体が報告すると表示されます。"
    />
  );
}

function StepTable({ data }: { data: PmoData }) {
  return (
    <DataTable
      caption="ステップごとの状態（業務の数）"
      wide
      columns={[
        {
          id: 'title',
          title: 'ステップ',
          cell: (line: StepSums) => `${line.step} ${data.stepNames[line.step - 1] ?? ''}`,
        },
        { id: 'done', title: '完了済み', align: 'number', cell: (line) => line.done },
        { id: 'working', title: '作業中', align: 'number', cell: (line) => line.working },
        { id: 'notStarted', title: '未着手', align: 'number', cell: (line) => line.notStarted },
        { id: 'excluded', title: '対象外', align: 'number', cell: (line) => line.excluded },
        { id: 'unreported', title: '未報告', align: 'number', cell: (line) => line.unreported },
      ]}
      rows={data.steps}
      rowKey={(line) => String(line.step)}
      rowHeader="title"
      empty="この月の報告がありません。"
    />
  );
}
