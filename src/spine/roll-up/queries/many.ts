import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { type AskedFact, rowsOfFacts } from '../../observations/queries/values.ts';
import type { ExpectedBodies } from '../rules.ts';
import { type CellRow, COLUMNS, counted, IN_NATION, STORED, SUMMED, UNIT_BASE } from './cells.ts';
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

/**
 * Cells of many facts at a few areas: as stored, or counted from the rows that were known before an instant. `asked`
 * is the index into `facts`.
 */
export async function cellsAt(
  db: Db,
  facts: readonly AskedFact[],
  areas: readonly string[],
  knownBefore: string | null = null,
): Promise<readonly (CellRow & { readonly asked: number })[]> {
  if (knownBefore !== null) {
    const question = sql<CellRow & { asked: number }>`
      with o as materialized (${rowsOfFacts(facts, knownBefore)}), prefecture as (
        select o.asked, o.indicator_key, o.part_key, o.period_end, m.prefecture_code as area_code, m.stratum,
          ${UNIT_BASE} as unit_base, ${counted(false)}
        from o
        join rollup.rule r on r.indicator_key = o.indicator_key
        join ${spans(knownBefore)} m
          on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
        group by 1, 2, 3, 4, 5, 6, 7
      ), every as (
        select * from prefecture
        union all
        select asked, indicator_key, part_key, period_end, '000000', stratum, unit_base, ${SUMMED}
        from prefecture where ${IN_NATION} group by 1, 2, 3, 4, 6, 7
      )
      select asked, ${COLUMNS} from every where area_code = any(${[...areas]}::text[])`;
    return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
  }
  const rows = await sql<CellRow & { asked: number }>`
    select f.ordinal::integer - 1 as asked, ${STORED}
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
  knownBefore: string | null = null,
): Promise<ReadonlyMap<string, readonly ExpectedBodies[]>> {
  const rows = await sql<ExpectedBodies & { day: string }>`
    select f.day, m.prefecture_code, m.stratum, count(*) as bodies
    from unnest(${[...days]}::date[]) as f(day)
    join ${spans(knownBefore)} m on m.valid_from <= f.day and f.day < m.valid_to
    group by 1, 2, 3`.execute(db);
  const byDay = new Map<string, ExpectedBodies[]>();
  for (const row of rows.rows) {
    const list = byDay.get(row.day) ?? [];
    list.push(row);
    byDay.set(row.day, list);
  }
  return byDay;
}
