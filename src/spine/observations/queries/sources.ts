import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';

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
