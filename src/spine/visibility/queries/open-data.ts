import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { ofRegister, sameRow } from '../../observations/queries/register.ts';

/** Changes with every figure, the register, the definitions, the printed tables and the imports. */
export async function dataEdition(db: Db): Promise<string> {
  const { rows } = await sql<{ edition: string }>`
    select concat_ws(' ',
      (select version from rollup.data_version),
      (select revision from bodies.state),
      (select count(*) from indicators.definition_revision),
      (select max(greatest(recorded_at, retired_at)) from observations.published),
      (select max(greatest(committed_at, undone_at)) from imports.run where state in ('done', 'undone'))
    ) as edition`.execute(db);
  return rows[0]?.edition ?? '';
}

/** Codes of the bodies that bear a normalised word in their name, reading, code, former name or alias. */
export async function codesFoundBy(db: Db, words: string): Promise<ReadonlySet<BodyCode>> {
  const { rows } = await sql<{ body_code: BodyCode }>`
    select distinct body_code from bodies.search_term
    where strpos(term, ${words}) > 0
      and (starts_with(term, ${words}) or kind <> 'code' and ${words} !~ '^[0-9]+$')`.execute(db);
  return new Set(rows.map((row) => row.body_code));
}

/** A day for which bodies of a level have records of an indicator's part. */
export interface RecordedDate {
  /** `cio@1` */
  readonly indicator: string;
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly part: string;
  readonly prefectural: boolean;
  readonly on: Day;
  /** Only entries of registers are of this day: each of a few bodies, on the day on which something changed there. */
  readonly register: boolean;
}

/** Newest first within each part and level, in one whole; `indicatorKeys` null: of all indicators, as known now. */
export async function recordedDates(
  db: Db,
  indicatorKeys: readonly number[] | null,
  knownBefore: string | null,
  whole: BodyCode = NATION,
): Promise<readonly RecordedDate[]> {
  const own = (alias: string) =>
    sql`(${indicatorKeys}::smallint[] is null or ${sql.ref(alias)}.indicator_key = any(${indicatorKeys}::smallint[]))`;
  const dates =
    knownBefore === null
      ? sql`select c.indicator_key, c.part_key, c.stratum = 'prefecture' as prefectural, c.period_end, false as register
            from rollup.cell c where c.area_code = ${whole} and ${own('c')}
            union all
            select n.indicator_key, n.part_key, substr(n.body_code, 3, 3) = '000', n.period_end, true
            from (${registerEntries(sql`${own('o')} and ${ofWhole('o.body_code', whole)}`)}) n`
      : sql`select n.indicator_key, n.part_key, substr(n.body_code, 3, 3) = '000' as prefectural, n.period_end,
              ${ofRegister('n')} as register
            from (${newestRevisions(sql`${own('o')} and ${ofWhole('o.body_code', whole)}`, knownBefore)}) n where not n.void`;
  const { rows } = await sql<RecordedDate>`
    select i.id || '@' || i.version as indicator, d.indicator_key as "indicatorKey", d.part_key as "partKey",
      p.part_id as part, d.prefectural, d.period_end as "on", d.register
    from (select indicator_key, part_key, prefectural, period_end, bool_and(register) as register
      from (${dates}) x group by 1, 2, 3, 4) d
    join indicators.definition i on i.indicator_key = d.indicator_key
    join indicators.part p on p.part_key = d.part_key
    order by d.indicator_key, p.position, d.prefectural, d.period_end desc`.execute(db);
  return rows;
}

/** The newest revision of each series as it stood before an instant, void ones included. */
function newestRevisions(condition: RawBuilder<unknown>, knownBefore: string): RawBuilder<unknown> {
  return sql`
    select distinct on (o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key) o.*
    from observations.observation o
    join observations.batch b on b.batch_no = o.batch_no
    where ${condition} and b.recorded_at < ${knownBefore}::timestamptz
    order by o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision desc`;
}

/** Newest entries of registers, each of its day: shadowed, so that they are in no sum, and said all the same (ADR 0018). */
function registerEntries(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select n.* from (
      select distinct on (o.body_code, o.indicator_key, o.part_key, o.period_end) o.*
      from indicators.standing t
      join observations.shadowed h on h.series_key = t.series_key and h.indicator_key = t.indicator_key
      join observations.observation o on ${sameRow('o', 'h')}
      where ${condition}
      order by o.body_code, o.indicator_key, o.part_key, o.period_end, o.revision desc
    ) n
    where not n.void and not exists (select from observations.effective e where e.body_code = n.body_code
      and e.indicator_key = n.indicator_key and e.part_key = n.part_key and e.period_end = n.period_end)`;
}

/** Days of printed figures of an indicator, as the roll-up answers them. */
export async function printedDates(
  db: Db,
): Promise<
  readonly { readonly indicator: string; readonly part: string; readonly level: string; readonly on: Day }[]
> {
  const { rows } = await sql<{ indicator: string; part: string; level: string; on: Day }>`
    select distinct document ->> 'indicator' as indicator, document ->> 'part' as part, level, period_end as "on"
    from observations.published where retired_at is null and item is null and period_end is not null
    order by 1, 2, 3, 4 desc`.execute(db);
  return rows;
}

export interface ObservationFilter {
  /** Null: all indicators (only with a body). */
  readonly indicatorKeys: readonly number[] | null;
  readonly bodyCode: BodyCode | null;
  readonly prefectureCode: BodyCode | null;
  readonly part: string | null;
  readonly prefectural: boolean | null;
  /** The periods that count; null: all of them. */
  readonly dates: readonly RecordedDate[] | null;
  readonly knownBefore: string | null;
  readonly after: {
    readonly bodyCode: BodyCode;
    readonly indicatorKey: number;
    readonly partKey: number;
    readonly on: Day;
  } | null;
  readonly limit: number;
}

export interface ObservationRow {
  readonly body_code: BodyCode;
  readonly body_name: string | null;
  readonly prefecture_code: BodyCode | null;
  readonly prefecture_name: string | null;
  readonly indicator_key: number;
  readonly indicator: string;
  readonly part_key: number;
  readonly part: string;
  readonly part_title: string;
  readonly period_end: Day;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly base_on: Day | null;
  readonly reason: number | null;
  readonly state: number;
  readonly note: string | null;
  readonly series: string;
  readonly series_title: string;
  readonly revision: number;
  readonly recorded_at: string;
  readonly recorded_by: string;
}

/** Values and reasons that count in one whole (見本県 only where it is named), in the order body, indicator, part, period; names as of the period's day. */
export async function listObservations(
  db: Db,
  filter: ObservationFilter,
): Promise<readonly ObservationRow[]> {
  const { indicatorKeys, bodyCode, prefectureCode, prefectural, knownBefore, after, dates, part } = filter;
  const narrowed = sql`
    (${indicatorKeys}::smallint[] is null or o.indicator_key = any(${indicatorKeys}::smallint[]))
    and (${bodyCode}::text is null or o.body_code = ${bodyCode})
    and ${ofWhole('o.body_code', wholeOf(bodyCode ?? prefectureCode ?? NATION))}
    and (${prefectureCode}::text is null or left(o.body_code, 2) = left(${prefectureCode}, 2))
    and (${prefectural}::boolean is null or (substr(o.body_code, 3, 3) = '000') = ${prefectural})`;
  const counted =
    knownBefore === null
      ? sql`select o.* from observations.effective o where ${narrowed}`
      : sql`
        select distinct on (n.body_code, n.indicator_key, n.part_key, n.period_end) n.*
        from (${newestRevisions(narrowed, knownBefore)}) n
        left join indicators.precedence r on r.indicator_key = n.indicator_key and r.series_key = n.series_key
        where not n.void
        order by n.body_code, n.indicator_key, n.part_key, n.period_end, coalesce(r.rank, 1000), n.series_key`;
  const wanted =
    dates === null
      ? sql``
      : sql`join unnest(${dates.map((date) => date.indicatorKey)}::smallint[],
            ${dates.map((date) => date.partKey)}::integer[], ${dates.map((date) => date.prefectural)}::boolean[],
            ${dates.map((date) => date.on)}::date[]) w(indicator_key, part_key, prefectural, period_end)
          on w.indicator_key = o.indicator_key and w.part_key = o.part_key and w.period_end = o.period_end
            and w.prefectural = (substr(o.body_code, 3, 3) = '000')`;
  const behind =
    after === null
      ? sql`true`
      : sql`(o.body_code, o.indicator_key, o.part_key, o.period_end) >
          (${after.bodyCode}, ${after.indicatorKey}::smallint, ${after.partKey}::integer, ${after.on}::date)`;
  // Each kind by itself up to the limit, so that a page of a long list costs no sorting of the whole.
  const upTo = (source: RawBuilder<unknown>) => sql`(
      select o.* from (${source}) o
      join indicators.part p on p.part_key = o.part_key
      ${wanted}
      where ${behind} and (${part}::text is null or p.part_id = ${part})
      order by o.body_code, o.indicator_key, o.part_key, o.period_end limit ${filter.limit})`;
  const entries = knownBefore === null ? sql`union all ${upTo(registerEntries(narrowed))}` : sql``;
  const { rows } = await sql<ObservationRow>`
    with page as (
      select o.* from (${upTo(counted)} ${entries}) o
      order by o.body_code, o.indicator_key, o.part_key, o.period_end limit ${filter.limit}
    )
    select o.body_code, r.name as body_name, r.prefecture_code, q.name as prefecture_name, o.indicator_key,
      d.id || '@' || d.version as indicator, o.part_key, p.part_id as part, p.title as part_title, o.period_end,
      o.value, o.base, o.base_on, o.reason, o.state, o.note, s.series, s.title as series_title, o.revision,
      b.recorded_at, b.recorded_by
    from page o
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    join indicators.series s on s.series_key = o.series_key
    join observations.batch b on b.batch_no = o.batch_no
    left join bodies.register_row r on r.body_code = o.body_code and ${heldOn('r', knownBefore)}
      and r.valid_from <= o.period_end and (r.valid_to is null or o.period_end < r.valid_to)
    left join bodies.register_row q on q.body_code = r.prefecture_code and ${heldOn('q', knownBefore)}
      and q.valid_from <= o.period_end and (q.valid_to is null or o.period_end < q.valid_to)
    order by o.body_code, o.indicator_key, o.part_key, o.period_end`.execute(db);
  return rows;
}

/** Rows of the register as they were held before an instant, or now. */
function heldOn(alias: 'r' | 'q', knownBefore: string | null): RawBuilder<unknown> {
  const row = sql.raw(alias);
  if (knownBefore === null) return sql`${row}.retired_at is null`;
  return sql`${row}.recorded_at < ${knownBefore}::timestamptz
    and (${row}.retired_at is null or ${row}.retired_at >= ${knownBefore}::timestamptz)`;
}
