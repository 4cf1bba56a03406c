import { sql } from 'kysely';
import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Evidence, EvidenceKey } from '../contracts/evidence.ts';

/** What stands of a body on a day. */
export interface StandingMark {
  readonly bodyCode: BodyCode;
  readonly key: EvidenceKey;
  readonly source: string;
  readonly subject: string;
  readonly title: string;
  readonly href: string;
  /** From when on it has stood without a gap. */
  readonly since: Day;
}

/** `newest`: of each subject the record that counts on a day; of days that have come the newest, of each day the last. */
function newestOf(bodyCodes: readonly BodyCode[], on: Day) {
  return sql`counting as (
      select distinct on (m.body_code, m.key, m.source, m.subject, m.on_day) m.*
      from evidence.mark m
      where m.body_code = any(${[...bodyCodes]}::text[]) and m.on_day <= ${on}
      order by m.body_code, m.key, m.source, m.subject, m.on_day, m.record_no desc
    ), newest as (
      select distinct on (c.body_code, c.key, c.source, c.subject) c.*,
        max(c.on_day) filter (where not c.stands)
          over (partition by c.body_code, c.key, c.source, c.subject) as stopped
      from counting c
      order by c.body_code, c.key, c.source, c.subject, c.on_day desc
    )`;
}

/** What stands of bodies on a day, each with its first day. As far as the scope of the transaction sees the bodies. */
export async function standingMarks(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  on: Day,
): Promise<readonly StandingMark[]> {
  const { rows } = await sql<StandingMark>`
    with ${newestOf(bodyCodes, on)}
    select n.body_code as "bodyCode", n.key, n.source, n.subject, r.title, r.href, (
        select min(c.on_day) from counting c
        where c.body_code = n.body_code and c.key = n.key and c.source = n.source and c.subject = n.subject
          and c.stands and (n.stopped is null or c.on_day > n.stopped)) as since
    from newest n
    join evidence.record r on r.body_code = n.body_code and r.record_no = n.record_no
    where n.stands
    order by n.body_code, n.key, since, n.source, n.subject`.execute(tx);
  return rows;
}

/** Only the keys that stand, one row for each body that has any: for lists of the whole nation. */
export async function standingKeys(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  on: Day,
): Promise<ReadonlyMap<BodyCode, ReadonlySet<EvidenceKey>>> {
  const { rows } = await sql<{ bodyCode: BodyCode; keys: EvidenceKey[] }>`
    with ${newestOf(bodyCodes, on)}
    select body_code as "bodyCode", array_agg(distinct key) as keys from newest where stands group by 1`.execute(
    tx,
  );
  return new Map(rows.map(({ bodyCode, keys }) => [bodyCode, new Set(keys)]));
}

export interface EvidenceRecord {
  readonly recordNo: bigint;
  readonly source: string;
  readonly subject: string;
  readonly title: string;
  readonly href: string;
  readonly seatTitle: string;
  readonly recordedAt: string;
  readonly marks: readonly { readonly key: EvidenceKey; readonly on: Day; readonly stands: boolean }[];
}

/** What a body has recorded of a subject (all of a source without one; all without a source), the newest first. */
export async function evidenceHistory(
  tx: Tx,
  bodyCode: BodyCode,
  of: { readonly source?: string; readonly subject?: string } = {},
  limit = 100,
): Promise<readonly EvidenceRecord[]> {
  const { rows } = await sql<EvidenceRecord>`
    select r.record_no as "recordNo", r.source, r.subject, r.title, r.href, r.seat_title as "seatTitle",
      r.recorded_at as "recordedAt", coalesce((
        select jsonb_agg(jsonb_build_object('key', m.key, 'on', m.on_day, 'stands', m.stands) order by m.on_day, m.key)
        from evidence.mark m where m.body_code = r.body_code and m.record_no = r.record_no), '[]') as marks
    from evidence.record r
    where r.body_code = ${bodyCode}
      and (${of.source ?? null}::text is null or r.source = ${of.source ?? null})
      and (${of.subject ?? null}::text is null or r.subject = ${of.subject ?? null})
    order by r.record_no desc limit ${limit}`.execute(tx);
  return rows;
}

/** Of a figure that came from here, what it stands on. */
export interface EvidenceOrigin {
  readonly bodyCode: BodyCode;
  readonly title: string;
  readonly href: string;
  readonly seatTitle: string;
  readonly recordedAt: string;
}

/**
 * What gave the observations of a batch; null: no evidence. Read in the program's own scope, as the answers behind a
 * figure are: a figure that is shown shows where it came from.
 */
export async function evidenceOfBatch(db: Db, batchId: string): Promise<EvidenceOrigin | null> {
  return withScope(db, { kind: 'system' }, async (tx) => {
    const { rows } = await sql<EvidenceOrigin>`
      select body_code as "bodyCode", title, href, seat_title as "seatTitle", recorded_at as "recordedAt"
      from evidence.record where batch_id = ${batchId}::uuid`.execute(tx);
    return rows[0] ?? null;
  });
}

export interface WrittenBy {
  readonly seatId: string | null;
  readonly seatTitle: string;
  readonly at: string;
}

export async function insertEvidence(
  tx: Tx,
  evidence: Evidence,
  by: WrittenBy,
  batchId: string | null,
): Promise<bigint> {
  const { bodyCode, source, subject, title, href } = evidence;
  const { rows } = await sql<{ record_no: bigint }>`
    insert into evidence.record (body_code, source, subject, title, href, seat_id, seat_title, recorded_at, batch_id)
    values (${bodyCode}, ${source}, ${subject}, ${title}, ${href}, ${by.seatId}, ${by.seatTitle}, ${by.at}, ${batchId})
    returning record_no`.execute(tx);
  const recordNo = rows[0]!.record_no;
  await sql`
    insert into evidence.mark (body_code, key, source, subject, on_day, record_no, stands)
    select ${bodyCode}, m.key, ${source}, ${subject}, m.on_day, ${recordNo}, m.stands
    from unnest(${evidence.marks.map((mark) => mark.key)}::text[], ${evidence.marks.map((mark) => mark.on)}::date[],
      ${evidence.marks.map((mark) => mark.stands)}::boolean[]) as m(key, on_day, stands)`.execute(tx);
  return recordNo;
}
