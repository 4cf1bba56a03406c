import { sql } from 'kysely';
import { NATION } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { ofRegister } from '../../observations/queries/register.ts';
import { type AskedFact, rowsOfFacts } from '../../observations/queries/values.ts';
import type { FactKeys } from './periods.ts';
import { registersHeld } from './registers.ts';

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
  const question = sql<HeldPeriod>`
    select indicator_key, part_key, period_end, bool_or(stratum <> 'prefecture') as municipal,
      bool_or(stratum = 'prefecture') as prefectural, bool_and(moving) as moving
    from (${held}) held group by 1, 2, 3 order by indicator_key, part_key, period_end desc`;
  const { rows: periods } = await lookingBack(db, knownBefore, (tx) => question.execute(tx));
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

/** How many bodies have one and the same value: what medians and distributions of many facts are made of. */
export interface ValueGroup {
  /** Index into what was asked. */
  readonly asked: number;
  readonly stratum: string;
  readonly value: bigint;
  readonly base: bigint | null;
  readonly bodies: bigint;
}

export async function valueGroups(
  db: Db,
  facts: readonly AskedFact[],
  knownBefore: string | null,
): Promise<readonly ValueGroup[]> {
  if (facts.length === 0) return [];
  const question = sql<ValueGroup>`
    select o.asked, m.stratum, o.value, o.base, count(*) as bodies
    from (${rowsOfFacts(facts, knownBefore)}) o
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.asked_on and o.asked_on < m.valid_to
    where o.value is not null and ${ofWhole('m.prefecture_code')}
    group by 1, 2, 3, 4`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
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
