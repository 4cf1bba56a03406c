import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { Db } from '../../../platform/db/database.ts';
import '../tables.ts';

/** What a body handed in last to one survey. */
export interface LastAnswers {
  readonly surveyId: string;
  readonly title: string;
  readonly baseDay: Day;
  readonly sheetNo: string;
  readonly survey: SurveyDefinition;
  readonly answers: Readonly<Record<string, { readonly value: AnswerValue; readonly remark: string | null }>>;
}

/** Of every survey the newest sheet that left the body as decided, newest 基準日 first. */
export async function lastAnswersOf(db: Db, ownerCode: string): Promise<readonly LastAnswers[]> {
  const { rows } = await sql<
    Omit<LastAnswers, 'answers'> & { question: string; value: AnswerValue; remark: string | null }
  >`
    with newest as (
      select distinct on (r.survey_id) r.survey_id, r.version, r.title, r.base_day, s.sheet_no, d.body_code, d.round_id,
        d.decision_no
      from surveys.sheet s
      join surveys.round r on r.round_id = s.round_id
      join surveys.decision d on d.body_code = s.body_code and d.round_id = s.round_id
      where s.owner_code = ${ownerCode} and s.body_code = ${ownerCode} and s.state <> 'answering'
        and exists (select from surveys.handed_in h
          where h.body_code = d.body_code and h.round_id = d.round_id and h.decision_no = d.decision_no)
      order by r.survey_id, r.base_day desc, r.round_no desc, d.decision_no desc
    )
    select n.survey_id as "surveyId", n.title, n.base_day as "baseDay", n.sheet_no as "sheetNo", v.document as survey,
      h.question_id as question, h.value, h.remark
    from newest n
    join surveys.survey_version v on v.survey_id = n.survey_id and v.version = n.version
    join surveys.handed_in h on h.body_code = n.body_code and h.round_id = n.round_id and h.decision_no = n.decision_no
    order by n.base_day desc, n.survey_id`.execute(db);
  const surveys = new Map<
    string,
    LastAnswers & { answers: Record<string, { value: AnswerValue; remark: string | null }> }
  >();
  for (const { question, value, remark, ...survey } of rows) {
    const one = surveys.get(survey.surveyId) ?? { ...survey, answers: {} };
    one.answers[question] = { value, remark };
    surveys.set(survey.surveyId, one);
  }
  return [...surveys.values()];
}
