import { sql } from 'kysely';
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

/** The highest revision of each question, in force or not: the next one is one more. */
export async function lastRevisions(
  tx: Tx,
  bodyCode: string,
  roundId: string,
): Promise<ReadonlyMap<string, number>> {
  // A body that may not see another's kept texts (代行入力) still must not reuse a number: the owner's sheet is locked and
  // the primary key refuses the rest.
  const { rows } = await prepared(sql<{ question_id: string; revision: number }>`
    select question_id, max(revision) as revision from surveys.answer
    where body_code = ${bodyCode} and round_id = ${roundId} group by 1`).execute(tx);
  return new Map(rows.map((row) => [row.question_id, row.revision]));
}

export async function insertAnswers(tx: Tx, answers: readonly SavedAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx
    .insertInto('surveys.answer')
    .values(
      answers.map((answer) => ({
        body_code: answer.bodyCode,
        round_id: answer.roundId,
        question_id: answer.questionId,
        revision: answer.revision,
        value: answer.value === null ? null : JSON.stringify(answer.value),
        remark: answer.remark,
        in_force: answer.inForce,
        kept_because: answer.keptBecause,
        via: answer.via,
        source: answer.source,
        proxy_id: answer.proxyId,
        seat_id: answer.seatId,
        seat_title: answer.seatTitle,
        saved_at: answer.savedAt,
      })),
    )
    .execute();
}

/** What stood at the revisions that a form had been made from; a number that never stood is not in the map. */
export async function answersAt(
  db: Db,
  bodyCode: string,
  roundId: string,
  revisions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, SavedAnswer>> {
  const { rows } = await prepared(sql<Row>`
    select a.* from surveys.answer a
    join unnest(${[...revisions.keys()]}::text[], ${[...revisions.values()]}::int[]) as r(question_id, revision)
      on r.question_id = a.question_id and r.revision = a.revision
    where a.body_code = ${bodyCode} and a.round_id = ${roundId} and a.in_force`).execute(db);
  return new Map(rows.map((row) => [row.question_id, savedOf(row)]));
}
