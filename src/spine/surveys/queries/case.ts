import { sql } from 'kysely';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { AnswerFault } from '../../../core/survey/read-answer.ts';
import type { Db } from '../../../platform/db/database.ts';
import type { Via } from '../tables.ts';
import '../tables.ts';

/** One save that counted, as a record of the case: by which post, never by whom. `value` null: taken back. */
export interface CourseLine {
  readonly questionId: string;
  readonly value: AnswerValue | null;
  readonly remark: string | null;
  readonly via: Via;
  readonly seatTitle: string;
  readonly savedAt: string;
}

/** Every save of one sheet that counted, oldest first. */
export async function courseOf(db: Db, bodyCode: string, roundId: string): Promise<readonly CourseLine[]> {
  const { rows } = await sql<CourseLine>`
    select a.question_id as "questionId", a.value, a.remark, a.via, a.seat_title as "seatTitle", a.saved_at as "savedAt"
    from surveys.answer a
    where a.body_code = ${bodyCode} and a.round_id = ${roundId} and a.in_force
    order by a.saved_at, a.question_id, a.revision`.execute(db);
  return rows;
}

/** 控え: typed, and no answer. Either an answer that did not count, or a text that could not be read as one. */
export interface AsideLine {
  readonly questionId: string;
  readonly value: AnswerValue | null;
  /** Null where `value` was kept. */
  readonly texts: readonly string[] | null;
  readonly remark: string | null;
  readonly keptBecause: string | null;
  readonly fault: AnswerFault | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly seatTitle: string;
  readonly savedAt: string;
}

/** All 控え of one sheet, those that were settled since too, oldest first. */
export async function allAside(db: Db, bodyCode: string, roundId: string): Promise<readonly AsideLine[]> {
  const { rows } = await sql<AsideLine>`
    select a.question_id as "questionId", a.value, null::jsonb as texts, a.remark, a.kept_because as "keptBecause",
      null::text as fault, '{}'::jsonb as detail, a.seat_title as "seatTitle", a.saved_at as "savedAt"
    from surveys.answer a
    where a.body_code = ${bodyCode} and a.round_id = ${roundId} and not a.in_force
    union all
    select t.question_id, null::jsonb, t.texts, t.remark, null::text, t.fault, t.detail, t.seat_title, t.saved_at
    from surveys.raw_text t
    where t.body_code = ${bodyCode} and t.round_id = ${roundId}
    order by 9, 1`.execute(db);
  return rows;
}
