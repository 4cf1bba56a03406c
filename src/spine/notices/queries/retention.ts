import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { DueRecords } from '../../../platform/audit/retention/kind.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';

export async function dueNotices(db: Db, before: Day): Promise<readonly DueRecords[]> {
  const { rows } = await sql<{ body: string; count: bigint; oldest: Day }>`
    select coalesce(nullif(sender_code, ''), '000000') as body, count(*) as count, min((sent_at at time zone 'Asia/Tokyo')::date) as oldest
    from notices.notice where (sent_at at time zone 'Asia/Tokyo')::date < ${before} group by 1 order by 1`.execute(
    db,
  );
  return rows.map(({ body, ...row }) => ({ bodyCode: body, ...row }));
}

/** With deliveries and receipts; files go when nothing is linked to them any more. */
export async function deleteNotices(tx: Tx, senderCode: string, before: Day): Promise<bigint> {
  const { numAffectedRows } = await sql`delete from notices.notice
    where coalesce(nullif(sender_code, ''), '000000') = ${senderCode} and (sent_at at time zone 'Asia/Tokyo')::date < ${before}`.execute(
    tx,
  );
  await sql`delete from notices.attachment f
    where not exists (select from notices.notice_attachment a where a.sha256 = f.sha256)`.execute(tx);
  return numAffectedRows ?? 0n;
}
