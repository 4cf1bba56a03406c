import { ok, type Result, refuse } from '../../../core/result.ts';
import { move } from '../../../core/workflow.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { findRound, type Round } from '../queries/rounds.ts';
import { insertStep, lockSheet, moveSheet, type Sheet } from '../queries/sheets.ts';
import { type SheetGuard, type SheetStep, sheetWorkflow } from '../rules/sheet-workflow.ts';
import { actorOf } from './who.ts';

export type StepRefusal =
  | 'no-such-sheet'
  | 'not-yours'
  /** The state does not allow it: another was faster, or the page is old. */
  | 'state'
  | 'moved-meanwhile'
  | `guard-${SheetGuard}`;

export interface StepRequest {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly step: SheetStep;
  /** As the page was shown it; another one means that somebody has taken a step since. Null: a step of the program. */
  readonly stateNo: number | null;
  readonly comment: string | null;
  readonly questions?: readonly string[];
  readonly documentNo?: string | null;
}

/** Locks the sheet and gives it with its round; refuses what another has moved since the page was made. */
export async function openStep(
  tx: Tx,
  request: Pick<StepRequest, 'bodyCode' | 'roundId' | 'stateNo'>,
): Promise<Result<{ sheet: Sheet; round: Round }, StepRefusal>> {
  const sheet = await lockSheet(tx, request.bodyCode, request.roundId);
  const round = sheet === null ? null : await findRound(tx, request.roundId);
  if (sheet === null || round === null) return refuse('no-such-sheet');
  if (request.stateNo !== null && request.stateNo !== sheet.stateNo) return refuse('moved-meanwhile');
  return ok({ sheet, round });
}

/**
 * Takes one step of a locked sheet: the workflow decides, the step and the audit's row are written. `held` answers the guards;
 * whether the seat may do it at all has been decided by the caller on the stored sheet.
 */
export async function takeStep(
  tx: Tx,
  clock: Clock,
  seat: Seat | null,
  sheet: Sheet,
  request: StepRequest,
  held: Partial<Readonly<Record<SheetGuard, boolean>>>,
): Promise<Result<Sheet, StepRefusal>> {
  const facts = {
    ...held,
    'via-prefecture': sheet.route === 'prefecture',
    direct: sheet.route === 'direct',
    'reason-given': (request.comment ?? '').trim() !== '',
  };
  const moved = move(sheetWorkflow, sheet.state, request.step, facts);
  if (!moved.ok)
    return refuse(moved.why === 'state' ? 'state' : `guard-${moved.guard}`, { state: sheet.state });
  if (!(await moveSheet(tx, sheet, moved.to))) return refuse('moved-meanwhile');
  const at = new Date(clock.now()).toISOString();
  await insertStep(tx, {
    bodyCode: sheet.bodyCode,
    roundId: sheet.roundId,
    step: request.step,
    from: sheet.state,
    to: moved.to,
    comment: request.comment?.trim() || null,
    questions: request.questions ?? [],
    documentNo: request.documentNo ?? null,
    seatId: seat?.seatId ?? null,
    seatTitle: seat === null ? 'しるべ' : seatTitle(seat),
    at,
  });
  if (seat !== null)
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: `surveys:sheet.${request.step}`,
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { from: sheet.state, to: moved.to },
    });
  return ok({ ...sheet, state: moved.to, stateNo: sheet.stateNo + 1 });
}
