import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { type Answers, sameAnswer } from '../../../core/survey/answer.ts';
import { checkAnswers, type Finding } from '../../../core/survey/check-answers.ts';
import { type Asked, pathOf } from '../../../core/survey/path.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { type Scope, withScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { answersNow, type SavedAnswer, valuesOf } from '../queries/answers.ts';
import { keptOffers, type RawText, rawTexts } from '../queries/aside.ts';
import { consented, questionsOfSection } from '../queries/circumstances.ts';
import { type Evidence, evidenceOf } from '../queries/evidence.ts';
import { type KnownAnswer, knownOf } from '../queries/known.ts';
import { lastRoundAnswers } from '../queries/last-round.ts';
import { notesOf, type PrivateNote } from '../queries/notes.ts';
import { type Beside, findRoundOfSheet } from '../queries/round-of-sheet.ts';
import type { Round } from '../queries/rounds.ts';
import { findSheetByNo, lockSheetByNo, markOpened, type Sheet } from '../queries/sheets.ts';
import { type Acceptance, acceptance, dueNow } from '../rules/deadline.ts';
import { today } from './who.ts';

/** A sheet with all that its pages show to a seat of the body that answers it. */
export interface OpenSheet {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly now: ReadonlyMap<string, SavedAnswer>;
  readonly values: Answers;
  readonly path: ReadonlyMap<string, Asked>;
  readonly findings: readonly Finding[];
  /** Known and not answered yet. */
  readonly known: ReadonlyMap<string, KnownAnswer>;
  readonly lastRound: Answers;
  readonly kept: readonly SavedAnswer[];
  readonly raws: readonly RawText[];
  readonly notes: ReadonlyMap<string, PrivateNote>;
  readonly evidence: readonly Evidence[];
  readonly acceptance: Acceptance;
  readonly due: Day | null;
  readonly disaster: boolean;
  /** Questions that this seat may write; null: all of them. */
  readonly writable: ReadonlySet<string> | null;
  readonly today: Day;
}

/** A prefecture's own sheet is answered in the scope of a body, like everybody's. */
export function answeringScope(seat: Pick<Seat, 'bodyCode'>): Scope {
  return { kind: 'body', bodyCode: seat.bodyCode };
}

export type SheetRefusal = 'no-such-sheet';

export async function openSheet(
  deps: { readonly db: Db; readonly clock: Clock },
  seat: Seat,
  sheetNo: string,
): Promise<Result<OpenSheet, SheetRefusal>> {
  return withScope(deps.db, answeringScope(seat), (tx) => openWithin(tx, deps.clock, seat, sheetNo));
}

/** Within the caller's transaction. What is not the seat's is not there: the answer is the same for both. */
export async function openWithin(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  sheetNo: string,
): Promise<Result<OpenSheet, SheetRefusal>> {
  const found = await findOwnSheet(tx, clock, seat, sheetNo);
  if (found === null) return refuse('no-such-sheet');
  const { sheet, round, beside } = found;
  const { bodyCode, roundId } = sheet;
  const day = today(clock);
  const { disaster } = beside;
  const when = {
    roundState: round.state,
    sheetState: sheet.state,
    route: sheet.route,
    prefectureDue: round.prefectureDue,
    nationDue: round.nationDue,
    own: sheet.due,
    disaster,
  };
  const now = await answersNow(tx, bodyCode, roundId);
  const values = valuesOf(now);
  const lastRound = beside.earlier ? await lastRoundAnswers(tx, round, bodyCode) : {};
  const known = await knownOf(tx, round, bodyCode, beside.earlier);
  const kept = beside.kept ? await keptOffers(tx, bodyCode, roundId) : [];
  if (sheet.openedAt === null && seat.rights.has('surveys:answer'))
    await markOpened(tx, bodyCode, roundId, new Date(clock.now()).toISOString());
  return ok({
    sheet,
    round,
    now,
    values,
    path: pathOf(round.survey.questions, values),
    findings: checkAnswers(round.survey.questions, values, lastRound),
    known: new Map(Object.entries(known).filter(([id]) => values[id] === undefined)),
    lastRound,
    kept: kept.filter((one) => !standsAlready(one, now)),
    raws: beside.raws ? await rawTexts(tx, bodyCode, roundId) : [],
    notes: beside.notes ? await notesOf(tx, seat.bodyCode, round.surveyId) : new Map(),
    evidence: beside.evidence ? await evidenceOf(tx, bodyCode, roundId) : [],
    acceptance: acceptance(when, day),
    due: dueNow(when),
    disaster,
    writable: await writableBy(tx, seat, sheet),
    today: day,
  });
}

export interface OwnSheet {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly beside: Beside;
}

/** A sheet that the seat's body answers today: its own, a predecessor's, or a member's by consent. */
export async function findOwnSheet(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  sheetNo: string,
): Promise<OwnSheet | null> {
  return ownSheet(tx, clock, seat, await findSheetByNo(tx, sheetNo));
}

/** Locked before anything of it is read: the next form of this sheet waits until this one stands. */
export async function lockOwnSheet(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  sheetNo: string,
): Promise<OwnSheet | null> {
  return ownSheet(tx, clock, seat, await lockSheetByNo(tx, sheetNo));
}

async function ownSheet(tx: Tx, clock: Clock, seat: Seat, sheet: Sheet | null): Promise<OwnSheet | null> {
  if (sheet === null) return null;
  const found = await findRoundOfSheet(tx, sheet, { bodyCode: seat.bodyCode, today: today(clock) });
  if (found === null || found.round.state === 'draft') return null;
  const { round, beside } = found;
  if (sheet.ownerCode === seat.bodyCode) return { sheet, round, beside };
  const mayFor = await consented(tx, {
    bodyCode: sheet.bodyCode,
    representative: seat.bodyCode,
    surveyId: round.surveyId,
    today: today(clock),
  });
  return mayFor ? { sheet, round, beside } : null;
}

/** What was kept and has become the answer since needs no choice any more. */
function standsAlready(kept: SavedAnswer, now: ReadonlyMap<string, SavedAnswer>): boolean {
  const standing = now.get(kept.questionId);
  return (
    sameAnswer(kept.value ?? undefined, standing?.value ?? undefined) &&
    (kept.remark ?? '') === (standing?.remark ?? '')
  );
}

export async function writableBy(tx: Tx, seat: Seat, sheet: Sheet): Promise<ReadonlySet<string> | null> {
  if (!seat.rights.has('surveys:answer')) return new Set();
  if (seat.sectionId === null || seat.rights.has('surveys:hand-out')) return null;
  return questionsOfSection(tx, sheet.bodyCode, sheet.roundId, seat.sectionId);
}
