import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Stratum } from '../../../core/indicator.ts';
import type { Db } from '../../../platform/db/database.ts';
import { NON_BODIES } from '../register-data.ts';
import type { LineageEvent } from '../rules/lineage.ts';
import {
  type BodyStatus,
  type RegisterBody,
  type RegisterDay,
  type RegisterRow,
  type RegisterSource,
  registerDay,
} from '../rules/register.ts';
import '../tables.ts';
import { ofWhole } from './whole.ts';

/** An instant as PostgreSQL reads it (`2026-04-01T15:00:00Z`); `infinity` = as recorded now. */
export type Instant = string;
const NOW: Instant = 'infinity';

function known(alias: string, at: Instant): RawBuilder<boolean> {
  const table = sql.raw(alias);
  return sql`${table}.recorded_at <= ${at}::timestamptz
    and (${table}.retired_at is null or ${table}.retired_at > ${at}::timestamptz)`;
}

/**
 * The register of the nation, as recorded at an instant, without 見本県: what files are matched with and what lists are
 * made of. About 20 ms: one call for a whole file, none per row.
 */
export function registerSource(db: Db, knownAt: Instant = NOW): Promise<RegisterSource> {
  return readSource(db, knownAt, (column) => ofWhole(column));
}

/** Everything that the register holds, 見本県 too. */
export function wholeRegister(db: Db, knownAt: Instant = NOW): Promise<RegisterSource> {
  return readSource(db, knownAt, () => sql`true`);
}

async function readSource(
  db: Db,
  knownAt: Instant,
  within: (column: string) => RawBuilder<unknown>,
): Promise<RegisterSource> {
  const rows = await sql<RegisterRow>`
    select r.body_code as "bodyCode", r.name, r.kana, r.prefecture_code as "prefectureCode", r.kind,
      r.valid_from as "validFrom", r.valid_to as "validTo", r.source
    from bodies.register_row r where ${known('r', knownAt)} and ${within('r.body_code')}
    order by r.body_code, r.valid_from`.execute(db);
  const statuses = await sql<RegisterSource['statuses'][number]>`
    select s.body_code as "bodyCode", s.status, s.valid_from as "validFrom", s.valid_to as "validTo", s.source
    from bodies.status_row s where ${known('s', knownAt)} and ${within('s.body_code')}
    order by s.body_code, s.valid_from`.execute(db);
  const aliases = await sql<RegisterSource['aliases'][number]>`
    select a.body_code as "bodyCode", a.alias, a.kind, a.reason, a.source
    from bodies.alias a where ${within('a.body_code')} order by a.body_code, a.alias`.execute(db);
  return {
    rows: rows.rows,
    statuses: statuses.rows,
    aliases: aliases.rows,
    lineage: await lineageWhere(
      sql`l.recorded_at <= ${knownAt}::timestamptz and ${within('l.from_code')}`,
      db,
    ),
    nonBodies: NON_BODIES,
  };
}

/** The nation's register of `day`, indexed for matching; `covered` is false before the coverage start. */
export async function registerOn(db: Db, day: Day, knownAt: Instant = NOW): Promise<RegisterDay> {
  return registerDay(await registerSource(db, knownAt), day);
}

function lineageWhere(condition: RawBuilder<unknown>, db: Db): Promise<readonly LineageEvent[]> {
  return sql<LineageEvent>`
    select l.event_id as "eventId", l.kind, l.effective_on as "on", l.from_code as "fromCode",
      l.from_name as "fromName", l.from_kana as "fromKana", l.to_code as "toCode", l.to_name as "toName",
      l.description as "text", l.source
    from bodies.lineage l where ${condition} order by l.effective_on, l.event_id, l.from_code`
    .execute(db)
    .then(({ rows }) => rows);
}

/** What became of a body and what it came from, over several steps, oldest first. */
export function lineageOf(db: Db, code: BodyCode, knownAt: Instant = NOW): Promise<readonly LineageEvent[]> {
  return lineageWhere(
    sql`l.recorded_at <= ${knownAt}::timestamptz and l.event_id in (
      with recursive related(code) as (
        select ${code}::text
        union
        select case when e.from_code = r.code then e.to_code else e.from_code end
        from related r join bodies.lineage e on r.code in (e.from_code, e.to_code)
      )
      select e.event_id from related r join bodies.lineage e on r.code in (e.from_code, e.to_code))`,
    db,
  );
}

interface BodyRow extends Omit<RegisterBody, 'status' | 'stratum'> {
  readonly designated: boolean;
  readonly core: boolean;
}

async function bodiesWhere(
  db: Db,
  condition: RawBuilder<unknown>,
  day: Day,
  knownAt: Instant,
): Promise<readonly RegisterBody[]> {
  const status = (name: BodyStatus): RawBuilder<boolean> => sql`exists (
    select from bodies.status_row s where s.body_code = r.body_code and s.status = ${name}
      and s.valid_from <= ${day}::date and (s.valid_to is null or ${day}::date < s.valid_to)
      and ${known('s', knownAt)})`;
  const { rows } = await sql<BodyRow>`
    select r.body_code as "bodyCode", r.name, r.kana, r.prefecture_code as "prefectureCode",
      p.name as "prefectureName", r.kind, r.valid_from as "validFrom", r.valid_to as "validTo",
      ${status('designated-city')} as designated, ${status('core-city')} as core
    from bodies.register_row r
    join bodies.register_row p on p.body_code = r.prefecture_code
      and p.valid_from <= ${day}::date and (p.valid_to is null or ${day}::date < p.valid_to)
      and ${known('p', knownAt)}
    where r.kind <> 'nation' and r.valid_from <= ${day}::date
      and (r.valid_to is null or ${day}::date < r.valid_to) and ${known('r', knownAt)} and ${condition}
    order by r.body_code`.execute(db);
  return rows.map(({ designated, core, ...row }) => {
    const isCity = row.kind === 'city';
    const status: BodyStatus | null = !isCity
      ? null
      : designated
        ? 'designated-city'
        : core
          ? 'core-city'
          : null;
    return { ...row, status, stratum: (status ?? row.kind) as Stratum };
  });
}

/** A body as it stood on a day; null when the code was none on that day (see `resolveCode`). */
export async function bodyOn(
  db: Db,
  code: BodyCode,
  day: Day,
  knownAt: Instant = NOW,
): Promise<RegisterBody | null> {
  const [body] = await bodiesWhere(db, sql`r.body_code = ${code}`, day, knownAt);
  return body ?? null;
}

/** In code order; `prefectureCode` null: the whole country, never 見本県. */
export function municipalitiesOf(
  db: Db,
  prefectureCode: BodyCode | null,
  day: Day,
  knownAt: Instant = NOW,
): Promise<readonly RegisterBody[]> {
  const within =
    prefectureCode === null ? ofWhole('r.body_code') : sql`r.prefecture_code = ${prefectureCode}`;
  return bodiesWhere(db, sql`r.kind <> 'prefecture' and ${within}`, day, knownAt);
}

/** The 47, in code order; of the other whole 見本県 alone. */
export function prefectures(
  db: Db,
  day: Day = '9999-12-31',
  knownAt: Instant = NOW,
  whole: BodyCode = NATION,
): Promise<readonly RegisterBody[]> {
  return bodiesWhere(db, sql`r.kind = 'prefecture' and ${ofWhole('r.body_code', whole)}`, day, knownAt);
}

/** All rows that a code ever had, oldest first: its names, kinds and days. */
export async function historyOf(
  db: Db,
  code: BodyCode,
  knownAt: Instant = NOW,
): Promise<readonly RegisterRow[]> {
  const { rows } = await sql<RegisterRow>`
    select r.body_code as "bodyCode", r.name, r.kana, r.prefecture_code as "prefectureCode", r.kind,
      r.valid_from as "validFrom", r.valid_to as "validTo", r.source
    from bodies.register_row r where r.body_code = ${code} and ${known('r', knownAt)}
    order by r.valid_from`.execute(db);
  return rows;
}

/** 指定都市・中核市 of a body with their days, oldest first. */
export async function statusesOf(
  db: Db,
  code: BodyCode,
  knownAt: Instant = NOW,
): Promise<RegisterSource['statuses']> {
  const { rows } = await sql<RegisterSource['statuses'][number]>`
    select s.body_code as "bodyCode", s.status, s.valid_from as "validFrom", s.valid_to as "validTo", s.source
    from bodies.status_row s where s.body_code = ${code} and ${known('s', knownAt)}
    order by s.valid_from`.execute(db);
  return rows;
}

/** Other ways of writing and reading the name of a body. */
export async function aliasesOf(db: Db, code: BodyCode): Promise<RegisterSource['aliases']> {
  const { rows } = await sql<RegisterSource['aliases'][number]>`
    select a.body_code as "bodyCode", a.alias, a.kind, a.reason, a.source
    from bodies.alias a where a.body_code = ${code} order by a.kind desc, a.alias`.execute(db);
  return rows;
}

/** First day of the register. */
export async function coverageStart(db: Db): Promise<Day> {
  const { rows } = await sql<{ day: Day }>`select bodies.coverage_start() as day`.execute(db);
  return rows[0]?.day ?? '9999-12-31';
}

/** Rises with every change of the register. */
export async function registerRevision(db: Db): Promise<bigint> {
  const { rows } = await sql<{ revision: bigint }>`select revision from bodies.state`.execute(db);
  return rows[0]?.revision ?? 0n;
}

export interface Grouping {
  readonly groupingId: string;
  readonly kind: 'wide-area-union' | 'partial-affairs' | 'vendor' | 'similar';
  readonly title: string;
  readonly source: string;
  readonly members: readonly BodyCode[];
}

/** Groupings with their members on a day; with a code only those that it belongs to. */
export async function groupings(
  db: Db,
  day: Day,
  code: BodyCode | null = null,
  knownAt: Instant = NOW,
): Promise<readonly Grouping[]> {
  const { rows } = await sql<Grouping>`
    select g.grouping_id as "groupingId", g.kind, g.title, g.source,
      array_agg(m.body_code order by m.body_code) as members
    from bodies.grouping g
    join bodies.grouping_member m on m.grouping_id = g.grouping_id
    where m.valid_from <= ${day}::date and (m.valid_to is null or ${day}::date < m.valid_to)
      and ${known('m', knownAt)}
    group by g.grouping_id
    having ${code}::text is null or ${code}::text = any (array_agg(m.body_code))
    order by g.grouping_id`.execute(db);
  return rows;
}
