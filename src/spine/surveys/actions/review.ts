import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { handedInOf } from '../queries/chain.ts';
import type { Round } from '../queries/rounds.ts';
import { type Sheet, setDue } from '../queries/sheets.ts';
import { sheetWorkflow, WRITABLE } from '../rules/sheet-workflow.ts';
import { factsOf } from './facts-of.ts';
import { recordFacts } from './record-facts.ts';
import {
  noteSteps,
  type Opened,
  oneStep,
  openStep,
  openSteps,
  type SheetRequest,
  type Stepped,
  type StepRefusal,
  type StepWords,
  takeSteps,
} from './step.ts';
import { tellAskedAgain, tellBody } from './tell.ts';

export type ReviewRequest = SheetRequest & StepWords;

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
): Promise<Result<Opened, StepRefusal>> {
  const opened = await openStep(tx, request);
  if (!opened.ok) return opened;
  const { sheet, round } = opened.value;
  if (!mayReview(seat, sheet)) return refuse('not-yours');
  const passed = await passOnToNation(tx, clock, seat, { sheets: [sheet], round }, request);
  return passed.ok ? ok({ sheet: passed.value[0]!, round }) : passed;
}

/** Several at once: what another has gathered or returned meanwhile is left as it is, the rest goes through. */
export async function gatherMany(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: { readonly bodyCodes: readonly string[]; readonly roundId: string },
): Promise<Result<readonly Sheet[], StepRefusal>> {
  const opened = await openSteps(tx, request.bodyCodes, request.roundId);
  if (!opened.ok) return opened;
  const { sheets, round } = opened.value;
  if (!sheets.every((sheet) => mayReview(seat, sheet))) return refuse('not-yours');
  const waiting = sheets.filter((sheet) => sheetWorkflow.steps.gather.from.includes(sheet.state));
  return passOnToNation(tx, clock, seat, { sheets: waiting, round }, { comment: null });
}

async function passOnToNation(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  { sheets, round }: { readonly sheets: readonly Sheet[]; readonly round: Round },
  words: StepWords,
): Promise<Result<readonly Sheet[], StepRefusal>> {
  const steps = sheets.map((sheet) => ({ sheet, step: 'gather' as const, held: {} }));
  const moved = await takeSteps(tx, clock, seat, steps, words);
  if (!moved.ok) return moved;
  // A replacement becomes a figure only when the nation lets it: until then the 確定 figure stands.
  if (round.state === 'sent') await letProvisional(tx, clock, round, sheets, seatTitle(seat));
  return moved;
}

/** What was handed in becomes 速報. */
export async function letProvisional(
  tx: Tx,
  clock: Clock,
  round: Round,
  sheets: readonly Sheet[],
  by: string,
): Promise<void> {
  const handed = await handedInOf(
    tx,
    round.roundId,
    sheets.map((sheet) => sheet.bodyCode),
  );
  const facts = sheets.map(({ bodyCode }) => factsOf(bodyCode, handed.get(bodyCode)));
  await withinScope(tx, { kind: 'system' }, (within) =>
    recordFacts(within, clock, round, facts, 'provisional', by),
  );
}

/** 差戻し with a word why; the body corrects, decides anew and hands in again. */
export async function sendBack(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: ReviewRequest,
): Promise<Result<Stepped, StepRefusal>> {
  const done = await oneStep(tx, clock, seat, request, {
    step: 'return',
    may: ({ sheet }) => mayReview(seat, sheet),
  });
  if (done.ok) await tellBody({ tx, clock, seat, ...done.value }, 'returned', request.comment ?? '');
  return done;
}

export interface AskAgainRequest {
  readonly bodyCodes: readonly string[];
  readonly roundId: string;
  readonly due: Day | null;
  readonly comment: string | null;
  readonly documentNo: string | null;
}

/**
 * 再依頼: asks bodies again that owe their sheets, with a day of their own if one is given; one notice for all. No step of
 * the sheets.
 */
export async function askAgain(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: AskAgainRequest,
): Promise<Result<readonly Sheet[], StepRefusal>> {
  const opened = await openSteps(tx, request.bodyCodes, request.roundId);
  if (!opened.ok) return opened;
  const { sheets, round } = opened.value;
  const nation =
    seat.kind === 'nation' && seat.rights.has('surveys:conduct') && round.organiserCode === seat.bodyCode;
  if (!nation && !sheets.every((sheet) => mayReview(seat, sheet))) return refuse('not-yours');
  const settled = sheets.find((sheet) => !WRITABLE.includes(sheet.state) || round.state !== 'sent');
  if (settled !== undefined) return refuse('state', { state: settled.state });
  if (sheets.length === 0) return ok([]);
  const { due } = request;
  if (due !== null) await setDue(tx, request.bodyCodes, round.roundId, due);
  const noted = sheets.map((sheet) => ({
    sheet,
    step: 'ask-again' as const,
    to: sheet.state,
    detail: { due },
  }));
  await noteSteps(tx, clock, seat, noted, request);
  await tellAskedAgain({ tx, clock, seat, round, sheets }, request);
  return ok(sheets);
}
