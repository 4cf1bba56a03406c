import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { entriesOf, type MovingWholes, ofRegister, standingRows } from './register.ts';

/** One fact of each body: indicator, part and day, now or as the store stood before an instant. */
export interface FactQuery {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
  /** Null: now. Otherwise the instant (exclusive) up to which the store had been written. */
  readonly knownBefore: string | null;
  /** Each body's newest value from this day on to `on`, where values carry forward. */
  readonly from?: string;
  /** Where entries of registers stand in for bodies without a row; only of indicators with `standing`. */
  readonly moving?: MovingWholes;
}

/**
 * Membership spans of the register, now or as it was recorded before an instant. The past is worked out once and kept:
 * inlined into a join, PostgreSQL computes it anew for every row while a fresh table has no statistics (a minute a page).
 * Where nothing was recorded or retired since, which is nearly always, the past is what stands now: working it out took
 * most of the time of every question about the past.
 */
export function spans(knownBefore: string | null): RawBuilder<unknown> {
  if (knownBefore === null) return sql.raw('bodies.stratum_span');
  const at = sql`${knownBefore}::timestamptz`;
  return sql`(with since as materialized (
      select exists (select from bodies.register_row where recorded_at > ${at} or retired_at > ${at})
        or exists (select from bodies.status_row where recorded_at > ${at} or retired_at > ${at}) as changed
    ), known as materialized (
      select * from bodies.stratum_span where not (select changed from since)
      union all
      select * from bodies.stratum_span_known(${at}) where (select changed from since)
    ) select * from known)`;
}

/** Transactions in which the past is being asked about; gone with them. */
const LOOKING = new WeakSet<Db>();

/**
 * Asks about the past. Rows as known before an instant come out of sub-queries whose size PostgreSQL guesses a thousand
 * times too small; it would compare every row with every body, so it is told to hash instead. Questions that are asked
 * within another's are asked in its transaction: the setting goes to the server once.
 */
export async function lookingBack<T>(
  db: Db,
  knownBefore: string | null,
  ask: (db: Db) => Promise<T>,
): Promise<T> {
  if (knownBefore === null || LOOKING.has(db)) return ask(db);
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local enable_nestloop = off`.execute(tx);
      LOOKING.add(tx);
      return ask(tx);
    });
}

/** The rows of `observation` that count for a query, at most one a body. */
export function effectiveRows(query: FactQuery): RawBuilder<unknown> {
  const { moving } = query;
  if (moving === undefined || !(moving.nation || moving.sample)) return rowsOfDays(query);
  return sql`
    select distinct on (u.body_code) u.* from (
      select 0 as late, d.* from (${rowsOfDays(query)}) d
      union all
      select 1 as late, r.* from (${standingRows(query, moving)}) r
    ) u order by u.body_code, u.late`;
}

function rowsOfDays(query: FactQuery): RawBuilder<unknown> {
  const from = query.from ?? query.on;
  const one = sql`o.indicator_key = ${query.indicatorKey} and o.part_key = ${query.partKey}
    and o.period_end >= ${from} and o.period_end <= ${query.on}`;
  if (query.knownBefore === null) {
    return sql`select distinct on (o.body_code) o.* from observations.effective o where ${one}
      order by o.body_code, o.period_end desc`;
  }
  return sql`
    select distinct on (n.body_code) n.* from (
      select distinct on (o.body_code, o.period_end, o.series_key) o.*
      from observations.observation o
      join observations.batch b on b.batch_no = o.batch_no
      where ${one} and b.recorded_at < ${query.knownBefore}::timestamptz and not ${ofRegister('o')}
      order by o.body_code, o.period_end, o.series_key, o.revision desc
    ) n
    left join indicators.precedence p on p.indicator_key = n.indicator_key and p.series_key = n.series_key
    where not n.void
    order by n.body_code, n.period_end desc, coalesce(p.rank, 1000), n.series_key`;
}

/** What is known of one body for a fact; a body without any record has `revision` null. */
export interface BodyFact {
  readonly body_code: string;
  readonly prefecture_code: string;
  readonly stratum: string;
  readonly period_end: string | null;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly base_on: string | null;
  /** 1 not-asked, 2 not-answered, 3 not-applicable, 4 blank-in-source, 5 withdrawn. */
  readonly reason: number | null;
  readonly state: number | null;
  readonly note: string | null;
  readonly series: string | null;
  readonly revision: number | null;
}

/** Every body of the register on the day, in code order, with its fact or without one. */
export async function bodyFacts(db: Db, query: FactQuery): Promise<readonly BodyFact[]> {
  const rows = await sql<BodyFact>`
    select m.body_code, m.prefecture_code, m.stratum, e.period_end, e.value, e.base, e.base_on, e.reason, e.state, e.note,
      s.series, e.revision
    from ${spans(query.knownBefore)} m
    left join (${effectiveRows(query)}) e on e.body_code = m.body_code
    left join indicators.series s on s.series_key = e.series_key
    where m.valid_from <= ${query.on} and ${query.on} < m.valid_to
    order by m.body_code`.execute(db);
  return rows.rows;
}

/** Number of bodies by prefecture and stratum on a day. */
export async function expectedBodies(
  db: Db,
  on: string,
  knownBefore: string | null,
): Promise<readonly { prefecture_code: string; stratum: string; bodies: bigint }[]> {
  const rows = await sql<{ prefecture_code: string; stratum: string; bodies: bigint }>`
    select m.prefecture_code, m.stratum, count(*) as bodies from ${spans(knownBefore)} m
    where m.valid_from <= ${on} and ${on} < m.valid_to group by 1, 2`.execute(db);
  return rows.rows;
}

/**
 * Everything that counts for one body, all indicators, parts and periods; newest period first. With the entries of its
 * registers that have come by `looking`, where nothing else is of their day.
 */
export interface SheetRow {
  readonly indicator: string;
  readonly part: string;
  readonly period_end: string;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly base_on: string | null;
  readonly reason: number | null;
  readonly state: number;
  readonly note: string | null;
  readonly series: string;
  /** What the source is called. */
  readonly source: string;
  readonly revision: number;
}

export async function sheetOf(
  db: Db,
  bodyCode: string,
  knownBefore: string | null,
  looking: string,
): Promise<readonly SheetRow[]> {
  const counted =
    knownBefore === null
      ? sql`select o.* from observations.effective o where o.body_code = ${bodyCode}`
      : sql`select distinct on (n.indicator_key, n.part_key, n.period_end) n.* from (
          select distinct on (o.indicator_key, o.part_key, o.period_end, o.series_key) o.*
          from observations.observation o
          join observations.batch b on b.batch_no = o.batch_no
          where o.body_code = ${bodyCode} and b.recorded_at < ${knownBefore}::timestamptz and not ${ofRegister('o')}
          order by o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision desc
        ) n
        left join indicators.precedence p on p.indicator_key = n.indicator_key and p.series_key = n.series_key
        where not n.void
        order by n.indicator_key, n.part_key, n.period_end, coalesce(p.rank, 1000), n.series_key`;
  const rows = await sql<SheetRow>`
    select d.id || '@' || d.version as indicator, p.part_id as part, o.period_end, o.value, o.base, o.base_on, o.reason,
      o.state, o.note, s.series, s.title as source, o.revision
    from (
      select distinct on (u.indicator_key, u.part_key, u.period_end) u.* from (
        select 0 as late, c.* from (${counted}) c
        union all
        select 1 as late, r.* from (${entriesOf(bodyCode, knownBefore, looking)}) r
      ) u order by u.indicator_key, u.part_key, u.period_end, u.late
    ) o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    join indicators.series s on s.series_key = o.series_key
    order by d.id, d.version, p.part_key, o.period_end desc`.execute(db);
  return rows.rows;
}

/** Sources that speak of bodies of a whole: what a page prints at its foot. */
export interface SourceRow {
  readonly series: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
}

export async function sourcesOf(
  db: Db,
  facts: readonly { readonly indicator: string; readonly on: string }[],
  whole: BodyCode = NATION,
): Promise<readonly SourceRow[]> {
  const rows = await sql<SourceRow>`
    select s.series, s.title, s.publisher, s.licence, s.attribution
    from indicators.series s
    where s.series_key in (
      select o.series_key
      from unnest(${facts.map((fact) => fact.indicator)}::text[], ${facts.map((fact) => fact.on)}::date[])
        as f(indicator, period_end)
      join indicators.definition d on d.id || '@' || d.version = f.indicator
      join observations.observation o on o.indicator_key = d.indicator_key and o.period_end = f.period_end
      where ${ofWhole('o.body_code', whole)})
    order by s.series_key`.execute(db);
  return rows.rows;
}
