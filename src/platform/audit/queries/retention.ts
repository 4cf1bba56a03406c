import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../db/database.ts';
import type { DueRecords } from '../retention/kind.ts';

export interface RetentionClass {
  readonly bodyCode: string;
  readonly kind: string;
  readonly years: number;
  readonly basis: string;
}

export async function readClasses(db: Db): Promise<readonly RetentionClass[]> {
  const { rows } = await sql<{ body_code: string; kind: string; years: number; basis: string }>`
    select body_code, kind, years, basis from audit.retention_class order by kind, body_code`.execute(db);
  return rows.map(({ body_code, ...row }) => ({ bodyCode: body_code, ...row }));
}

export async function writeClass(tx: Tx, given: RetentionClass, at: string): Promise<void> {
  await sql`insert into audit.retention_class (body_code, kind, years, basis, set_at)
    values (${given.bodyCode}, ${given.kind}, ${given.years}, ${given.basis}, ${at})
    on conflict (body_code, kind) do update
    set years = excluded.years, basis = excluded.basis, set_at = excluded.set_at`.execute(tx);
}

/** The trace of a disposal is kept for good: without it nobody could tell disposing from tampering. */
export async function dueEntries(
  db: Db,
  kind: 'write' | 'read',
  before: Day,
): Promise<readonly DueRecords[]> {
  const { rows } = await sql<{ body_code: string; count: bigint; oldest: Day }>`
    select body_code, count(*) as count, min(day) as oldest from audit.entry
    where kind = ${kind} and day < ${before} and action <> 'audit:dispose'
    group by body_code order by body_code`.execute(db);
  return rows.map(({ body_code, ...row }) => ({ bodyCode: body_code, ...row }));
}

/** Only the owner of the tables may; the role of the server is refused by the database. */
export async function disposeEntries(
  tx: Tx,
  kind: 'write' | 'read',
  scope: { bodyCode: string; before: Day; disposalId: string },
): Promise<readonly { seq: bigint; contentSha256: string }[]> {
  const { rows } = await sql<{ seq: bigint; content_sha256: string }>`
    with due as (
      delete from audit.entry where body_code = ${scope.bodyCode} and kind = ${kind}
        and day < ${scope.before} and action <> 'audit:dispose' returning entry_id
    ), gone as (
      select l.seq, l.content_sha256 from audit.link l join due using (entry_id)
      where l.body_code = ${scope.bodyCode}
    ), noted as (
      insert into audit.disposed (body_code, seq, disposal_id)
      select ${scope.bodyCode}, seq, ${scope.disposalId}::uuid from gone
    )
    select seq, content_sha256 from gone order by seq`.execute(tx);
  return rows.map((row) => ({ seq: row.seq, contentSha256: row.content_sha256 }));
}

/** Names of people of whom no entry is younger than a day. */
export async function dueNames(db: Db, before: Day): Promise<readonly DueRecords[]> {
  const { rows } = await sql<{ count: bigint; oldest: Day | null }>`
    select count(*) as count, min(last) as oldest from (
      select coalesce(max(e.day), (p.made_at at time zone 'Asia/Tokyo')::date) as last from audit.pseudonym p
      left join audit.entry e on e.actor = p.pseudonym
      where p.erased_at is null and p.person_id not in ('operator', 'system', 'nobody')
      group by p.pseudonym) used where last < ${before}`.execute(db);
  const [row] = rows;
  return row === undefined || row.oldest === null
    ? []
    : [{ bodyCode: '000000', count: row.count, oldest: row.oldest }];
}

export async function eraseDueNames(tx: Tx, before: Day, at: string): Promise<readonly string[]> {
  const { rows } = await sql<{ pseudonym: string }>`
    update audit.pseudonym p set person_id = null, name = null, erased_at = ${at}
    where p.erased_at is null and p.person_id not in ('operator', 'system', 'nobody')
      and coalesce((select max(e.day) from audit.entry e where e.actor = p.pseudonym),
        (p.made_at at time zone 'Asia/Tokyo')::date) < ${before}
    returning p.pseudonym`.execute(tx);
  return rows.map((row) => row.pseudonym);
}
