import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { handedInNow, handedInOf } from '../queries/chain.ts';
import { lockRound } from '../queries/conduct.ts';
import { advanceRound, type Round } from '../queries/rounds.ts';
import { lockSheetsOfRound, type Sheet, sheetsOfRound } from '../queries/sheets.ts';
import { type SheetStep, WRITABLE } from '../rules/sheet-workflow.ts';
import { factsOf } from './facts-of.ts';
import { recordFacts } from './record-facts.ts';
import type { ReviewRequest } from './review.ts';
import { oneStep, type SheetRequest, type Stepped, type StepRefusal, takeSteps } from './step.ts';
import { tellBody, tellResults } from './tell.ts';
import { actorOf } from './who.ts';

export type ConductRefusal = 'no-such-round' | 'not-yours' | 'round-state' | 'not-passed-on';

/** The seat conducts this round: it is of the organiser. A round of 見本県 is organised by 見本県's own. */
export function mayConduct(seat: Seat, round: Pick<Round, 'organiserCode'>): boolean {
  return seat.rights.has('surveys:conduct') && round.organiserCode === seat.bodyCode;
}

/** 疑義照会: a question about what was handed in; the body corrects or explains, decides anew and hands in again. */
export async function query(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReviewRequest,
): Promise<Result<Stepped, StepRefusal>> {
  const done = await oneStep(tx, clock, seat, request, {
    step: 'query',
    may: ({ round }) => mayConduct(seat, round),
  });
  if (done.ok) await tellBody({ tx, clock, seat, ...done.value }, 'question', request.comment ?? '');
  return done;
}

/** A direct sheet that was handed in, or a gathered one; of a sheet in another state the workflow refuses either. */
function fixStep(sheet: Sheet): SheetStep {
  return sheet.route === 'direct' && sheet.state === 'handed-in' ? 'fix-direct' : 'fix';
}

export interface Fixed {
  readonly round: Round;
  readonly fixed: number;
  /** Bodies whose sheet had not come through: 未回答. */
  readonly notAnswered: number;
}

/**
 * 確定 of a whole 調査回, once: what came through becomes 確定, whoever owes a sheet is 未回答 (never zero). With sheets that
 * are handed in but not passed on by their prefecture it is refused, unless the organiser says that these stay out.
 */
export async function fixRound(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: { roundId: string; leaveOut: boolean },
): Promise<Result<Fixed, ConductRefusal>> {
  const round = await lockRound(tx, request.roundId);
  if (round === null) return refuse('no-such-round');
  if (!mayConduct(seat, round)) return refuse('not-yours');
  if (round.state !== 'sent') return refuse('round-state', { state: round.state });
  const sheets = await lockSheetsOfRound(tx, round.roundId);
  const waiting = sheets.filter((sheet) => sheet.state === 'handed-in' && sheet.route === 'prefecture');
  if (waiting.length > 0 && !request.leaveOut)
    return refuse('not-passed-on', { sheets: waiting.map((sheet) => sheet.bodyCode).join('、') });
  const through = sheets.filter(
    (sheet) => sheet.state === 'gathered' || (sheet.state === 'handed-in' && sheet.route === 'direct'),
  );
  const owed = sheets.filter((sheet) => WRITABLE.includes(sheet.state));
  const held = { 'fixing-round': true };
  const steps = [
    ...through.map((sheet) => ({ sheet, step: fixStep(sheet), held })),
    ...owed.map((sheet) => ({ sheet, step: 'fix-unanswered' as const, held })),
  ];
  const moved = await takeSteps(tx, clock, seat, steps, { comment: null });
  if (!moved.ok) throw new Error(`round ${round.roundId}: ${moved.code}`);
  const handed = await handedInOf(tx, round.roundId, null);
  const passed = new Set(through.map((sheet) => sheet.bodyCode));
  const facts = sheets.map((sheet) =>
    factsOf(sheet.bodyCode, passed.has(sheet.bodyCode) ? handed.get(sheet.bodyCode) : undefined),
  );
  await advanceRound(tx, round.roundId, 'fixed', new Date(clock.now()).toISOString());
  await withinScope(tx, { kind: 'system' }, (within) =>
    recordFacts(within, clock, round, facts, 'final', seatTitle(seat)),
  );
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:round.fix',
    object: { kind: 'round', id: round.roundId },
    bodyCode: null,
    detail: { fixed: through.length, notAnswered: sheets.length - through.length },
  });
  return ok({ round, fixed: through.length, notAnswered: sheets.length - through.length });
}

/** 公表: from now on every asked body has its own sheet of results beside its class. */
export async function publishRound(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: { roundId: string },
): Promise<Result<Round, ConductRefusal>> {
  const round = await lockRound(tx, request.roundId);
  if (round === null) return refuse('no-such-round');
  if (!mayConduct(seat, round)) return refuse('not-yours');
  if (!(await advanceRound(tx, round.roundId, 'published', new Date(clock.now()).toISOString())))
    return refuse('round-state', { state: round.state });
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:round.publish',
    object: { kind: 'round', id: round.roundId },
    bodyCode: null,
    detail: {},
  });
  const asked = (await sheetsOfRound(tx, round.roundId)).map((sheet) => sheet.ownerCode);
  await tellResults(tx, clock, seat, round, [...new Set(asked)]);
  return ok(round);
}

/** 差替え of one sheet after 確定: recorded as 確定 over the former one, and so listed in the public corrections. */
export async function fixReplacement(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  { bodyCode, roundId, stateNo }: SheetRequest,
): Promise<Result<Stepped, StepRefusal>> {
  const done = await oneStep(
    tx,
    clock,
    seat,
    { bodyCode, roundId, stateNo },
    {
      step: ({ sheet }) => fixStep(sheet),
      may: ({ round }) => mayConduct(seat, round),
      // While the 調査回 is open its sheets become 確定 together, never one by one.
      held: ({ round }) => ({ 'fixing-round': round.state !== 'sent' }),
    },
  );
  if (!done.ok) return done;
  const { sheet, round } = done.value;
  const handed = await handedInNow(tx, sheet.bodyCode, sheet.roundId);
  await withinScope(tx, { kind: 'system' }, (within) =>
    recordFacts(within, clock, round, [factsOf(sheet.bodyCode, handed)], 'final', seatTitle(seat)),
  );
  return done;
}
