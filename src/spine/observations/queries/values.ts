import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, isSample, SAMPLE_FROM } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { type BodyFact, lookingBack, spans } from './effective.ts';
import { type MovingWholes, ofRegister, sameRow } from './register.ts';

/** One of many facts: an indicator, a part and a day by their keys. */
export interface AskedFact {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
  /** Each body's newest value from this day on to `on`, where values carry forward. */
  readonly from?: string;
  /** Where entries of registers stand in for bodies without a row; only of indicators with `standing`. */
  readonly moving?: MovingWholes;
}

type Numbered = AskedFact & { readonly asked: number };

/** What is read of a row: sorting the whole width of it took most of the time. */
const READ = sql.raw(
  ['body_code', 'indicator_key', 'part_key', 'period_end', 'series_key', 'revision', 'state', 'reason']
    .concat(['value', 'base', 'base_on', 'note'])
    .map((column) => `o.${column}`)
    .join(', '),
);

/**
 * The rows that count for many facts, now or before an instant, at most one a body and fact: columns of `observation`
 * with `asked`, the index into the facts, and `asked_on`, their day. What `effectiveRows` gives for one fact.
 */
export function rowsOfFacts(facts: readonly AskedFact[], knownBefore: string | null): RawBuilder<unknown> {
  const all = facts.map((fact, asked) => ({ ...fact, asked }));
  const entered = all.filter(({ moving }) => moving?.nation === true || moving?.sample === true);
  const others = all.filter((fact) => !entered.includes(fact));
  const plain = others.filter((fact) => fact.from === undefined);
  const carried = others.filter((fact) => fact.from !== undefined);
  const pieces = [
    ...(plain.length > 0 || all.length === 0 ? [rowsOfDays(plain, knownBefore, false)] : []),
    ...(carried.length > 0 ? [rowsOfDays(carried, knownBefore, true)] : []),
    ...(entered.length > 0 ? [rowsWithEntries(entered, knownBefore)] : []),
  ];
  return sql.join(
    pieces.map((piece) => sql`select * from (${piece}) piece`),
    sql` union all `,
  );
}

/** A body's own row first, the entry of its register where it has none. */
function rowsWithEntries(facts: readonly Numbered[], knownBefore: string | null): RawBuilder<unknown> {
  return sql`
    select distinct on (o.asked, o.body_code) o.asked, o.asked_on, ${READ} from (
      select 0 as late, d.* from (${rowsOfDays(facts, knownBefore, true)}) d
      union all
      select 1 as late, r.* from (${entriesOfFacts(facts, knownBefore)}) r
    ) o order by o.asked, o.body_code, o.late`;
}

function rowsOfDays(
  facts: readonly Numbered[],
  knownBefore: string | null,
  carried: boolean,
): RawBuilder<unknown> {
  const asked = tableOf(facts);
  const same = sql`o.indicator_key = f.indicator_key and o.part_key = f.part_key and ${
    carried ? sql`o.period_end between f.since and f.on_day` : sql`o.period_end = f.on_day`
  }`;
  if (knownBefore === null) {
    const rows = sql`f.asked, f.on_day as asked_on, ${READ} from ${asked} join observations.effective o on ${same}`;
    return carried
      ? sql`select distinct on (f.asked, o.body_code) ${rows} order by f.asked, o.body_code, o.period_end desc`
      : sql`select ${rows}`;
  }
  // Without nested loops the join alone would read the whole store: the index finds what is asked for by these lists.
  const days = carried ? sql`` : sql`and o.period_end = any(${unique(facts.map(({ on }) => on))}::date[])`;
  return sql`
    select distinct on (o.asked, o.body_code) o.asked, o.asked_on, ${READ} from (
      select distinct on (f.asked, o.body_code, o.period_end, o.series_key) f.asked, f.on_day as asked_on, o.void, ${READ}
      from ${asked}
      join observations.observation o on ${same}
      join observations.batch b on b.batch_no = o.batch_no
      where o.indicator_key = any(${unique(facts.map(({ indicatorKey }) => indicatorKey))}::smallint[]) ${days}
        and b.recorded_at < ${knownBefore}::timestamptz and not ${ofRegister('o')}
      order by f.asked, o.body_code, o.period_end, o.series_key, o.revision desc
    ) o
    left join indicators.precedence p on p.indicator_key = o.indicator_key and p.series_key = o.series_key
    where not o.void
    order by o.asked, o.body_code, o.period_end desc, coalesce(p.rank, 1000), o.series_key`;
}

/** The entry that stands for each body on the day of each fact, now or as known before an instant. */
function entriesOfFacts(facts: readonly Numbered[], knownBefore: string | null): RawBuilder<unknown> {
  const known =
    knownBefore === null
      ? sql``
      : sql`and exists (select from observations.batch b
          where b.batch_no = o.batch_no and b.recorded_at < ${knownBefore}::timestamptz)`;
  return sql`
    select distinct on (o.asked, o.body_code) o.asked, o.asked_on, ${READ} from (
      select distinct on (f.asked, o.body_code, o.period_end) f.asked, f.on_day as asked_on, o.void, ${READ}
      from ${tableOf(facts)}
      join indicators.standing t on t.indicator_key = f.indicator_key
      join observations.shadowed h on h.series_key = t.series_key and h.indicator_key = t.indicator_key
        and h.part_key = f.part_key and h.period_end <= f.on_day
      join observations.observation o on ${sameRow('o', 'h')}
      where case when o.body_code < ${SAMPLE_FROM} then f.nation else f.sample end ${known}
      order by f.asked, o.body_code, o.period_end, o.revision desc
    ) o
    where not o.void
    order by o.asked, o.body_code, o.period_end desc`;
}

function tableOf(facts: readonly Numbered[]): RawBuilder<unknown> {
  return sql`
    unnest(${facts.map(({ asked }) => asked)}::int[], ${facts.map(({ indicatorKey }) => indicatorKey)}::smallint[],
      ${facts.map(({ partKey }) => partKey)}::int[], ${facts.map(({ on }) => on)}::date[],
      ${facts.map(({ on, from }) => from ?? on)}::date[], ${facts.map(({ moving }) => moving?.nation === true)}::boolean[],
      ${facts.map(({ moving }) => moving?.sample === true)}::boolean[])
      as f(asked, indicator_key, part_key, on_day, since, nation, sample)`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

export interface ValueRow {
  /** Index into what was asked. */
  readonly asked: number;
  readonly body_code: string;
  readonly prefecture_code: string;
  readonly stratum: string;
  readonly value: bigint;
  readonly base: bigint | null;
}

/** One of many facts whose values are wanted. */
export interface ValuedFact extends AskedFact {
  /** Of the bodies that are wanted; null: all municipalities. */
  readonly strata: readonly string[] | null;
  /** The nation or 見本県; null: both, apart by their prefectures. */
  readonly whole: BodyCode | null;
}

/** Values of bodies for many facts in one question, in code order; bodies without a value are left out. */
export async function valuesOf(
  db: Db,
  facts: readonly ValuedFact[],
  knownBefore: string | null,
  prefecture: BodyCode | null = null,
): Promise<readonly ValueRow[]> {
  if (facts.length === 0) return [];
  const question = sql<ValueRow>`${valuedRows(facts, knownBefore, prefecture)} order by o.body_code`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}

function valuedRows(
  facts: readonly ValuedFact[],
  knownBefore: string | null,
  prefecture: BodyCode | null,
): RawBuilder<unknown> {
  const strata = facts.map((fact) => fact.strata?.join(' ') ?? null);
  const sample = facts.map(({ whole }) => (whole === null ? null : isSample(whole)));
  // Codes begin with their prefecture's two digits: said of the rows too, those of the rest of the country stay unread.
  const [first, last] = ['0000', '9999'].map((rest) => `${prefecture?.slice(0, 2)}${rest}`);
  const within =
    prefecture === null
      ? sql``
      : sql`and m.prefecture_code = ${prefecture} and o.body_code between ${first} and ${last}`;
  return sql`
    select o.asked, o.body_code, m.prefecture_code, m.stratum, o.value, o.base
    from (${rowsOfFacts(facts, knownBefore)}) o
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.asked_on and o.asked_on < m.valid_to
    where o.value is not null and coalesce((${sample}::boolean[])[o.asked + 1] <> ${ofWhole('m.prefecture_code')}, true)
      and ((${strata}::text[])[o.asked + 1] is null and m.stratum <> 'prefecture'
        or m.stratum = any(string_to_array((${strata}::text[])[o.asked + 1], ' '))) ${within}`;
}

/** How many bodies went from one value to another. */
export interface MoveRow {
  /** Index into the pairs asked for. */
  readonly pair: number;
  readonly value: bigint;
  readonly base: bigint | null;
  readonly older_value: bigint;
  readonly older_base: bigint | null;
  readonly bodies: number;
}

/**
 * What pairs of facts say of the bodies that have a value of both, counted: a nation's bodies go over few ways, and one
 * row for each of them was most of what a page cost. One grouping, no join of the two: the planner takes them for few.
 * @param facts the newer and the older of each pair in turn
 */
export async function movesOf(
  db: Db,
  facts: readonly ValuedFact[],
  knownBefore: string | null,
  prefecture: BodyCode | null,
): Promise<readonly MoveRow[]> {
  if (facts.length === 0) return [];
  const of = (column: string, older: 0 | 1) =>
    sql.raw(`max(v.${column}) filter (where v.asked % 2 = ${older})`);
  const question = sql<MoveRow>`
    select pair, value, base, older_value, older_base, count(*)::integer as bodies from (
      select v.asked / 2 as pair, ${of('value', 0)} as value, ${of('base', 0)} as base,
        ${of('value', 1)} as older_value, ${of('base', 1)} as older_base
      from (${valuedRows(facts, knownBefore, prefecture)}) v
      group by v.asked / 2, v.body_code having count(*) = 2
    ) moved group by 1, 2, 3, 4, 5`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}

/** Every body of a prefecture on the day of each fact, in code order, with its fact or without one: `bodyFacts` of many. */
export async function factsOfPrefecture(
  db: Db,
  facts: readonly AskedFact[],
  knownBefore: string | null,
  prefecture: BodyCode,
): Promise<readonly (BodyFact & { readonly asked: number })[]> {
  if (facts.length === 0) return [];
  const question = sql<BodyFact & { asked: number }>`
    select f.ordinal::integer - 1 as asked, m.body_code, m.prefecture_code, m.stratum, o.period_end, o.value, o.base,
      o.base_on, o.reason, o.state, o.note, s.series, o.revision
    from unnest(${facts.map(({ on }) => on)}::date[]) with ordinality as f(on_day, ordinal)
    join ${spans(knownBefore)} m
      on m.prefecture_code = ${prefecture} and m.valid_from <= f.on_day and f.on_day < m.valid_to
    left join (${rowsOfFacts(facts, knownBefore)}) o on o.asked = f.ordinal - 1 and o.body_code = m.body_code
    left join indicators.series s on s.series_key = o.series_key
    order by m.body_code`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}
