import { sql } from 'kysely';
import type { Answers, AnswerValue } from '../../../core/survey/answer.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Round } from './rounds.ts';

/** What the same body handed in to the round before, by question id; empty when there was none. */
export async function lastRoundAnswers(db: Db, round: Round, bodyCode: string): Promise<Answers> {
  const { rows } = await prepared(sql<{ question_id: string; value: AnswerValue }>`
    with before as materialized (
      select r.round_id from surveys.round r
      where r.survey_id = ${round.surveyId} and r.organiser_code = ${round.organiserCode}
        and r.base_day < ${round.baseDay} and r.state <> 'draft'
      order by r.base_day desc limit 1)
    select h.question_id, h.value from before b
    join surveys.handed_in h on h.body_code = ${bodyCode} and h.round_id = b.round_id
    where h.decision_no = (select max(n.decision_no) from surveys.handed_in n
      where n.body_code = ${bodyCode} and n.round_id = b.round_id)`).execute(db);
  return Object.fromEntries(rows.map((row) => [row.question_id, row.value]));
}
