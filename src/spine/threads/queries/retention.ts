import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { DueRecords } from '../../../platform/audit/retention/kind.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

/** Whose record a thread is: the asker's. What still waits for an answer is not over, however old it is. */
const OVER = (before: Day) =>
  sql`t.state <> 'open' and (t.moved_at at time zone 'Asia/Tokyo')::date < ${before}`;

export async function dueThreads(db: Db, before: Day): Promise<readonly DueRecords[]> {
  const { rows } = await sql<DueRecords>`
    select t.asker_code as "bodyCode", count(*) as count, min((t.moved_at at time zone 'Asia/Tokyo')::date) as oldest
    from threads.thread t where ${OVER(before)} group by 1 order by 1`.execute(db);
  return rows;
}

/** With messages, stations and files; bytes go when nothing is linked to them any more. */
export async function deleteThreads(tx: Tx, askerCode: string, before: Day): Promise<bigint> {
  const { numAffectedRows } = await sql`delete from threads.thread t
    where t.asker_code = ${askerCode} and ${OVER(before)}`.execute(tx);
  await sql`delete from threads.content c
    where not exists (select from threads.file f where f.sha256 = c.sha256)`.execute(tx);
  return numAffectedRows ?? 0n;
}
