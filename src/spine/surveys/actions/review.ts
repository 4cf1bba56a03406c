import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { handedInNow } from '../queries/chain.ts';
import type { Round } from '../queries/rounds.ts';
import { insertStep, type Sheet, setDue } from '../queries/sheets.ts';
import { WRITABLE } from '../rules/sheet-workflow.ts';
import { factsOf } from './facts-of.ts';
import { recordFacts } from './record-facts.ts';
import { openStep, type StepRefusal, takeStep } from './step.ts';
import { tellBody } from './tell.ts';
import { actorOf } from './who.ts';

export interface ReviewRequest {
  readonly bodyCode: string;
  readonly roundId: string;
  /** Null: whatever the state is now, for several sheets at once. */
  readonly stateNo: number | null;
  readonly comment: string | null;
  readonly questions?: readonly string[];
}

/** A sheet that goes through this seat's prefecture, by the stored owner. */
export function mayReview(seat: Seat, sheet: Pick<Sheet, 'ownerCode' | 'route'>): boolean {
  return (
    seat.kind === 'prefecture' &&
    seat.rights.has('surveys:review') &&
    sheet.route === 'prefecture' &&
    sheet.ownerCode.slice(0, 2) === seat.bodyCode.slice(0, 2)
  );
}

/** 確認・取りまとめ: the prefecture passes the sheet on; its answers become 速報 in the same transaction. */
export async function gather(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReviewRequest,
): Promise<Result<{ sheet: Sheet; round: Round }, StepRefusal>> {
  const opened = await openStep(tx, request);
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  if (!mayReview(seat, sheet)) return refuse('not-yours');
  const moved = await takeStep(tx, clock, seat, sheet, { ...request, step: 'gather' }, {});
  if (!moved.ok) return moved;
  // A replacement becomes a figure only when the nation lets it: until then the 確定 figure stands.
  if (round.state === 'sent') await letProvisional(tx, clock, round, moved.value, seatTitle(seat));
  return ok({ sheet: moved.value, round });
}

/** What was handed in becomes 速報. */
export async function letProvisional(
  tx: Tx,
  clock: Clock,
  round: Round,
  sheet: Sheet,
  by: string,
): Promise<void> {
  const handed = await handedInNow(tx, sheet.bodyCode, sheet.roundId);
  await withinScope(tx, { kind: 'system' }, (within) =>
    recordFacts(within, clock, round, [factsOf(sheet.bodyCode, handed)], 'provisional', by),
  );
}

/** 差戻し with a word why; the body corrects, decides anew and hands in again. */
export async function sendBack(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReviewRequest,
): Promise<Result<{ sheet: Sheet; round: Round }, StepRefusal>> {
  const opened = await openStep(tx, request);
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  if (!mayReview(seat, sheet)) return refuse('not-yours');
  const moved = await takeStep(tx, clock, seat, sheet, { ...request, step: 'return' }, {});
  if (!moved.ok) return moved;
  await tellBody({ tx, clock, seat, round, sheet: moved.value }, 'returned', request.comment ?? '');
  return ok({ sheet: moved.value, round });
}

/** 再依頼: asks a body again that owes its sheet, with a day of its own if one is given. No step of the sheet. */
export async function askAgain(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: {
    bodyCode: string;
    roundId: string;
    due: Day | null;
    comment: string | null;
    documentNo: string | null;
  },
): Promise<Result<{ sheet: Sheet; round: Round }, StepRefusal>> {
  const opened = await openStep(tx, { ...request, stateNo: null });
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  const nation =
    seat.kind === 'nation' && seat.rights.has('surveys:conduct') && round.organiserCode === seat.bodyCode;
  if (!mayReview(seat, sheet) && !nation) return refuse('not-yours');
  if (!WRITABLE.includes(sheet.state) || round.state !== 'sent')
    return refuse('state', { state: sheet.state });
  if (request.due !== null) await setDue(tx, sheet.bodyCode, sheet.roundId, request.due);
  await insertStep(tx, {
    bodyCode: sheet.bodyCode,
    roundId: sheet.roundId,
    step: 'ask-again',
    from: sheet.state,
    to: sheet.state,
    comment: request.comment,
    questions: [],
    documentNo: request.documentNo,
    seatId: seat.seatId,
    seatTitle: seatTitle(seat),
    at: new Date(clock.now()).toISOString(),
  });
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: 'surveys:sheet.ask-again',
    object: { kind: 'sheet', id: sheet.sheetNo },
    bodyCode: sheet.bodyCode,
    detail: { due: request.due },
  });
  const { due, documentNo } = request;
  await tellBody({ tx, clock, seat, round, sheet }, 'asked-again', request.comment ?? '', {
    due,
    documentNo,
  });
  return ok({ sheet, round });
}
