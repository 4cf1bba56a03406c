import { sql } from 'kysely';
import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { type SourceRow, sourcesOf } from './effective.ts';
import { sameRow } from './register.ts';

/** Two sources that say different things of one body: both stand, `first` is the one believed. */
export interface DisagreementRow {
  readonly body_code: string;
  readonly first_series: string;
  readonly first_value: bigint;
  readonly first_base: bigint | null;
  readonly second_series: string;
  readonly second_value: bigint;
  readonly second_base: bigint | null;
  /** Of all bodies for which the sources differ, also those not listed. */
  readonly total: bigint;
}

/** Bodies of the nation of which two sources gave different values for a fact, in code order; at most `limit` are listed. */
export async function disagreements(
  db: Db,
  fact: { readonly indicatorKey: number; readonly partKey: number; readonly on: string },
  knownBefore: string | null,
  limit: number,
): Promise<readonly DisagreementRow[]> {
  const until = knownBefore === null ? sql`true` : sql`b.recorded_at < ${knownBefore}::timestamptz`;
  const { rows } = await sql<DisagreementRow>`
    with newest as (
      select distinct on (o.body_code, o.series_key) o.body_code, o.series_key, o.value, o.base, o.void,
        coalesce(p.rank, 1000) as rank
      from observations.observation o
      join observations.batch b on b.batch_no = o.batch_no
      left join indicators.precedence p on p.indicator_key = o.indicator_key and p.series_key = o.series_key
      where o.indicator_key = ${fact.indicatorKey} and o.part_key = ${fact.partKey} and o.period_end = ${fact.on}
        and ${ofWhole('o.body_code')} and ${until}
      order by o.body_code, o.series_key, o.revision desc
    )
    select a.body_code, x.title as first_series, a.value as first_value, a.base as first_base,
      y.title as second_series, c.value as second_value, c.base as second_base, count(*) over () as total
    from newest a
    join newest c on c.body_code = a.body_code and (c.rank, c.series_key) > (a.rank, a.series_key)
    join indicators.series x on x.series_key = a.series_key
    join indicators.series y on y.series_key = c.series_key
    where not a.void and not c.void and a.value is not null and c.value is not null
      and (a.value <> c.value or a.base is distinct from c.base)
    order by a.body_code, y.series_key limit ${limit}`.execute(db);
  return rows;
}

/** Titles of the sources whose values are held for a fact, the one believed first, with how many bodies each has. */
export async function heldSources(
  db: Db,
  fact: { readonly indicatorKey: number; readonly partKey: number; readonly on: string },
  knownBefore: string | null,
): Promise<readonly { readonly title: string; readonly bodies: bigint }[]> {
  const until = knownBefore === null ? sql`true` : sql`b.recorded_at < ${knownBefore}::timestamptz`;
  const { rows } = await sql<{ title: string; bodies: bigint }>`
    select s.title, count(distinct o.body_code) as bodies
    from observations.observation o
    join observations.batch b on b.batch_no = o.batch_no
    join indicators.series s on s.series_key = o.series_key
    left join indicators.precedence p on p.indicator_key = o.indicator_key and p.series_key = o.series_key
    where o.indicator_key = ${fact.indicatorKey} and o.part_key = ${fact.partKey} and o.period_end = ${fact.on}
      and o.value is not null and ${ofWhole('o.body_code')} and ${until}
    group by s.series_key, s.title order by min(coalesce(p.rank, 1000)), s.series_key`.execute(db);
  return rows;
}

/** Sources of the registers whose entries stand by these days in a whole: what a page of a 速報 prints at its foot. */
async function registerSources(
  db: Db,
  facts: readonly { readonly indicator: string; readonly on: string }[],
  whole: BodyCode = NATION,
): Promise<readonly SourceRow[]> {
  if (facts.length === 0) return [];
  const { rows } = await sql<SourceRow>`
    select s.series, s.title, s.publisher, s.licence, s.attribution
    from indicators.series s
    where s.series_key in (
      select t.series_key
      from unnest(${facts.map((fact) => fact.indicator)}::text[], ${facts.map((fact) => fact.on)}::date[])
        as f(indicator, day)
      join indicators.definition d on d.id || '@' || d.version = f.indicator
      join indicators.standing t on t.indicator_key = d.indicator_key
      join observations.shadowed h on h.series_key = t.series_key and h.indicator_key = t.indicator_key
        and h.period_end <= f.day
      join observations.observation o on ${sameRow('o', 'h')}
      where not o.void and ${ofWhole('o.body_code', whole)})
    order by s.series_key`.execute(db);
  return rows;
}

/** Sources of computed figures, each once. `moving`: 速報, nothing of the day is 確定, so that registers speak, too. */
export async function sourcesOfFigures(
  db: Db,
  facts: readonly { readonly indicator: string; readonly on: string; readonly moving: boolean }[],
  whole: BodyCode = NATION,
): Promise<readonly SourceRow[]> {
  if (facts.length === 0) return [];
  const files = await sourcesOf(db, facts, whole);
  const registers = await registerSources(
    db,
    facts.filter(({ moving }) => moving),
    whole,
  );
  const known = new Set(files.map(({ series }) => series));
  return [...files, ...registers.filter(({ series }) => !known.has(series))];
}
