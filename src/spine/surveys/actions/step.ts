import { ok, type Result, refuse } from '../../../core/result.ts';
import { move } from '../../../core/workflow.ts';
import { auditMany } from '../../../platform/audit/actions.ts';
import type { Json } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { findRound, type Round } from '../queries/rounds.ts';
import { insertSteps, lockSheets, moveSheets, type Sheet, type SheetMove } from '../queries/sheets.ts';
import { type SheetGuard, type SheetState, type SheetStep, sheetWorkflow } from '../rules/sheet-workflow.ts';
import { actorOf } from './who.ts';

export type StepRefusal =
  | 'no-such-sheet'
  | 'not-yours'
  /** The state does not allow it: another was faster, or the page is old. */
  | 'state'
  | 'moved-meanwhile'
  | `guard-${SheetGuard}`;

/** What is said with a step. */
export interface StepWords {
  readonly comment: string | null;
  readonly questions?: readonly string[];
  readonly documentNo?: string | null;
}

/** Which sheet is asked for. */
export interface SheetRequest {
  readonly bodyCode: string;
  readonly roundId: string;
  /** As the page was shown it; another one means that somebody has taken a step since. Null: whatever it is now. */
  readonly stateNo: number | null;
}

export interface StepOfSheet {
  readonly sheet: Sheet;
  readonly step: SheetStep;
  /** Answers the guards that the sheet itself does not; none given counts as not held. */
  readonly held: Held;
}

export type Held = Partial<Readonly<Record<SheetGuard, boolean>>>;

export interface Opened {
  readonly sheet: Sheet;
  readonly round: Round;
}

/** Locks the sheets and gives them with their round; refuses when one of them is not there. */
export async function openSteps(
  tx: Tx,
  bodyCodes: readonly string[],
  roundId: string,
): Promise<Result<{ readonly sheets: readonly Sheet[]; readonly round: Round }, StepRefusal>> {
  const codes = new Set(bodyCodes);
  // Sheets first: whoever waits here for a 確定 then finds the round closed.
  const sheets = await lockSheets(tx, [...codes], roundId);
  const round = await findRound(tx, roundId);
  if (round === null || sheets.length < codes.size) return refuse('no-such-sheet');
  return ok({ sheets, round });
}

/** One sheet; refuses what another has moved since the page was made. */
export async function openStep(tx: Tx, request: SheetRequest): Promise<Result<Opened, StepRefusal>> {
  const opened = await openSteps(tx, [request.bodyCode], request.roundId);
  if (!opened.ok) return opened;
  const { sheets, round } = opened.value;
  const sheet = sheets[0]!;
  if (request.stateNo !== null && request.stateNo !== sheet.stateNo) return refuse('moved-meanwhile');
  return ok({ sheet, round });
}

/**
 * Takes a step of each of several locked sheets, of all or of none: the workflow decides in memory, then states, steps and
 * the audit's rows are written at once. Whether the seat may do it at all has been decided by the caller on the stored sheets.
 */
export async function takeSteps(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  steps: readonly StepOfSheet[],
  words: StepWords,
): Promise<Result<readonly Sheet[], StepRefusal>> {
  const moves: SheetMove[] = [];
  for (const { sheet, step, held } of steps) {
    const moved = move(sheetWorkflow, sheet.state, step, {
      ...held,
      'via-prefecture': sheet.route === 'prefecture',
      direct: sheet.route === 'direct',
      'reason-given': (words.comment ?? '').trim() !== '',
    });
    if (!moved.ok)
      return refuse(moved.why === 'state' ? 'state' : `guard-${moved.guard}`, { state: sheet.state });
    moves.push({ sheet, to: moved.to });
  }
  // The caller holds the locks: what has moved here was moved by this very transaction.
  if (!(await moveSheets(tx, moves))) throw new Error('sheets moved while they were locked');
  const noted = steps.map(({ sheet, step }, at) => {
    const { to } = moves[at]!;
    return { sheet, step, to, detail: { from: sheet.state, to } };
  });
  await noteSteps(tx, clock, seat, noted, words);
  return ok(steps.map(({ sheet }, at) => ({ ...sheet, state: moves[at]!.to, stateNo: sheet.stateNo + 1 })));
}

/** One of them. */
export async function takeStep(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  step: StepOfSheet,
  words: StepWords,
): Promise<Result<Sheet, StepRefusal>> {
  const taken = await takeSteps(tx, clock, seat, [step], words);
  return taken.ok ? ok(taken.value[0]!) : taken;
}

export interface NotedStep {
  readonly sheet: Sheet;
  readonly step: SheetStep | 'ask-again';
  readonly to: SheetState;
  /** For the audit. */
  readonly detail: Json;
}

/** Writes what a seat did to sheets into their steps and into the audit. */
export async function noteSteps(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  noted: readonly NotedStep[],
  words: StepWords,
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await insertSteps(
    tx,
    noted.map(({ sheet, step, to }) => ({
      bodyCode: sheet.bodyCode,
      roundId: sheet.roundId,
      step,
      from: sheet.state,
      to,
      comment: words.comment?.trim() || null,
      questions: words.questions ?? [],
      documentNo: words.documentNo ?? null,
      seatId: seat.seatId,
      seatTitle: seatTitle(seat),
      at,
    })),
  );
  await auditMany(
    tx,
    clock,
    noted.map(({ sheet, step, detail }) => ({
      actor: actorOf(seat),
      action: `surveys:sheet.${step}`,
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail,
    })),
  );
}

/** What sets one step of one sheet apart from the others. */
export interface OneStep {
  readonly step: SheetStep | ((opened: Opened) => SheetStep);
  /** Whether the seat may do it, on the stored sheet. */
  readonly may: (opened: Opened) => boolean;
  readonly held?: (opened: Opened) => Held;
}

export interface Stepped extends Opened {
  /** The sheet as it was before. */
  readonly before: Sheet;
}

/** Locks one sheet, asks whether the seat may, and takes the step. */
export async function oneStep(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: SheetRequest & Partial<StepWords>,
  { step, may, held }: OneStep,
): Promise<Result<Stepped, StepRefusal>> {
  const found = await openStep(tx, request);
  if (!found.ok) return found;
  const opened = found.value;
  if (!may(opened)) return refuse('not-yours');
  const { sheet, round } = opened;
  const one = { sheet, step: typeof step === 'string' ? step : step(opened), held: held?.(opened) ?? {} };
  const words = { comment: null, ...request };
  const moved = await takeStep(tx, clock, seat, one, words);
  return moved.ok ? ok({ sheet: moved.value, round, before: sheet }) : moved;
}
