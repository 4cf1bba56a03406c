import { type RawBuilder, sql } from 'kysely';
import { NATION } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { spans } from '../../observations/queries/effective.ts';
import { ofRegister } from '../../observations/queries/register.ts';
import type { ExpectedBodies } from '../rules.ts';
import { type CellRow, counted, STORED, UNIT_BASE } from './cells.ts';
import type { FactKeys } from './periods.ts';
import { registersHeld } from './registers.ts';

/** One indicator, part and period by their keys. */
export interface Fact extends FactKeys {
  readonly on: string;
}

export interface PartKey {
  readonly indicator: string;
  readonly part: string;
  readonly keys: FactKeys;
}

/** Keys of every part of some indicators (`cio@1`), the part without id included. */
export async function partKeys(db: Db, indicators: readonly string[]): Promise<readonly PartKey[]> {
  const { rows } = await sql<{ indicator: string; part: string; indicator_key: number; part_key: number }>`
    select d.id || '@' || d.version as indicator, p.part_id as part, d.indicator_key, p.part_key
    from indicators.definition d join indicators.part p on p.indicator_key = d.indicator_key
    where d.id || '@' || d.version = any(${[...indicators]}::text[])
    order by p.part_key`.execute(db);
  return rows.map(({ indicator, part, indicator_key, part_key }) => ({
    indicator,
    part,
    keys: { indicatorKey: indicator_key, partKey: part_key },
  }));
}

export interface HeldPeriod {
  readonly indicator_key: number;
  readonly part_key: number;
  readonly period_end: string;
  /** Whether municipalities, and prefectural governments, have a record of it. */
  readonly municipal: boolean;
  readonly prefectural: boolean;
  /** Nothing of the day is 確定 yet. */
  readonly moving: boolean;
}

/**
 * Days for which bodies of the nation have records, by part, newest first; of all indicators where none is named.
 * @param looking the day of which registers speak
 */
export async function periodsByPart(
  db: Db,
  indicatorKeys: readonly number[] | null,
  knownBefore: string | null,
  looking: string,
): Promise<readonly HeldPeriod[]> {
  const keys = indicatorKeys === null ? null : [...indicatorKeys];
  const held =
    knownBefore === null
      ? sql`select indicator_key, part_key, period_end, stratum,
              provisional + unpublished >= reported + not_asked + not_answered + not_applicable + blank + withdrawn as moving
            from rollup.cell where area_code = '000000' and (${keys}::int[] is null or indicator_key = any(${keys}::int[]))`
      : sql`select o.indicator_key, o.part_key, o.period_end, m.stratum, false as moving
            from (
              select distinct on (o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key) o.*
              from observations.observation o
              join observations.batch b on b.batch_no = o.batch_no
              where (${keys}::int[] is null or o.indicator_key = any(${keys}::int[]))
                and b.recorded_at < ${knownBefore}::timestamptz and not ${ofRegister('o')}
              order by o.body_code, o.indicator_key, o.part_key, o.period_end, o.series_key, o.revision desc
            ) o
            join ${spans(knownBefore)} m
              on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
            where not o.void and not ${ofRegister('o')} and ${ofWhole('m.prefecture_code')}`;
  const periods = await ask(
    db,
    knownBefore,
    sql<HeldPeriod>`
    select indicator_key, part_key, period_end, bool_or(stratum <> 'prefecture') as municipal,
      bool_or(stratum = 'prefecture') as prefectural, bool_and(moving) as moving
    from (${held}) held group by 1, 2, 3 order by indicator_key, part_key, period_end desc`,
  );
  const registers = await registersHeld(db, looking, knownBefore, NATION, keys);
  const named = (one: Pick<HeldPeriod, 'indicator_key' | 'part_key'>) =>
    `${one.indicator_key} ${one.part_key}`;
  const known = new Set(periods.filter((one) => one.period_end === looking).map(named));
  // In front: a register speaks of the day of looking, and no record is of a later one.
  return [
    ...registers
      .filter((one) => !known.has(named(one)))
      .map((one) => ({ ...one, period_end: looking, moving: true })),
    ...periods,
  ];
}

type FactRow = { readonly indicator_key: number; readonly part_key: number; readonly period_end: string };

/** How many bodies have one and the same value: what medians and distributions of many facts are made of. */
export interface ValueGroup extends FactRow {
  readonly stratum: string;
  readonly value: bigint;
  readonly base: bigint | null;
  readonly bodies: bigint;
}

/**
 * Runs a question; one about the past without nested loops: there the planner knows neither how many rows were valid
 * then nor how many bodies there were, guesses one, and would compare every row with every body.
 */
function ask<Row>(db: Db, knownBefore: string | null, question: RawBuilder<Row>): Promise<readonly Row[]> {
  if (knownBefore === null) return question.execute(db).then(({ rows }) => rows);
  return db.transaction().execute(async (tx) => {
    await sql`set local enable_nestloop = off`.execute(tx);
    return (await question.execute(tx)).rows;
  });
}

function asked(facts: readonly Fact[]): RawBuilder<unknown> {
  return sql`unnest(${facts.map((fact) => fact.indicatorKey)}::smallint[],
    ${facts.map((fact) => fact.partKey)}::int[], ${facts.map((fact) => fact.on)}::date[])
    as f(indicator_key, part_key, period_end)`;
}

/** The rows that count for many facts, at most one for a body and fact: `effectiveRows` for a whole page. */
function rowsOf(facts: readonly Fact[], knownBefore: string | null): RawBuilder<unknown> {
  const same = sql.raw(
    'o.indicator_key = f.indicator_key and o.part_key = f.part_key and o.period_end = f.period_end',
  );
  if (knownBefore === null)
    return sql`select o.* from ${asked(facts)} join observations.effective o on ${same}`;
  return sql`
    select distinct on (n.indicator_key, n.part_key, n.period_end, n.body_code) n.* from (
      select distinct on (o.indicator_key, o.part_key, o.period_end, o.body_code, o.series_key) o.*
      from ${asked(facts)}
      join observations.observation o on ${same}
      join observations.batch b on b.batch_no = o.batch_no
      where o.indicator_key = any(${[...new Set(facts.map((fact) => fact.indicatorKey))]}::smallint[])
        and o.period_end = any(${[...new Set(facts.map((fact) => fact.on))]}::date[])
        and b.recorded_at < ${knownBefore}::timestamptz and not ${ofRegister('o')}
      order by o.indicator_key, o.part_key, o.period_end, o.body_code, o.series_key, o.revision desc
    ) n
    left join indicators.precedence p on p.indicator_key = n.indicator_key and p.series_key = n.series_key
    where not n.void
    order by n.indicator_key, n.part_key, n.period_end, n.body_code, coalesce(p.rank, 1000), n.series_key`;
}

export async function valueGroups(
  db: Db,
  facts: readonly Fact[],
  knownBefore: string | null,
): Promise<readonly ValueGroup[]> {
  if (facts.length === 0) return [];
  return ask(
    db,
    knownBefore,
    sql<ValueGroup>`
    select o.indicator_key, o.part_key, o.period_end, m.stratum, o.value, o.base, count(*) as bodies
    from (${rowsOf(facts, knownBefore)}) o
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    where o.value is not null and ${ofWhole('m.prefecture_code')}
    group by 1, 2, 3, 4, 5, 6`,
  );
}

export type DatedCell = CellRow & FactRow;

/** Cells of the nation for many facts: stored now, counted from the rows as they stood then. */
export async function nationalCells(
  db: Db,
  facts: readonly Fact[],
  knownBefore: string | null,
): Promise<readonly DatedCell[]> {
  if (facts.length === 0) return [];
  if (knownBefore === null) {
    const { rows } = await sql<DatedCell>`
      select ${STORED} from ${asked(facts)}
      join rollup.cell c using (indicator_key, part_key, period_end) where c.area_code = ${NATION}`.execute(
      db,
    );
    return rows;
  }
  return ask(
    db,
    knownBefore,
    sql<DatedCell>`
    select o.indicator_key, o.part_key, o.period_end, m.stratum, ${UNIT_BASE} as unit_base, ${NATION} as area_code,
      ${counted(false)}
    from (${rowsOf(facts, knownBefore)}) o
    join rollup.rule r on r.indicator_key = o.indicator_key
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    where ${ofWhole('m.prefecture_code')}
    group by 1, 2, 3, 4, 5`,
  );
}

/** Number of bodies by prefecture and stratum on several days, as the register was known. */
export async function expectedOnDays(
  db: Db,
  days: readonly string[],
  knownBefore: string | null,
): Promise<ReadonlyMap<string, readonly ExpectedBodies[]>> {
  const { rows } = await sql<ExpectedBodies & { day: string }>`
    select f.day, m.prefecture_code, m.stratum, count(*) as bodies
    from unnest(${[...new Set(days)]}::date[]) as f(day)
    join ${spans(knownBefore)} m on m.valid_from <= f.day and f.day < m.valid_to
    group by 1, 2, 3`.execute(db);
  const byDay = new Map<string, ExpectedBodies[]>();
  for (const row of rows) {
    const list = byDay.get(row.day) ?? [];
    byDay.set(row.day, list);
    list.push(row);
  }
  return byDay;
}

/** Days of the denominators behind the values of each period: a change of them is marked in a series. */
export async function baseDays(
  db: Db,
  keys: FactKeys,
  knownBefore: string | null,
): Promise<readonly { period_end: string; base_on: string }[]> {
  const counting =
    knownBefore === null
      ? sql`select o.period_end, o.base_on from observations.effective o
            where o.indicator_key = ${keys.indicatorKey} and o.part_key = ${keys.partKey}
              and ${ofWhole('o.body_code')}`
      : sql`select n.period_end, n.base_on from (
              select distinct on (o.body_code, o.period_end, o.series_key) o.period_end, o.base_on, o.void
              from observations.observation o
              join observations.batch b on b.batch_no = o.batch_no
              where o.indicator_key = ${keys.indicatorKey} and o.part_key = ${keys.partKey}
                and ${ofWhole('o.body_code')} and b.recorded_at < ${knownBefore}::timestamptz
              order by o.body_code, o.period_end, o.series_key, o.revision desc
            ) n where not n.void`;
  const { rows } = await sql<{ period_end: string; base_on: string }>`
    select distinct on (period_end) period_end, base_on from (
      select period_end, base_on, count(*) as bodies from (${counting}) c where base_on is not null group by 1, 2
    ) days order by period_end, bodies desc, base_on desc`.execute(db);
  return rows;
}
