import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import type { ExpectedBodies } from '../rules.ts';
import type { CellRow } from './cells.ts';
import type { FactKeys } from './periods.ts';

export interface NamedFact {
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
}

/** Keys of many facts, in the order asked; throws when one is not registered. */
export async function factKeysOf(db: Db, asked: readonly NamedFact[]): Promise<readonly FactKeys[]> {
  const rows = await sql<{ indicator: string; part: string; indicator_key: number; part_key: number }>`
    select d.id || '@' || d.version as indicator, p.part_id as part, d.indicator_key, p.part_key
    from indicators.definition d join indicators.part p on p.indicator_key = d.indicator_key
    where d.id || '@' || d.version = any(${[...new Set(asked.map((fact) => fact.indicator))]}::text[])`.execute(
    db,
  );
  const found = new Map(rows.rows.map((row) => [`${row.indicator} ${row.part}`, row]));
  return asked.map(({ indicator, part }) => {
    const row = found.get(`${indicator} ${part}`);
    if (row === undefined) throw new Error(`the indicator ${indicator} has no part "${part}"`);
    return { indicatorKey: row.indicator_key, partKey: row.part_key };
  });
}

/** Stored cells of many facts at a few areas. `asked` is the index into `facts`. */
export async function cellsAt(
  db: Db,
  facts: readonly (FactKeys & { readonly on: string })[],
  areas: readonly string[],
): Promise<readonly (CellRow & { readonly asked: number })[]> {
  const rows = await sql<CellRow & { asked: number }>`
    select f.ordinal::integer - 1 as asked, c.*
    from unnest(${facts.map((fact) => fact.indicatorKey)}::smallint[], ${facts.map((fact) => fact.partKey)}::integer[],
        ${facts.map((fact) => fact.on)}::date[])
      with ordinality as f(indicator_key, part_key, period_end, ordinal)
    join rollup.cell c on c.indicator_key = f.indicator_key and c.part_key = f.part_key
      and c.period_end = f.period_end and c.area_code = any(${[...areas]}::text[])`.execute(db);
  return rows.rows;
}

/** Number of bodies by prefecture and stratum on several days. */
export async function expectedOn(
  db: Db,
  days: readonly string[],
): Promise<ReadonlyMap<string, readonly ExpectedBodies[]>> {
  const rows = await sql<ExpectedBodies & { day: string }>`
    select f.day, m.prefecture_code, m.stratum, count(*) as bodies
    from unnest(${[...days]}::date[]) as f(day)
    join bodies.stratum_span m on m.valid_from <= f.day and f.day < m.valid_to
    group by 1, 2, 3`.execute(db);
  const byDay = new Map<string, ExpectedBodies[]>();
  for (const row of rows.rows) {
    const list = byDay.get(row.day) ?? [];
    list.push(row);
    byDay.set(row.day, list);
  }
  return byDay;
}
