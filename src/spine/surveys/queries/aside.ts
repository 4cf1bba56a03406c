import { sql } from 'kysely';
import type { AnswerFault } from '../../../core/survey/read-answer.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Via } from '../tables.ts';
import type { SavedAnswer } from './answers.ts';
import { keptAside } from './answers.ts';
import '../tables.ts';

/** 控え: what was typed and is no answer. Nothing here is ever removed; it only stops being offered. */
export interface RawText {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly questionId: string;
  readonly rawId: string;
  /** The fields of the question, as typed. */
  readonly texts: readonly string[];
  readonly remark: string | null;
  readonly seenRevision: number;
  readonly fault: AnswerFault;
  readonly detail: Readonly<Record<string, string>>;
  readonly via: Via;
  readonly source: string | null;
  readonly proxyId: string | null;
  readonly seatTitle: string;
  readonly savedAt: string;
}

/** Texts that still wait to be put right, newest first. */
export async function rawTexts(db: Db, bodyCode: string, roundId: string): Promise<readonly RawText[]> {
  const rows = await db
    .selectFrom('surveys.raw_text')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .where('round_id', '=', roundId)
    .where('settled_at', 'is', null)
    .orderBy('saved_at', 'desc')
    .orderBy('raw_id')
    .execute();
  return rows.map((row) => ({
    bodyCode: row.body_code,
    roundId: row.round_id,
    questionId: row.question_id,
    rawId: row.raw_id,
    texts: row.texts,
    remark: row.remark,
    seenRevision: row.seen_revision,
    fault: row.fault,
    detail: row.detail,
    via: row.via,
    source: row.source,
    proxyId: row.proxy_id,
    seatTitle: row.seat_title,
    savedAt: row.saved_at,
  }));
}

export async function insertRawTexts(tx: Tx, raws: readonly RawText[]): Promise<void> {
  if (raws.length === 0) return;
  await tx
    .insertInto('surveys.raw_text')
    .values(
      raws.map((raw) => ({
        body_code: raw.bodyCode,
        round_id: raw.roundId,
        question_id: raw.questionId,
        raw_id: raw.rawId,
        texts: JSON.stringify(raw.texts),
        remark: raw.remark,
        seen_revision: raw.seenRevision,
        fault: raw.fault,
        detail: JSON.stringify(raw.detail),
        via: raw.via,
        source: raw.source,
        proxy_id: raw.proxyId,
        seat_title: raw.seatTitle,
        saved_at: raw.savedAt,
        settled_at: null,
      })),
    )
    .execute();
}

/** Texts of one sheet that were put right or emptied; ids of other sheets are not found. */
export async function settleRawTexts(
  tx: Tx,
  bodyCode: string,
  roundId: string,
  rawIds: readonly string[],
  at: string,
): Promise<number> {
  if (rawIds.length === 0) return 0;
  const done = await sql`
    update surveys.raw_text set settled_at = ${at}::timestamptz
    where body_code = ${bodyCode} and round_id = ${roundId} and raw_id::text = any(${[...rawIds]}::text[])
      and settled_at is null`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

/** Answers kept beside the sheet that are still offered, newest first. */
export async function keptOffers(db: Db, bodyCode: string, roundId: string): Promise<readonly SavedAnswer[]> {
  const kept = await keptAside(db, bodyCode, roundId);
  if (kept.length === 0) return kept;
  const { rows } = await sql<{ question_id: string; revision: number }>`
    select question_id, revision from surveys.settled
    where body_code = ${bodyCode} and round_id = ${roundId}`.execute(db);
  const settled = new Set(rows.map((row) => `${row.question_id}@${row.revision}`));
  return kept.filter((one) => !settled.has(`${one.questionId}@${one.revision}`));
}

export async function settleKept(
  tx: Tx,
  bodyCode: string,
  roundId: string,
  settled: readonly {
    readonly questionId: string;
    readonly revision: number;
    readonly how: 'taken' | 'left' | 'overtaken';
  }[],
  by: { readonly seatTitle: string; readonly at: string },
): Promise<void> {
  for (const one of settled) {
    await sql`
      insert into surveys.settled (body_code, round_id, question_id, revision, how, seat_title, settled_at)
      values (${bodyCode}, ${roundId}::uuid, ${one.questionId}, ${one.revision}, ${one.how}, ${by.seatTitle}, ${by.at}::timestamptz)
      on conflict do nothing`.execute(tx);
  }
}
