import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields, TextField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { MonthLine, MonthView } from '../actions/month.ts';
import type { StoredEvent } from '../queries/months.ts';
import { notNeededByNature } from '../rules/gate.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { ratesOf } from '../rules/rates.ts';
import type { Fault } from '../rules/sentences.ts';
import { parseMoves, STEP_STATES, stateAt } from '../rules/states.ts';
import { itemStates, type StepList } from '../rules/step-list.ts';
import { WORK_ITEMS } from '../rules/work-items.ts';
import { Replacement } from './month-page.tsx';
import { countsText, Errors, faultOf, percentText, WorkPage } from './parts.tsx';

/** One business in one month: every step, the gate, the reason of 対象外, who moved what. */
export function LinePage(props: {
  seat: Seat;
  view: MonthView;
  line: MonthLine;
  events: readonly StoredEvent[];
  form: Form;
  faults: readonly Fault[];
  csrf: string;
}) {
  const { view, line, form, faults } = props;
  const month = `/standardization/months/${monthText(view.month)}`;
  const mayWrite = props.seat.rights.has(
    view.close === null ? 'standardization:answer' : 'standardization:decide',
  );
  const items = itemStates(line.states, view.list);
  return (
    <WorkPage
      seat={props.seat}
      title={`${line.business.title}の${view.list.steps.length}ステップ`}
      crumbs={[{ title: monthTitle(view.month), href: month }, { title: line.business.title }]}
      asOf={monthTitle(view.month)}
      coverage={`${countsText(line.counts)}　完了率 ${percentText(ratesOf(line.counts).completed)}`}
    >
      <Errors faults={faults} title="保存していません。入力は残っています" />
      <form class="dads-form--printed" method="post" action={`${month}/lines/${line.business.id}`}>
        <HiddenFields csrf={props.csrf} values={{ was: form.trimmed('was') || line.states }} />
        <StepsTable view={view} line={line} form={form} disabled={!mayWrite} />
        <Gate line={line} form={form} faults={faults} />
        <TextField
          name={`reason-${line.businessNo}`}
          label="対象外の理由"
          hint="対象外のステップがあるとき。例：県福祉事務所が実施"
          size="full"
          value={form.trimmed(`reason-${line.businessNo}`) || (line.reason ?? '')}
          error={faultOf(faults, `reason-${line.businessNo}`)}
        />
        {view.close === null ? null : <Replacement form={form} faults={faults} />}
        {mayWrite ? (
          <p>
            <Button>この業務を保存する</Button>
          </p>
        ) : null}
      </form>
      <h2>17の作業項目では</h2>
      <p>ステップから導いた状態です。対応が分からない項目は出ません。</p>
      <DataTable
        caption="17の作業項目の状態"
        columns={[
          {
            id: 'title',
            title: '作業項目（段階）',
            cell: (item: (typeof WORK_ITEMS)[number]) => `${item.no} ${item.title}（${item.phase}）`,
          },
          {
            id: 'state',
            title: '状態',
            cell: (item) => (
              <span class="dads-nowrap">{STEP_STATES[(items.get(item.no) ?? '0') as '1']}</span>
            ),
          },
        ]}
        rows={WORK_ITEMS.filter((item) => items.has(item.no))}
        rowKey={(item) => String(item.no)}
        rowHeader="title"
        empty="ステップと作業項目の対応が、まだ登録されていません。"
      />
      <Events events={props.events} list={view.list} />
    </WorkPage>
  );
}

interface Step {
  readonly no: number;
  readonly title: string;
}

function StepsTable(props: { view: MonthView; line: MonthLine; form: Form; disabled: boolean }) {
  const { view, line, form } = props;
  const steps = view.list.steps.map((title, index): Step => ({ no: index + 1, title }));
  return (
    <DataTable
      caption="ステップの状態"
      columns={[
        {
          id: 'title',
          title: 'ステップ',
          cell: (step: Step) => <label for={`f-step-${step.no}`}>{`${step.no} ${step.title}`}</label>,
        },
        {
          id: 'state',
          title: '状態',
          cell: (step) => {
            const chosen = form.trimmed(`step-${step.no}`) || stateAt(line.states, step.no);
            return (
              <span class="dads-select">
                <select id={`f-step-${step.no}`} name={`step-${step.no}`} disabled={props.disabled}>
                  {Object.entries(STEP_STATES).map(([value, title]) => (
                    <option key={value} value={value} selected={value === chosen}>
                      {title}
                    </option>
                  ))}
                </select>
              </span>
            );
          },
        },
      ]}
      rows={steps}
      rowKey={(step) => String(step.no)}
      rowHeader="title"
    />
  );
}

function Gate(props: { line: MonthLine; form: Form; faults: readonly Fault[] }) {
  const { line, form } = props;
  const byNature = notNeededByNature(line.business);
  if (byNature !== null) return <p>特定個人情報保護評価は実施不要です（{byNature}）。</p>;
  const field = `line-${line.businessNo}`;
  return (
    <fieldset class="dads-field">
      <legend class="dads-field__label">特定個人情報保護評価</legend>
      <p class="dads-field__hint">データ移行を完了にする前に、評価の日か実施不要の理由が要ります。</p>
      <TextField
        name="heldOn"
        id={`f-${field}`}
        label="評価の日"
        hint="例：2026-02-10、令和8年2月10日"
        size="short"
        value={form.trimmed('heldOn') || (line.assessment?.heldOn ?? '')}
        error={faultOf(props.faults, field)}
      />
      <TextField
        name="notNeeded"
        label="実施不要の理由"
        hint="例：対象人数が1,000人未満"
        size="full"
        value={form.trimmed('notNeeded') || (line.assessment?.notNeeded ?? '')}
      />
    </fieldset>
  );
}

function Events(props: { events: readonly StoredEvent[]; list: StepList }) {
  if (props.events.length === 0) return <p>この月に動いた記録はありません。</p>;
  return (
    <>
      <h2>この月に動いた記録</h2>
      <DataTable
        caption="変更の記録"
        captionHidden
        columns={[
          { id: 'at', title: '日時', cell: (event: StoredEvent) => instantText(event.at) },
          { id: 'who', title: '誰が', cell: (event) => event.seatTitle },
          {
            id: 'what',
            title: '何を',
            cell: (event) => <MovesText changes={event.changes} list={props.list} />,
          },
          {
            id: 'why',
            title: '理由',
            cell: (event) => [event.reason, event.documentNo].filter((one) => one !== null).join(' '),
          },
        ]}
        rows={props.events}
        rowKey={(event) => String(event.revision)}
      />
    </>
  );
}

function MovesText(props: { changes: string; list: StepList }) {
  const moves = parseMoves(props.changes);
  const first = moves.slice(0, 5).map(({ step, from, to }) => {
    const name = props.list.steps[step - 1] ?? step;
    return `${name}：${STEP_STATES[from]}→${STEP_STATES[to]}`;
  });
  return <>{[...first, ...(moves.length > 5 ? [`ほか${moves.length - 5}件`] : [])].join('、')}</>;
}
