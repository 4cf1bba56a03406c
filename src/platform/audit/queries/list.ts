import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../db/database.ts';

export interface AuditFilter {
  /** Bodies whose entries may be seen; null: all. */
  readonly bodies: readonly string[] | null;
  readonly bodyCode?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly objectId?: string | undefined;
  readonly from?: Day | undefined;
  readonly until?: Day | undefined;
  readonly kind?: 'write' | 'read' | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface AuditLine {
  readonly entryId: string;
  readonly bodyCode: string;
  readonly at: string;
  /** Null: erased. */
  readonly name: string | null;
  readonly pseudonym: string;
  readonly seatId: string | null;
  readonly action: string;
  readonly kind: 'write' | 'read';
  readonly objectKind: string;
  readonly objectId: string;
  readonly detail: string;
}

/** Newest first; one more row than a page tells that there is another page, without counting all. */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
): Promise<{ readonly lines: readonly AuditLine[]; readonly more: boolean }> {
  const wheres = [
    sql`true`,
    ...(filter.bodies === null ? [] : [sql`e.body_code = any (${filter.bodies}::text[])`]),
    ...(filter.bodyCode === undefined ? [] : [sql`e.body_code = ${filter.bodyCode}`]),
    ...(filter.objectKind === undefined ? [] : [sql`e.object_kind = ${filter.objectKind}`]),
    ...(filter.objectId === undefined ? [] : [sql`e.object_id = ${filter.objectId}`]),
    // By instants of Japanese days, so that the index of time serves.
    ...(filter.from === undefined ? [] : [sql`e.at >= ${`${filter.from}T00:00:00+09:00`}::timestamptz`]),
    ...(filter.until === undefined
      ? []
      : [sql`e.at < ${`${filter.until}T00:00:00+09:00`}::timestamptz + interval '1 day'`]),
    ...(filter.kind === undefined ? [] : [sql`e.kind = ${filter.kind}`]),
  ];
  const { rows } = await sql<{
    entry_id: string;
    body_code: string;
    at: string;
    name: string | null;
    actor: string;
    seat_id: string | null;
    action: string;
    kind: 'write' | 'read';
    object_kind: string;
    object_id: string;
    detail: string;
  }>`select e.entry_id, e.body_code, e.at, p.name, e.actor, e.seat_id, e.action, e.kind, e.object_kind, e.object_id,
      e.detail
    from audit.entry e left join audit.pseudonym p on p.pseudonym = e.actor
    where ${sql.join(wheres, sql` and `)}
    order by e.at desc, e.entry_id limit ${filter.limit + 1} offset ${filter.offset}`.execute(db);
  const lines = rows.slice(0, filter.limit).map((row) => ({
    entryId: row.entry_id,
    bodyCode: row.body_code,
    at: row.at,
    name: row.name,
    pseudonym: row.actor,
    seatId: row.seat_id,
    action: row.action,
    kind: row.kind,
    objectKind: row.object_kind,
    objectId: row.object_id,
    detail: row.detail,
  }));
  return { lines, more: rows.length > filter.limit };
}
