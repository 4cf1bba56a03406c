import { sql } from 'kysely';
import type { Answers, AnswerValue } from '../../../core/survey/answer.ts';
import type { Db } from '../../../platform/db/database.ts';
import { type Round, roundBefore } from './rounds.ts';

/** What the same body handed in to the round before, by question id; empty when there was none. */
export async function lastRoundAnswers(db: Db, round: Round, bodyCode: string): Promise<Answers> {
  const before = await roundBefore(db, round);
  if (before === null) return {};
  const { rows } = await sql<{ question_id: string; value: AnswerValue }>`
    select h.question_id, h.value from surveys.handed_in h
    where h.body_code = ${bodyCode} and h.round_id = ${before.roundId} and h.decision_no = (
      select max(n.decision_no) from surveys.handed_in n
      where n.body_code = ${bodyCode} and n.round_id = ${before.roundId})`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.question_id, row.value]));
}
