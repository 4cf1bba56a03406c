import { type Day, dayNumber, formatDay } from '../../../core/calendar.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, TextField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthLine, MonthView } from '../actions/month.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { bodyRates, ratesOf } from '../rules/rates.ts';
import { closedMonth, type Fault, lineField } from '../rules/sentences.ts';
import { Moves } from './month-moves.tsx';
import { Counts, Errors, faultOf, percentText, WorkPage } from './parts.tsx';

/** 今月分: last month copied, what moved is ticked, one button. */
export function MonthPage(props: {
  seat: Seat;
  view: MonthView;
  /** By which the nation wants the month; null: it has not said. */
  due: Day | null;
  today: Day;
  form: Form;
  faults: readonly Fault[];
  csrf: string;
  saved?: string | undefined;
}) {
  const { view, form, faults } = props;
  const closed = view.close !== null;
  const mayWrite = props.seat.rights.has(closed ? 'standardization:decide' : 'standardization:answer');
  const path = `/standardization/months/${monthText(view.month)}`;
  const rates = bodyRates(view.lines.map((line) => line.counts));
  return (
    <WorkPage
      seat={props.seat}
      title={`${monthTitle(view.month)}の標準化の進み具合`}
      crumbs={[{ title: monthTitle(view.month) }]}
      asOf={closed ? '確定' : view.report === null ? '未報告' : '速報'}
      coverage={`${view.lines.length}業務　完了率 ${percentText(rates.completed)}　対象外を除く ${percentText(rates.withoutExcluded)}`}
      wide
    >
      {props.saved === undefined ? null : <Notice kind="success" title={props.saved} live />}
      <Errors faults={faults} title="保存していません。入力は残っています" />
      <Standing view={view} />
      {closed ? null : <Due on={props.due} today={props.today} reported={view.report !== null} />}
      {view.list.since === null ? (
        <Notice kind="info" title="40のステップの一覧が、まだ取り込まれていません">
          <p>17の作業項目で書けます。公式の完了率には数えません。</p>
        </Notice>
      ) : null}
      <form class="dads-form--printed" method="post" action={path}>
        <HiddenFields csrf={props.csrf} />
        {mayWrite && !closed && view.report === null && view.fromMonth !== null ? (
          <p>
            <Button kind="secondary">動きがなければ、このまま報告する</Button>
          </p>
        ) : null}
        <div class="dads-stack">
          <DataTable
            caption="業務ごとの進み具合。動いたところだけ印を付けます"
            wide
            columns={[
              {
                id: 'business',
                title: '業務',
                cell: (line: MonthLine) => (
                  <span id={`f-${lineField(line.businessNo)}`}>
                    <a href={`${path}/lines/${line.business.id}`}>{line.business.title}</a>
                  </span>
                ),
              },
              { id: 'now', title: '今の状態', cell: (line) => <Counts counts={line.counts} /> },
              {
                id: 'rate',
                title: '完了率',
                align: 'number',
                cell: (line) => percentText(ratesOf(line.counts).completed),
              },
              {
                id: 'move',
                title: '動いたところ',
                cell: (line) => <Moves line={line} list={view.list} form={form} disabled={!mayWrite} />,
              },
            ]}
            rows={view.lines}
            rowKey={(line) => line.business.id}
            rowHeader="business"
          />
        </div>
        {closed ? <Replacement form={form} faults={faults} /> : null}
        {mayWrite ? (
          <p>
            <Button>
              {closed
                ? '差替えとして保存する'
                : view.report === null
                  ? 'この月を報告する（動きのない業務は先月と同じ）'
                  : '動いたところを保存する'}
            </Button>
          </p>
        ) : null}
      </form>
      <h2>Excel・CSVで</h2>
      <ul class="dads-list">
        <li>
          <a href={`${path}/statuses.xlsx`}>ステップごとの状態（Excel、国の様式の2シート）</a>
        </li>
        <li>
          <a href={`${path}/statuses.csv`}>ステップごとの状態（CSV）</a>
        </li>
        <li>
          <a href={`${path}/upload`}>記入したExcel・CSVを送る</a>
        </li>
      </ul>
    </WorkPage>
  );
}

function Standing({ view }: { view: MonthView }) {
  if (view.close !== null) {
    return (
      <Notice kind="warning" title={`${monthTitle(view.month)}は確定しています`}>
        <p>{closedMonth(view.month).message}</p>
      </Notice>
    );
  }
  if (view.report !== null) return <p>{view.report.seatTitle}が報告しました。締めるまで直せます。</p>;
  if (view.origins.length > 0) {
    const former = view.origins.map((one) => `旧${one.name}（${monthTitle(one.month)}）`).join('、');
    return (
      <p>
        {former}の内容を写しました。進み方が違うステップは、遅い方に合わせています。
        <a href="/standardization/inherited">合併で引き継いだシステム</a>も確かめてください。
      </p>
    );
  }
  return view.fromMonth === null ? (
    <p>初めての月です。動いたところに印を付けるか、業務を開いて状態を選びます。</p>
  ) : (
    <p>{monthTitle(view.fromMonth)}の内容を写しました。まだ報告していません。</p>
  );
}

/** The day of the nation is the one day a month has: a prefecture collects no months of its own. */
function Due(props: { on: Day | null; today: Day; reported: boolean }) {
  const { on, today } = props;
  if (on === null) return <p>国への報告の期限は、まだ示されていません。</p>;
  const days = dayNumber(on) - dayNumber(today);
  const left = days < 0 ? `${-days}日過ぎています。` : days === 0 ? '今日です。' : `あと${days}日です。`;
  return (
    <p>
      国への報告の期限は{formatDay(on)}です。{props.reported ? '' : left}
    </p>
  );
}

export function Replacement(props: { form: Form; faults: readonly Fault[] }) {
  return (
    <>
      <TextField
        name="replacement"
        label="差替えの理由"
        size="full"
        value={props.form.trimmed('replacement')}
        error={faultOf(props.faults, 'replacement')}
      />
      <TextField name="documentNo" label="文書番号" value={props.form.trimmed('documentNo')} />
    </>
  );
}
