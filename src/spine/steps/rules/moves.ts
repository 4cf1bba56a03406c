import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { move, stepsFrom, type Workflow } from '../../../core/workflow.ts';
import { isClosed, type Step, type StepEvent, type StepState, type Template } from './model.ts';
import { byStep, lastEvent, replay, standingEvents, viewOn } from './replay.ts';

export const MOVES = ['leave', 'start', 'finish', 'exclude', 'include', 'reopen'] as const;
export type MoveId = (typeof MOVES)[number];

export const MOVE_TITLES: Readonly<Record<MoveId, string>> = {
  leave: '未着手と報告する',
  start: '作業中にする',
  finish: '完了済みにする',
  exclude: '対象外にする',
  include: '対象外をやめ、未着手に戻す',
  reopen: '完了をやめ、作業中に戻す',
};

type Guard = 'gates' | 'reason' | 'record' | 'excludable';

/**
 * From where to where, and what must hold beside. That an earlier step is open holds nobody back: the real world does
 * steps out of order. Gates do.
 */
const WORKFLOW: Workflow<StepState, MoveId, Guard> = {
  states: ['unreported', 'not-started', 'in-progress', 'done', 'not-applicable'],
  steps: {
    leave: { from: ['unreported', 'in-progress'], to: 'not-started', guards: [] },
    start: { from: ['unreported', 'not-started'], to: 'in-progress', guards: ['gates'] },
    finish: { from: ['unreported', 'not-started', 'in-progress'], to: 'done', guards: ['record', 'gates'] },
    exclude: {
      from: ['unreported', 'not-started', 'in-progress'],
      to: 'not-applicable',
      guards: ['excludable', 'reason'],
    },
    include: { from: ['not-applicable'], to: 'not-started', guards: [] },
    reopen: { from: ['done'], to: 'in-progress', guards: ['reason', 'gates'] },
  },
};

/** What the state alone allows, for the choices of a form. */
export function movesFrom(template: Template, step: Step, state: StepState): readonly MoveId[] {
  if (step.closes.kind === 'evidence') return [];
  return stepsFrom(WORKFLOW, state).filter((one) => one !== 'exclude' || template.mayExclude);
}

export type MoveRefusal =
  | 'no-such-step'
  | 'by-evidence'
  | 'no-move'
  | 'gate'
  | 'gate-of-later'
  | 'no-reason'
  | 'no-record'
  | 'not-excludable'
  | 'future-day'
  | 'day-order'
  | 'nothing-to-undo';

/** What somebody wants to say of a step. */
export interface Declaration {
  readonly step: string;
  readonly move: MoveId;
  readonly on: Day;
  readonly reason: string | null;
  readonly record: string | null;
}

/** Whether a gate is open on a day, from the events of the step it names: done by then, or 対象外 with a reason. */
export function gateOpen(events: readonly StepEvent[], on: Day): boolean {
  const last = lastEvent(events, { asOf: on, knownOn: '9999-12-31' });
  return last !== null && isClosed(last.state) && (last.state === 'done' || (last.reason ?? '') !== '');
}

/**
 * Judges a declaration against everything said so far of the same body, template and subject. All days are days in
 * Japan; `today` is the last that can be given.
 */
export function judge(
  template: Template,
  events: readonly StepEvent[],
  given: Declaration,
  today: Day,
): Result<StepState, MoveRefusal> {
  const step = template.steps.find((one) => one.id === given.step);
  if (step === undefined) return refuse('no-such-step');
  if (step.closes.kind === 'evidence') return refuse('by-evidence');
  if (given.on > today) return refuse('future-day', { found: given.on, expected: today });
  const groups = byStep(events);
  const own = groups.get(step.id) ?? [];
  const last = lastEvent(own, viewOn('9999-12-31'));
  if (last !== null && given.on < last.on) return refuse('day-order', { found: given.on, expected: last.on });
  const closed = step.gates.find((gate) => !gateOpen(groups.get(gate.step) ?? [], given.on));
  const moved = move(WORKFLOW, last?.state ?? 'unreported', given.move, {
    gates: closed === undefined,
    reason: (given.reason ?? '') !== '',
    record: step.closes.kind !== 'record' || step.closes.records.includes(given.record ?? ''),
    excludable: template.mayExclude,
  });
  if (!moved.ok) {
    if (moved.why === 'state') return refuse('no-move', { found: last?.state ?? 'unreported' });
    if (moved.guard === 'gates') return refuse('gate', { why: closed?.why ?? '' });
    if (moved.guard === 'excludable') return refuse('not-excludable');
    return refuse(moved.guard === 'reason' ? 'no-reason' : 'no-record');
  }
  const after = [...events, { ...NOTHING, ...given, seq: nextSeq(own), state: moved.to }];
  const broken = brokenGate(template, after, today);
  return broken === null ? ok(moved.to) : refuse('gate-of-later', { step: broken.title });
}

const NOTHING = { recordedOn: '0000-01-01', note: null, url: null, undoes: null } as const;

export function nextSeq(own: readonly Pick<StepEvent, 'seq'>[]): number {
  return own.reduce((most, event) => Math.max(most, event.seq), 0) + 1;
}

/**
 * Judges taking back what was said last of a step, and gives the event that is taken back and the state it leads to.
 * What later steps lean on is not taken away under them.
 */
export function judgeUndo(
  template: Template,
  events: readonly StepEvent[],
  given: { readonly step: string; readonly reason: string | null },
  today: Day,
): Result<{ readonly event: StepEvent; readonly back: StepState }, MoveRefusal> {
  if (!template.steps.some((one) => one.id === given.step)) return refuse('no-such-step');
  const own = byStep(events).get(given.step) ?? [];
  const ever = viewOn('9999-12-31');
  const event = standingEvents(own, ever).at(-1);
  if (event === undefined) return refuse('nothing-to-undo');
  if ((given.reason ?? '') === '') return refuse('no-reason');
  const correction = { ...event, ...NOTHING, seq: nextSeq(own), undoes: event.seq };
  const broken = brokenGate(template, [...events, correction], today);
  if (broken !== null) return refuse('gate-of-later', { step: broken.title });
  return ok({ event, back: replay([...own, correction], ever).state });
}

/** A step that is begun or done although its gate was not open on its day; null when every gate holds. */
export function brokenGate(template: Template, events: readonly StepEvent[], asOf: Day): Step | null {
  const groups = byStep(events);
  for (const step of template.steps) {
    const days = step.gates.length === 0 ? [] : workedDays(groups.get(step.id) ?? [], asOf);
    // On its own days, and today still: neither may be taken away under it.
    const held = step.gates.every((gate) =>
      [...days, ...(days.length === 0 ? [] : [asOf])].every((on) =>
        gateOpen(groups.get(gate.step) ?? [], on),
      ),
    );
    if (!held) return step;
  }
  return null;
}

/** Days of what stands of a step as work: since it was last 未着手 or 対象外. */
function workedDays(events: readonly StepEvent[], asOf: Day): readonly Day[] {
  const standing = standingEvents(events, { asOf, knownOn: '9999-12-31' });
  const idle = standing.findLastIndex((event) => event.state !== 'in-progress' && event.state !== 'done');
  return standing.slice(idle + 1).map((event) => event.on);
}
