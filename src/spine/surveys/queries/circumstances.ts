import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import '../tables.ts';

/** 災害対応中 on a day. */
export async function inDisaster(db: Db, bodyCode: string, today: Day): Promise<boolean> {
  const { rows } = await prepared(sql`
    select 1 from surveys.disaster
    where body_code = ${bodyCode} and since <= ${today} and (until is null or ${today} <= until) limit 1`).execute(
    db,
  );
  return rows.length > 0;
}

/** Bodies 災害対応中 on a day. */
export async function disastersOn(db: Db, today: Day): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ body_code: string }>`
    select distinct body_code from surveys.disaster
    where since <= ${today} and (until is null or ${today} <= until)`.execute(db);
  return new Set(rows.map((row) => row.body_code));
}

/** Whether a body's posts may answer for another (広域連合, 一部事務組合) by its consent. */
export async function consented(
  db: Db,
  question: {
    readonly bodyCode: string;
    readonly representative: string;
    readonly surveyId: string;
    readonly today: Day;
  },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from surveys.consent
    where body_code = ${question.bodyCode} and representative_code = ${question.representative}
      and (survey_id is null or survey_id = ${question.surveyId})
      and valid_from <= ${question.today} and (valid_to is null or ${question.today} <= valid_to) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** Questions that were handed out to one section and are not back. */
export async function questionsOfSection(
  db: Db,
  bodyCode: string,
  roundId: string,
  sectionId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ question_id: string }>`
    select q.question_id from surveys.handout h
    join surveys.handout_question q on q.body_code = h.body_code and q.handout_id = h.handout_id
    where h.body_code = ${bodyCode} and h.round_id = ${roundId} and h.section_id = ${sectionId}
      and h.state in ('out', 'back')`.execute(db);
  return new Set(rows.map((row) => row.question_id));
}
