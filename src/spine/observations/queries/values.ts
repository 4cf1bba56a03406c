import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';

/** Many facts at once: what a sheet of one body compares itself with. Only as the store stands now. */
export interface ValuesQuery {
  readonly indicatorKey: number;
  readonly partKey: number;
  readonly on: string;
  /** Strata of the bodies that are wanted; null: all municipalities. */
  readonly strata: readonly string[] | null;
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

/** Values of the nation's municipalities for many facts in one question; bodies without a value are left out. */
export async function valuesOf(db: Db, asked: readonly ValuesQuery[]): Promise<readonly ValueRow[]> {
  if (asked.length === 0) return [];
  const rows = await sql<ValueRow>`
    select f.ordinal::integer - 1 as asked, o.body_code, m.prefecture_code, m.stratum, o.value, o.base
    from unnest(${asked.map((fact) => fact.indicatorKey)}::smallint[], ${asked.map((fact) => fact.partKey)}::integer[],
        ${asked.map((fact) => fact.on)}::date[], ${asked.map((fact) => fact.strata?.join(' ') ?? null)}::text[])
      with ordinality as f(indicator_key, part_key, period_end, strata, ordinal)
    join observations.effective o on o.indicator_key = f.indicator_key and o.part_key = f.part_key
      and o.period_end = f.period_end and o.value is not null
    join bodies.stratum_span m
      on m.body_code = o.body_code and m.valid_from <= f.period_end and f.period_end < m.valid_to
    where m.stratum <> 'prefecture' and m.prefecture_code < '990000'
      and (f.strata is null or m.stratum = any(string_to_array(f.strata, ' ')))
    order by o.body_code`.execute(db);
  return rows.rows;
}
