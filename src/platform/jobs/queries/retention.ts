import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { DueRecords } from '../../audit/retention/kind.ts';
import type { Db, Tx } from '../../db/database.ts';

const OVER = sql.raw(`state in ('done', 'failed') and (finished_at at time zone 'Asia/Tokyo')::date`);

export async function dueJobs(db: Db, before: Day): Promise<readonly DueRecords[]> {
  const { rows } = await sql<{ body: string; count: bigint; oldest: Day }>`
    select coalesce(body_code, '000000') as body, count(*) as count,
      min((finished_at at time zone 'Asia/Tokyo')::date) as oldest
    from jobs.job where ${OVER} < ${before} group by 1 order by 1`.execute(db);
  return rows.map(({ body, ...row }) => ({ bodyCode: body, ...row }));
}

export async function deleteJobs(tx: Tx, bodyCode: string, before: Day): Promise<bigint> {
  const { numAffectedRows } = await sql`delete from jobs.job
    where coalesce(body_code, '000000') = ${bodyCode} and ${OVER} < ${before}`.execute(tx);
  return numAffectedRows ?? 0n;
}
