import { sql } from 'kysely';
import { groupedBy } from '../../../core/grouped.ts';
import type { Answers, AnswerValue } from '../../../core/survey/answer.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Via } from '../tables.ts';
import '../tables.ts';

/** One saved answer. `value` null: it was taken back. */
export interface SavedAnswer {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly questionId: string;
  readonly revision: number;
  readonly value: AnswerValue | null;
  /** 補足 of the body, shown with the answer. */
  readonly remark: string | null;
  readonly inForce: boolean;
  /** Why a text that was typed does not count; null when it does. */
  readonly keptBecause: string | null;
  readonly via: Via;
  readonly source: string | null;
  readonly proxyId: string | null;
  readonly seatId: string | null;
  readonly seatTitle: string;
  readonly savedAt: string;
}

interface Row {
  body_code: string;
  round_id: string;
  question_id: string;
  revision: number;
  value: AnswerValue | null;
  remark: string | null;
  in_force: boolean;
  kept_because: string | null;
  via: Via;
  source: string | null;
  proxy_id: string | null;
  seat_id: string | null;
  seat_title: string;
  saved_at: string;
}

function savedOf(row: Row): SavedAnswer {
  return {
    bodyCode: row.body_code,
    roundId: row.round_id,
    questionId: row.question_id,
    revision: row.revision,
    value: row.value,
    remark: row.remark,
    inForce: row.in_force,
    keptBecause: row.kept_because,
    via: row.via,
    source: row.source,
    proxyId: row.proxy_id,
    seatId: row.seat_id,
    seatTitle: row.seat_title,
    savedAt: row.saved_at,
  };
}

/** The newest answer in force of every question of one sheet, by question id. */
export async function answersNow(
  db: Db,
  bodyCode: string,
  roundId: string,
): Promise<ReadonlyMap<string, SavedAnswer>> {
  const { rows } = await prepared(sql<Row>`
    select distinct on (question_id) * from surveys.answer
    where body_code = ${bodyCode} and round_id = ${roundId} and in_force
    order by question_id, revision desc`).execute(db);
  return new Map(rows.map((row) => [row.question_id, savedOf(row)]));
}

/** `answersNow` of several sheets, by the sheet that was asked for. */
export async function answersOfSheets<Of extends { readonly bodyCode: string; readonly roundId: string }>(
  db: Db,
  sheets: readonly Of[],
): Promise<ReadonlyMap<Of, ReadonlyMap<string, SavedAnswer>>> {
  const { rows } = await sql<Row>`
    select distinct on (a.body_code, a.round_id, a.question_id) a.*
    from unnest(${sheets.map((sheet) => sheet.bodyCode)}::text[], ${sheets.map((sheet) => sheet.roundId)}::uuid[])
      as s(body_code, round_id)
    join surveys.answer a on a.body_code = s.body_code and a.round_id = s.round_id and a.in_force
    order by a.body_code, a.round_id, a.question_id, a.revision desc`.execute(db);
  const bySheet = groupedBy(rows, (row) => `${row.body_code} ${row.round_id}`);
  return new Map(
    sheets.map((sheet) => {
      const own = bySheet.get(`${sheet.bodyCode} ${sheet.roundId}`) ?? [];
      return [sheet, new Map(own.map((row) => [row.question_id, savedOf(row)]))];
    }),
  );
}

/** Values alone, for rules. */
export function valuesOf(saved: ReadonlyMap<string, SavedAnswer>): Answers {
  const values: Record<string, AnswerValue> = {};
  for (const [id, answer] of saved) if (answer.value !== null) values[id] = answer.value;
  return values;
}

/** All that was ever typed for one question of one sheet, newest first. */
export async function historyOf(
  db: Db,
  bodyCode: string,
  roundId: string,
  questionId: string,
): Promise<readonly SavedAnswer[]> {
  const { rows } = await sql<Row>`
    select * from surveys.answer
    where body_code = ${bodyCode} and round_id = ${roundId} and question_id = ${questionId}
    order by revision desc`.execute(db);
  return rows.map(savedOf);
}

/** What was typed and did not count, newest first: it is offered again. */
export async function keptAside(db: Db, bodyCode: string, roundId: string): Promise<readonly SavedAnswer[]> {
  const { rows } = await prepared(sql<Row>`
    select * from surveys.answer
    where body_code = ${bodyCode} and round_id = ${roundId} and not in_force
    order by saved_at desc, question_id`).execute(db);
  return rows.map(savedOf);
}

/** What an answer that is typed now comes upon. */
export interface StandingAnswers {
  /** The newest answer in force. */
  readonly now: ReadonlyMap<string, SavedAnswer>;
  /** The highest revision, in force or not: the next one is one more. */
  readonly last: ReadonlyMap<string, number>;
  /** What stood at the revision that the form had been made from; a number that never stood is not in the map. */
  readonly shown: ReadonlyMap<string, SavedAnswer>;
}

/** Of some questions of one sheet; `seen`: question → revision that the form names, 0 for none. */
export async function standingAnswers(
  db: Db,
  bodyCode: string,
  roundId: string,
  seen: ReadonlyMap<string, number>,
): Promise<StandingAnswers> {
  const ofSheet = sql`body_code = ${bodyCode} and round_id = ${roundId}::uuid`;
  const { rows } = await prepared(sql<Row & { last: number; seen: number }>`
    select a.*, l.last, q.seen
    from unnest(${[...seen.keys()]}::text[], ${[...seen.values()]}::int[]) as q(id, seen)
    cross join lateral (
      select max(revision) as last, max(revision) filter (where in_force) as now
      from surveys.answer where ${ofSheet} and question_id = q.id) l
    join surveys.answer a on a.body_code = ${bodyCode} and a.round_id = ${roundId}::uuid and a.question_id = q.id
      and a.revision in (l.last, l.now, q.seen)
    order by q.id, a.revision`).execute(db);
  const now = new Map<string, SavedAnswer>();
  const last = new Map<string, number>();
  const shown = new Map<string, SavedAnswer>();
  for (const row of rows) {
    last.set(row.question_id, row.last);
    if (!row.in_force) continue;
    now.set(row.question_id, savedOf(row));
    if (row.revision === row.seen) shown.set(row.question_id, savedOf(row));
  }
  return { now, last, shown };
}

export async function insertAnswers(tx: Tx, answers: readonly SavedAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await prepared(sql`
    insert into surveys.answer (body_code, round_id, question_id, revision, value, remark, in_force, kept_because, via,
      source, proxy_id, seat_id, seat_title, saved_at)
    select n."bodyCode", n."roundId", n."questionId", n.revision, n.value, n.remark, n."inForce", n."keptBecause", n.via,
      n.source, n."proxyId", n."seatId", n."seatTitle", n."savedAt"
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as n("bodyCode" text, "roundId" uuid, "questionId" text,
      revision integer, value jsonb, remark text, "inForce" boolean, "keptBecause" text, via text, source text,
      "proxyId" uuid, "seatId" uuid, "seatTitle" text, "savedAt" timestamptz)`).execute(tx);
}
