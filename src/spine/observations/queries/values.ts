import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from './effective.ts';
import { ofRegister } from './register.ts';

/** One of many facts. */
export interface AskedFact {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
}

/**
 * The rows that count for many facts, now or before an instant: those of `observation`, with `asked`, the index into
 * the facts.
 */
export function rowsOfFacts(facts: readonly AskedFact[], knownBefore: string | null): RawBuilder<unknown> {
  const asked = sql`
    unnest(${facts.map((fact) => fact.indicatorKey)}::smallint[], ${facts.map((fact) => fact.partKey)}::integer[],
      ${facts.map((fact) => fact.on)}::date[])
    with ordinality as f(indicator_key, part_key, period_end, ordinal)`;
  const of = (alias: string) => sql`${sql.raw(alias)}.indicator_key = f.indicator_key
    and ${sql.raw(alias)}.part_key = f.part_key and ${sql.raw(alias)}.period_end = f.period_end`;
  if (knownBefore === null) {
    return sql`select f.ordinal::integer - 1 as asked, o.* from ${asked}
      join observations.effective o on ${of('o')}`;
  }
  return sql`
    select distinct on (n.asked, n.body_code) n.* from (
      select distinct on (f.ordinal, o.body_code, o.series_key) f.ordinal::integer - 1 as asked, o.*
      from ${asked}
      join observations.observation o on ${of('o')}
      join observations.batch b on b.batch_no = o.batch_no
      where b.recorded_at < ${knownBefore}::timestamptz and not ${ofRegister('o')}
      order by f.ordinal, o.body_code, o.series_key, o.revision desc
    ) n
    left join indicators.precedence p on p.indicator_key = n.indicator_key and p.series_key = n.series_key
    where not n.void
    order by n.asked, n.body_code, coalesce(p.rank, 1000), n.series_key`;
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

/**
 * Values of a whole's municipalities for many facts in one question; bodies without a value are left out.
 * @param strata of the bodies that are wanted, by fact; null: all municipalities
 */
export async function valuesOf(
  db: Db,
  facts: readonly (AskedFact & { readonly strata: readonly string[] | null })[],
  knownBefore: string | null = null,
  whole: BodyCode = NATION,
): Promise<readonly ValueRow[]> {
  if (facts.length === 0) return [];
  const strata = facts.map((fact) => fact.strata?.join(' ') ?? null);
  const question = sql<ValueRow>`
    select o.asked, o.body_code, m.prefecture_code, m.stratum, o.value, o.base
    from (${rowsOfFacts(facts, knownBefore)}) o
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    where o.value is not null and ${ofWhole('m.prefecture_code', whole)}
      and ((${strata}::text[])[o.asked + 1] is null and m.stratum <> 'prefecture'
        or m.stratum = any(string_to_array((${strata}::text[])[o.asked + 1], ' ')))
    order by o.body_code`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}
