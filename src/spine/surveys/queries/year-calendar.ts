import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { PastRound } from '../rules/year-calendar.ts';

/** 調査回 sent since a day of which the scope sees a sheet: those that came to a body, or that the nation conducts. */
export async function roundsSince(tx: Tx, since: Day): Promise<readonly PastRound[]> {
  const { rows } = await sql<PastRound>`
    select r.survey_id as "surveyId", r.title, (r.sent_at at time zone 'Asia/Tokyo')::date as "sentOn",
      r.base_day as "baseDay", r.prefecture_due as "prefectureDue", r.nation_due as "nationDue"
    from surveys.round r
    where r.sent_at is not null and (r.sent_at at time zone 'Asia/Tokyo')::date >= ${since}
      and exists (select from surveys.sheet s where s.round_id = r.round_id)
    order by r.sent_at, r.round_no`.execute(tx);
  return rows;
}
