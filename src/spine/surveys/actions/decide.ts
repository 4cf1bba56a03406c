import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { checkAnswers, type Finding } from '../../../core/survey/check-answers.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { answersNow, type SavedAnswer, valuesOf } from '../queries/answers.ts';
import {
  bodyRule,
  type Decision,
  decisionsOf,
  handInAnswers,
  insertBodyRule,
  insertDecision,
  unconfirmedProxies,
} from '../queries/chain.ts';
import { lastRoundAnswers } from '../queries/last-round.ts';
import type { Round } from '../queries/rounds.ts';
import type { Sheet } from '../queries/sheets.ts';
import { WRITABLE } from '../rules/sheet-workflow.ts';
import { recordWithdrawal } from './record-facts.ts';
import { letProvisional } from './review.ts';
import { oneStep, openStep, type SheetRequest, type Stepped, type StepRefusal, takeStep } from './step.ts';
import { tellGatherer } from './tell.ts';
import { actorOf, today } from './who.ts';

/** What the office says of its own 決裁; the decision itself is in its 文書管理. */
export interface DecisionGiven {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly stateNo: number;
  readonly documentNo: string;
  readonly decidedOn: Day;
  readonly decider: string;
  readonly onBehalf: boolean;
  readonly samePerson: boolean;
  /** 「版」 of the 起案セット that was printed: question → revision. Answers that changed since are not decided on. */
  readonly answers: Readonly<Record<string, number>>;
}

export type DecideRefusal =
  | StepRefusal
  | 'document-missing'
  | 'decider-missing'
  | 'decided-later'
  | 'same-person-not-allowed'
  | 'answers-changed'
  | 'incomplete';

/** Which answers stand, as 起案セット and decision name them. */
export function revisionsOf(saved: ReadonlyMap<string, SavedAnswer>): Record<string, number> {
  const revisions: Record<string, number> = {};
  for (const [id, answer] of saved) if (answer.value !== null) revisions[id] = answer.revision;
  return revisions;
}

/** A sheet that this seat may decide on and hand in: its own body's, by the stored owner. */
function mayDecide(seat: Seat, sheet: Sheet): boolean {
  return seat.rights.has('surveys:decide') && sheet.ownerCode === seat.bodyCode;
}

/** Errors and warnings of the sheet as it stands. */
export async function findingsOf(tx: Tx, round: Round, sheet: Sheet): Promise<readonly Finding[]> {
  const now = await answersNow(tx, sheet.bodyCode, round.roundId);
  const last = await lastRoundAnswers(tx, round, sheet.bodyCode);
  return checkAnswers(round.survey.questions, valuesOf(now), last);
}

/**
 * Records the body's own 決裁 on just the answers that were printed for it. A sheet with errors, or one whose answers have
 * changed since, is refused and stays as it is.
 */
export async function recordDecision(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  given: DecisionGiven,
): Promise<Result<Decision, DecideRefusal>> {
  const opened = await openStep(tx, given);
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  if (!mayDecide(seat, sheet)) return refuse('not-yours');
  if (!WRITABLE.includes(sheet.state)) return refuse('state', { state: sheet.state });
  if (given.documentNo.trim() === '') return refuse('document-missing');
  if (given.decider.trim() === '') return refuse('decider-missing');
  if (given.decidedOn > today(clock)) return refuse('decided-later', { found: given.decidedOn });
  if (given.samePerson && (await bodyRule(tx, sheet.ownerCode))?.samePerson !== true)
    return refuse('same-person-not-allowed');
  const now = await answersNow(tx, sheet.bodyCode, round.roundId);
  const standing = revisionsOf(now);
  const changed = changedSince(given.answers, standing);
  if (changed.length > 0)
    return refuse('answers-changed', {
      questions: round.survey.questions
        .filter((question) => changed.includes(question.id))
        .map((question) => question.number)
        .join('、'),
    });
  if ((await findingsOf(tx, round, sheet)).some((finding) => finding.severity === 'error'))
    return refuse('incomplete');
  const decision: Omit<Decision, 'decisionNo'> = {
    bodyCode: sheet.bodyCode,
    roundId: round.roundId,
    documentNo: given.documentNo.trim(),
    decidedOn: given.decidedOn,
    decider: given.decider.trim(),
    onBehalf: given.onBehalf,
    samePerson: given.samePerson,
    answers: standing,
    seatId: seat.seatId,
    seatTitle: seatTitle(seat),
    recordedAt: new Date(clock.now()).toISOString(),
  };
  const decisionNo = await insertDecision(tx, decision);
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:decision.record',
    object: { kind: 'sheet', id: sheet.sheetNo },
    bodyCode: sheet.bodyCode,
    detail: { decisionNo, onBehalf: given.onBehalf, samePerson: given.samePerson },
  });
  return ok({ ...decision, decisionNo });
}

function changedSince(
  printed: Readonly<Record<string, number>>,
  standing: Readonly<Record<string, number>>,
): readonly string[] {
  const ids = new Set([...Object.keys(printed), ...Object.keys(standing)]);
  return [...ids].filter((id) => printed[id] !== standing[id]);
}

/** Hands the decided answers in. What was decided on must still be what stands. */
export async function handIn(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: SheetRequest,
): Promise<Result<{ sheet: Sheet; round: Round; decision: Decision }, StepRefusal>> {
  const opened = await openStep(tx, request);
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  if (!mayDecide(seat, sheet)) return refuse('not-yours');
  const now = await answersNow(tx, sheet.bodyCode, round.roundId);
  const [decision] = await decisionsOf(tx, sheet.bodyCode, round.roundId);
  const errors = (await findingsOf(tx, round, sheet)).some((finding) => finding.severity === 'error');
  const held = {
    complete: !errors,
    'own-words': (await unconfirmedProxies(tx, sheet.bodyCode, round.roundId)) === 0,
    decided: decision !== undefined && changedSince(decision.answers, revisionsOf(now)).length === 0,
  };
  const words = { comment: null, documentNo: decision?.documentNo ?? null };
  const moved = await takeStep(tx, clock, seat, { sheet, step: 'hand-in', held }, words);
  if (!moved.ok) return moved;
  await handInAnswers(tx, decision!);
  // Without a prefecture between, handing in lets the figure through as 速報.
  if (sheet.route === 'direct' && round.state === 'sent')
    await letProvisional(tx, clock, round, [moved.value], seatTitle(seat));
  const told = { tx, clock, seat, round, sheet: moved.value };
  await tellGatherer(told, 'handed-in', `回答票 ${sheet.sheetNo} の提出がありました。`);
  return ok({ sheet: moved.value, round, decision: decision! });
}

type ReasonedRequest = SheetRequest & { readonly comment: string };

/** 取下げ: the body takes its sheet back while the 調査回 is open. */
export async function withdraw(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReasonedRequest,
): Promise<Result<Stepped, StepRefusal>> {
  const done = await oneStep(tx, clock, seat, request, {
    step: 'withdraw',
    may: ({ sheet }) => mayDecide(seat, sheet),
    held: ({ round }) => ({ 'round-open': round.state === 'sent' }),
  });
  if (!done.ok) return done;
  const { before, round } = done.value;
  // A 速報 that stands on what is taken back says 取下げ from now on; it does not stay, and is no zero.
  if (before.state === 'gathered' || before.route === 'direct')
    await withinScope(tx, { kind: 'system' }, (within) =>
      recordWithdrawal(within, clock, round, before.bodyCode, seatTitle(seat)),
    );
  await tellGatherer({ tx, clock, seat, ...done.value }, 'withdrawn', request.comment);
  return done;
}

/**
 * 差替えの申出 after 確定, or 確定後の回答の申出 of a body that had not answered: the sheet opens again; the figure stays as it
 * is until what is handed in then is 確定.
 */
export async function askReplacement(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReasonedRequest,
): Promise<Result<Stepped, StepRefusal>> {
  const done = await oneStep(tx, clock, seat, request, {
    step: ({ sheet }) => (sheet.state === 'unanswered' ? 'answer-late' : 'replace'),
    may: ({ sheet }) => mayDecide(seat, sheet),
  });
  if (done.ok) await tellGatherer({ tx, clock, seat, ...done.value }, 'replacement', request.comment);
  return done;
}

/** Records what the body's own 決裁規程 says of one person drafting and deciding. */
export async function recordBodyRule(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  rule: { samePerson: boolean; basis: string },
): Promise<Result<null, 'not-yours' | 'basis-missing'>> {
  if (!seat.rights.has('surveys:decide')) return refuse('not-yours');
  if (rule.basis.trim() === '') return refuse('basis-missing');
  await insertBodyRule(tx, {
    bodyCode: seat.bodyCode,
    samePerson: rule.samePerson,
    basis: rule.basis.trim(),
    by: seatTitle(seat),
    at: new Date(clock.now()).toISOString(),
  });
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:body-rule.record',
    object: { kind: 'body', id: seat.bodyCode },
    bodyCode: seat.bodyCode,
    detail: { samePerson: rule.samePerson },
  });
  return ok(null);
}
