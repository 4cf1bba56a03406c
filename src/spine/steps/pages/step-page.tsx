import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { ErrorSummary, HiddenFields, RadioGroup, TextArea, TextField } from '../../../ui/form.tsx';
import { Timeline } from '../../../ui/timeline.tsx';
import type { StepLine } from '../load.ts';
import type { Planned, StoredEvent } from '../queries/events.ts';
import { isClosed, stepTitle, type Template } from '../rules/model.ts';
import { MOVE_TITLES, type MoveId } from '../rules/moves.ts';
import { Evidences } from './own-pages.tsx';
import { basisText, dayOrDash, LateText, StateChip, StepsFrame, stateText } from './parts.tsx';

/** What was typed; kept as it is when a form comes back. */
export type Typed = Readonly<Record<string, string>>;

export interface FormFault {
  readonly form: 'declare' | 'plan' | 'undo';
  readonly field: string;
  readonly message: string;
}

export interface StepView {
  readonly template: Template;
  readonly line: StepLine;
  readonly before: readonly StepLine[];
  readonly events: readonly StoredEvent[];
  readonly plans: readonly Planned[];
  readonly moves: readonly MoveId[];
  /** May this seat write here at all. */
  readonly writes: boolean;
}

/** One step: where it stands, what may be said of it, and everything that was said. */
export function StepPage(props: { view: StepView; typed: Typed; fault: FormFault | null; csrf: string }) {
  const { view, fault } = props;
  const { template, line } = view;
  const own = template.id === 'handbook' ? '/steps' : `/steps/${template.id}`;
  const open = view.before.filter((one) => !isClosed(one.state));
  const errors = fault === null ? [] : [{ field: anchorOf(fault), message: fault.message }];
  return (
    <StepsFrame
      title={`${stepTitle(line.step)}（${stateText(line.step, line.state)}）`}
      crumbs={[
        ...(own === '/steps' ? [] : [{ title: template.title, href: own }]),
        { title: stepTitle(line.step) },
      ]}
      lead={line.step.hint === null ? undefined : <p>{line.step.hint}</p>}
    >
      <ErrorSummary errors={errors} />
      <DescriptionList
        items={[
          { term: '状態', detail: <StateChip step={line.step} state={line.state} /> },
          { term: 'いつから', detail: dayOrDash(line.since) },
          { term: '根拠', detail: basisText(line.basis) },
          { term: '根拠資料・備考', detail: <Evidences line={line} /> },
          { term: '予定日', detail: dayOrDash(line.planned?.plannedOn ?? null) },
          { term: '遅れ', detail: <LateText late={line.late} /> },
          {
            term: '標準の所要日数',
            detail: line.step.usualDays === null ? '資料に記載なし' : `${line.step.usualDays}日`,
          },
          ...(open.length === 0
            ? []
            : [
                {
                  term: '通常は先に行うもの',
                  detail: `${open.map((one) => stepTitle(one.step)).join('、')}（先に進めても構いません）`,
                },
              ]),
        ]}
      />
      {!view.writes ? null : line.step.closes.kind === 'evidence' ? (
        <p>このステップは、根拠資料の登録で自動的に決まります。ここでの入力は要りません。</p>
      ) : (
        <ToDeclare {...props} />
      )}
      {view.writes && !isClosed(line.state) ? <PlanForm {...props} /> : null}
      <History view={view} />
      {view.writes && line.event !== null ? <UndoForm {...props} /> : null}
    </StepsFrame>
  );
}

/** The first field of a form has the same name in all three: each has an id of its own. */
function anchorOf(fault: FormFault): string {
  if (fault.form === 'plan') return 'plannedOn';
  return fault.form === 'undo' ? 'undo-reason' : fault.field;
}

interface FormProps {
  readonly view: StepView;
  readonly typed: Typed;
  readonly fault: FormFault | null;
  readonly csrf: string;
}

function addressOf(view: StepView): string {
  return `/steps/${view.template.id}/${view.line.step.id}`;
}

function seenOf(events: readonly { readonly seq: number }[]): string {
  return String(events.at(-1)?.seq ?? 0);
}

/** What is closed is seldom touched again: its form stands folded. */
function ToDeclare(props: FormProps) {
  if (!isClosed(props.view.line.state)) return <DeclareForm {...props} />;
  return (
    <Disclosure summary="状態を変える" open={props.fault?.form === 'declare'}>
      <DeclareForm {...props} />
    </Disclosure>
  );
}

function DeclareForm({ view, typed, fault, csrf }: FormProps) {
  const { line, moves, events } = view;
  const error = (field: string) =>
    fault?.form === 'declare' && fault.field === field ? fault.message : undefined;
  const closing = line.step.closes;
  const records = closing.kind === 'record' && moves.includes('finish') ? closing.records : [];
  const excluded = line.step.excludedAs;
  const titleOf = (move: MoveId) =>
    move === 'exclude' && excluded !== null ? `「${excluded}」とする（理由が要ります）` : MOVE_TITLES[move];
  return (
    <section class="dads-section" aria-labelledby="declare">
      <h2 id="declare">状態を記録する</h2>
      <form method="post" action={addressOf(view)}>
        <HiddenFields csrf={csrf} values={{ seen: seenOf(events) }} />
        <RadioGroup
          name="move"
          label="何を記録しますか"
          required
          value={typed.move ?? (records.length > 0 ? 'finish' : undefined)}
          error={error('move')}
          options={moves.map((move) => ({ value: move, title: titleOf(move) }))}
        />
        <TextField
          name="on"
          label="いつからですか"
          hint="実際にそうなった日です。例：2026-05-01、令和8年5月1日"
          required
          size="short"
          value={typed.on}
          error={error('on')}
        />
        {records.length === 0 ? null : (
          <RadioGroup
            name="record"
            label="何の記録ですか（完了のとき）"
            inline
            value={typed.record}
            error={error('record')}
            options={records.map((record) => ({ value: record, title: record }))}
          />
        )}
        <TextField
          name="note"
          label="件名・文書番号・備考"
          hint="あるときだけ。例：第3回庁議「DXの進め方」"
          size="full"
          maxLength={500}
          value={typed.note}
          error={error('note')}
        />
        <TextField
          name="url"
          label="根拠資料のURL"
          hint="あるときだけ。あると「根拠資料あり」になります。"
          size="full"
          maxLength={500}
          value={typed.url}
          error={error('url')}
        />
        <TextArea
          name="reason"
          label="理由（対象外にするとき、作業中に戻すとき）"
          rows={2}
          maxLength={500}
          value={typed.reason}
          error={error('reason')}
        />
        <Button>状態を記録する</Button>
      </form>
    </section>
  );
}

function PlanForm({ view, typed, fault, csrf }: FormProps) {
  const standing = view.line.planned?.plannedOn ?? '';
  return (
    <section class="dads-section" aria-labelledby="plan">
      <h2 id="plan">予定日を決める</h2>
      <form method="post" action={`${addressOf(view)}/plan`}>
        <HiddenFields csrf={csrf} values={{ seen: seenOf(view.plans) }} />
        <TextField
          name="plannedOn"
          label="いつまでに終える予定ですか"
          hint="空欄にすると、予定日をなくします。前の予定日も経過に残ります。"
          size="short"
          value={typed.plannedOn ?? standing}
          error={fault?.form === 'plan' ? fault.message : undefined}
        />
        <Button kind="secondary">予定日を保存する</Button>
      </form>
    </section>
  );
}

function UndoForm({ view, typed, fault, csrf }: FormProps) {
  return (
    <section class="dads-section" aria-labelledby="undo">
      <h2 id="undo">最後の記録を取り消す</h2>
      <form method="post" action={`${addressOf(view)}/undo`}>
        <HiddenFields csrf={csrf} values={{ seen: seenOf(view.events) }} />
        <TextField
          name="reason"
          id="f-undo-reason"
          label="取り消す理由"
          hint="取り消した記録も、経過に残ります。"
          size="full"
          maxLength={500}
          value={typed['undo-reason']}
          error={fault?.form === 'undo' ? fault.message : undefined}
        />
        <Button kind="secondary">最後の記録を取り消す</Button>
      </form>
    </section>
  );
}

function History({ view }: { view: StepView }) {
  const { step } = view.line;
  const undone = new Set(view.events.map((event) => event.undoes));
  const said = view.events.map((event) => ({
    id: `event-${event.seq}`,
    at: event.recordedAt,
    date: `${formatDay(event.recordedOn)}に記録`,
    title:
      event.undoes === null
        ? `${stateText(step, event.state)}（${formatDay(event.on)}から）${undone.has(event.seq) ? '［取消し済み］' : ''}`
        : `${formatDay(event.on)}の記録を取り消し、「${stateText(step, event.state)}」に戻す`,
    lines: [
      event.record,
      event.note,
      event.reason === null ? null : `理由：${event.reason}`,
      event.seatTitle,
    ],
    url: event.url,
  }));
  const planned = view.plans.map((plan) => ({
    id: `plan-${plan.seq}`,
    at: plan.recordedAt,
    date: `${formatDay(plan.recordedOn)}に記録`,
    title: plan.plannedOn === null ? '予定日をなくす' : `予定日を${formatDay(plan.plannedOn)}にする`,
    lines: [plan.seatTitle],
    url: null,
  }));
  const entries = [...said, ...planned].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return (
    <section class="dads-section" aria-labelledby="history">
      <h2 id="history">経過</h2>
      {entries.length === 0 ? (
        <p>まだ何も記録されていません。</p>
      ) : (
        <Timeline
          label="このステップの経過（新しい順）"
          entries={entries.map((entry) => ({
            id: entry.id,
            date: entry.date,
            title: entry.title,
            children: (
              <>
                {entry.lines
                  .filter((line) => line !== null)
                  .map((line) => (
                    <p key={line}>{line}</p>
                  ))}
                {entry.url === null ? null : (
                  <p>
                    <a href={entry.url}>根拠資料を開く</a>
                  </p>
                )}
              </>
            ),
          }))}
        />
      )}
    </section>
  );
}
