import { prefectureOf } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { rightFor } from '../../posts/rules/rights.ts';
import { insertEvent, lockedEvents, type Run, type StoredEvent } from '../queries/events.ts';
import { type Step, type StepEvent, type StepState, stepOf, type Template } from '../rules/model.ts';
import { type Declaration, judge, judgeUndo, nextSeq } from '../rules/moves.ts';
import type { StepRefusal } from '../rules/sentences.ts';
import { templateOf } from '../templates.ts';
import { tellEvidence } from './tell-evidence.ts';

/** Characters of a reason, a note, an address. */
export const TEXT_LENGTH = 500;

export interface GivenDeclaration extends Declaration {
  readonly note: string | null;
  readonly url: string | null;
  /** Newest `seq` of the step that the form was made from; 0: none. */
  readonly seen: number;
}

/** Where a step of a run is found, and whether the seat may speak of it. */
export function spokenOf(
  seat: Seat,
  run: Run,
  stepId: string,
): Result<{ readonly template: Template; readonly step: Step }, StepRefusal> {
  const template = templateOf(run.template);
  if (template === null) return refuse('no-such-template');
  const step = stepOf(template, stepId);
  if (step === null) return refuse('no-such-step');
  const owner = { bodyCode: run.bodyCode, prefectureCode: prefectureOf(run.bodyCode) };
  return rightFor(seat, `steps:${step.who}`, owner) ? ok({ template, step }) : refuse('not-yours');
}

/**
 * Says where a step stands since a day. Judged on all that was said of the run, behind a lock; what closes a step becomes
 * evidence in the same transaction. Codes: see `rules/sentences.ts`.
 */
export async function declareStep(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  run: Run,
  given: GivenDeclaration,
): Promise<Result<StepState, StepRefusal>> {
  const found = spokenOf(seat, run, given.step);
  if (!found.ok) return found;
  const { template, step } = found.value;
  const fault = textFault(given);
  if (fault !== null) return fault;
  const events = await lockedEvents(tx, run);
  const own = events.filter((event) => event.step === step.id);
  const overtaken = changedSince(own, given.seen);
  if (overtaken !== null) return overtaken;
  const today = dayInJapan(clock.now());
  const judged = judge(template, events, given, today);
  if (!judged.ok) return judged;
  const { reason, on, note, url } = given;
  const record = given.move === 'finish' && step.closes.kind === 'record' ? given.record : null;
  const event: StepEvent = {
    ...{ step: step.id, seq: nextSeq(own), state: judged.value, on, recordedOn: today, undoes: null },
    ...{ reason, record, note, url },
  };
  await insertEvent(tx, run, event, written(clock, seat));
  await tellEvidence(tx, clock, seat, run, step, { event, before: own, undone: null });
  await inAudit(tx, clock, seat, run, 'steps:declare', step.id, { state: event.state, on, seq: event.seq });
  return ok(judged.value);
}

/** Takes back what was said last of a step, by an event that says so. Nothing is deleted. */
export async function undoStep(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  run: Run,
  given: { readonly step: string; readonly reason: string | null; readonly seen: number },
): Promise<Result<StepState, StepRefusal>> {
  const found = spokenOf(seat, run, given.step);
  if (!found.ok) return found;
  const { template, step } = found.value;
  const fault = textFault({ ...given, note: null, url: null });
  if (fault !== null) return fault;
  const events = await lockedEvents(tx, run);
  const own = events.filter((event) => event.step === step.id);
  const overtaken = changedSince(own, given.seen);
  if (overtaken !== null) return overtaken;
  const today = dayInJapan(clock.now());
  const judged = judgeUndo(template, events, given, today);
  if (!judged.ok) return judged;
  const { event: undone, back } = judged.value;
  const event: StepEvent = {
    ...{
      step: step.id,
      seq: nextSeq(own),
      state: back,
      on: undone.on,
      recordedOn: today,
      undoes: undone.seq,
    },
    ...{ reason: given.reason, record: null, note: null, url: null },
  };
  await insertEvent(tx, run, event, written(clock, seat));
  await tellEvidence(tx, clock, seat, run, step, { event, before: own, undone });
  await inAudit(tx, clock, seat, run, 'steps:undo', step.id, { seq: undone.seq, back });
  return ok(back);
}

function changedSince(own: readonly StoredEvent[], seen: number) {
  const newest = own.at(-1);
  return newest === undefined || newest.seq === seen
    ? null
    : refuse('changed-meanwhile' as const, { by: newest.seatTitle });
}

function textFault(given: { reason: string | null; note: string | null; url: string | null }) {
  for (const field of ['reason', 'note', 'url'] as const)
    if ([...(given[field] ?? '')].length > TEXT_LENGTH)
      return refuse('too-long' as const, { field, expected: String(TEXT_LENGTH) });
  return given.url === null || /^https?:\/\/[^\s/]+/.test(given.url) ? null : refuse('bad-url' as const);
}

export function written(clock: Clock, seat: Seat) {
  return { at: new Date(clock.now()).toISOString(), seatId: seat.seatId, seatTitle: seatTitle(seat) };
}

export function inAudit(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  run: Run,
  action: string,
  step: string,
  detail: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  return audit(tx, clock, {
    actor: { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } },
    action,
    object: { kind: 'step', id: [run.template, run.subject, step].filter((part) => part !== '').join('/') },
    bodyCode: run.bodyCode,
    detail,
  });
}
