import { ok, type Result, refuse } from '../../../core/result.ts';
import { type AnswerValue, sameAnswer } from '../../../core/survey/answer.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { insertAnswers, type SavedAnswer } from '../queries/answers.ts';
import { findRoundOfSheet } from '../queries/round-of-sheet.ts';
import type { Round } from '../queries/rounds.ts';
import { lockSheet, type Sheet } from '../queries/sheets.ts';
import { type Acceptance, acceptance } from '../rules/deadline.ts';
import { type KeptBecause, outcomeOf, type SaveRefusal } from '../rules/save.ts';
import type { Via } from '../tables.ts';
import { mayAnswer } from './may-answer.ts';
import { keptBefore, keyOf, type WhatStands, whatStands } from './what-stands.ts';
import { actorOf, today } from './who.ts';

/** One answer as it was typed, with the revision that its form or workbook had been made from. */
export interface Typed {
  readonly questionId: string;
  /** Null: the answer is taken back, said so expressly. An empty field is not sent here at all. */
  readonly value: AnswerValue | null;
  readonly remark: string | null;
  /** 0: there was no answer when the form was made. */
  readonly seenRevision: number;
  /** Cell of a workbook, line of a CSV: 「回答票 E14」. */
  readonly source?: string;
  /** The body confirms what the prefecture typed in for it: the same text becomes an answer of its own. */
  readonly affirms?: boolean;
}

export interface Saving {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly via: Via;
  readonly answers: readonly Typed[];
  /** 代行入力 by the prefecture; the entry itself is written by its caller. */
  readonly proxyId?: string;
}

export type SavedOutcome =
  | { readonly questionId: string; readonly kind: 'saved' | 'unchanged'; readonly revision: number }
  | {
      readonly questionId: string;
      readonly kind: 'kept';
      readonly because: KeptBecause;
      /** The answer in force, which another had saved. */
      readonly now: SavedAnswer | null;
    };

export interface Saved {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly acceptance: Acceptance;
  readonly outcomes: readonly SavedOutcome[];
}

/**
 * Saves answers of one sheet, in the caller's transaction and scope. What cannot count (another saved meanwhile, the
 * deadline is over, the sheet is handed in) is kept beside the sheet and reported; nothing is overwritten or lost.
 * The sheet is locked first: savers of one sheet come one after the other.
 */
export async function saveAnswers(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  saving: Saving,
): Promise<Result<Saved, SaveRefusal>> {
  const sheet = await lockSheet(tx, saving.bodyCode, saving.roundId);
  const reader = { bodyCode: seat.bodyCode, today: today(clock) };
  const found = sheet === null ? null : await findRoundOfSheet(tx, sheet, reader);
  if (sheet === null || found === null) return refuse('no-such-sheet');
  const seen = new Map(saving.answers.map((one) => [one.questionId, one.seenRevision]));
  // A prefecture does not see the body's drafts; it must not overwrite them or reuse their numbers either.
  const read = () => whatStands(tx, sheet, seen);
  const standing = await (saving.via === 'proxy' ? withinScope(tx, { kind: 'system' }, read) : read());
  const held = { sheet, round: found.round, disaster: found.beside.disaster, standing };
  return saveHeld(tx, clock, seat, held, saving);
}

/** A sheet that is locked, with what has been read of it since; saving moves `standing` on. */
export interface HeldSheet {
  readonly sheet: Sheet;
  readonly round: Round;
  readonly disaster: boolean;
  /** Of all questions that are saved. */
  readonly standing: WhatStands;
}

export async function saveHeld(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  { sheet, round, disaster, standing }: HeldSheet,
  saving: Saving,
): Promise<Result<Saved, SaveRefusal>> {
  const day = today(clock);
  const allowed = await mayAnswer(tx, seat, sheet, round, saving, day);
  if (allowed !== null) return refuse(allowed);
  const known = new Set(round.survey.questions.map((question) => question.id));
  const strange = saving.answers.find((answer) => !known.has(answer.questionId));
  if (strange !== undefined) return refuse('no-such-question', { found: strange.questionId });

  const accepted = acceptance(
    {
      roundState: round.state,
      sheetState: sheet.state,
      route: sheet.route,
      prefectureDue: round.prefectureDue,
      nationDue: round.nationDue,
      own: sheet.due,
      disaster,
    },
    day,
  );
  const at = new Date(clock.now()).toISOString();
  const rows: SavedAnswer[] = [];
  const outcomes: SavedOutcome[] = [];
  for (const typed of saving.answers) {
    const { questionId } = typed;
    const now = standing.now.get(questionId) ?? null;
    const outcome = outcomeOf(
      typed,
      now === null ? null : { ...now, byProxy: now.via === 'proxy' },
      accepted,
      (a, b) => sameAnswer(a ?? undefined, b ?? undefined),
      saving.via === 'proxy',
    );
    if (outcome.kind === 'unchanged') {
      outcomes.push({ questionId, kind: 'unchanged', revision: now?.revision ?? 0 });
      continue;
    }
    const because = outcome.kind === 'kept' ? outcome.because : null;
    const row: SavedAnswer = {
      bodyCode: sheet.bodyCode,
      roundId: round.roundId,
      questionId,
      revision: (standing.last.get(questionId) ?? 0) + 1,
      value: typed.value,
      remark: typed.remark,
      inForce: because === null,
      keptBecause: because,
      via: saving.via,
      source: typed.source ?? null,
      proxyId: saving.proxyId ?? null,
      seatId: seat.seatId,
      seatTitle: seatTitle(seat),
      savedAt: at,
    };
    if (because === null) {
      outcomes.push({ questionId, kind: 'saved', revision: row.revision });
      standing.now.set(questionId, row);
    } else {
      // Drafts of the body are not shown to a prefecture that types for it.
      const shown = saving.via === 'proxy' && now?.via !== 'proxy' ? null : now;
      outcomes.push({ questionId, kind: 'kept', because, now: shown });
      // A form that is sent again keeps nothing twice.
      standing.kept ??= await keptBefore(tx, sheet, saving.via);
      if (standing.kept.has(keyOf(row))) continue;
      standing.kept.add(keyOf(row));
    }
    standing.last.set(questionId, row.revision);
    rows.push(row);
  }
  await insertAnswers(tx, rows);
  if (rows.length > 0) {
    await audit(tx, clock, {
      actor: actorOf(seat),
      action: 'surveys:answer.save',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: {
        via: saving.via,
        saved: rows.filter((row) => row.inForce).map((row) => `${row.questionId}@${row.revision}`),
        kept: rows.filter((row) => !row.inForce).map((row) => `${row.questionId}@${row.revision}`),
      },
    });
  }
  return ok({ sheet, round, acceptance: accepted, outcomes });
}
