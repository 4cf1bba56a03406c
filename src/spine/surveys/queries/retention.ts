import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { DueRecords } from '../../../platform/audit/retention/kind.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import '../tables.ts';

/** 調査回 that were 確定 before a day, with what bodies worked with on the way; what was handed in stays. */
export async function dueWorkingPapers(db: Db, before: Day): Promise<readonly DueRecords[]> {
  const { rows } = await sql<DueRecords>`
    select a.body_code as "bodyCode", count(*) as count, min((a.saved_at at time zone 'Asia/Tokyo')::date) as oldest
    from surveys.answer a join surveys.round r on r.round_id = a.round_id
    where r.fixed_at is not null and (r.fixed_at at time zone 'Asia/Tokyo')::date < ${before}
    group by 1 order by 1`.execute(db);
  return rows;
}

const GONE = (bodyCode: string, before: Day) => sql`
  body_code = ${bodyCode} and round_id in (select r.round_id from surveys.round r
    where r.fixed_at is not null and (r.fixed_at at time zone 'Asia/Tokyo')::date < ${before})`;

/** Drafts, kept texts, uploaded files, workbooks and 庁内照会 of one body. Gives how many answers went. */
export async function deleteWorkingPapers(tx: Tx, bodyCode: string, before: Day): Promise<bigint> {
  const gone = GONE(bodyCode, before);
  await sql`delete from surveys.handout_question where body_code = ${bodyCode} and handout_id in (
    select handout_id from surveys.handout where ${gone})`.execute(tx);
  await sql`delete from surveys.upload where ${gone}`.execute(tx);
  await sql`delete from surveys.workbook where ${gone}`.execute(tx);
  await sql`delete from surveys.handout where ${gone}`.execute(tx);
  const { numAffectedRows } = await sql`delete from surveys.answer where ${gone}`.execute(tx);
  return numAffectedRows ?? 0n;
}
