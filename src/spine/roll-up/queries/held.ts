import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { MOVING } from './periods.ts';
import { registersHeld } from './registers.ts';

/**
 * Days on which bodies of an area have a value or a reason, for every indicator and part: newest first, and days of
 * which nothing is 確定 yet after all others.
 */
export interface HeldFact {
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
}

/** In one question for all indicators; only as the store stands now. `looking`: the day of which registers speak. */
export async function heldAt(
  db: Db,
  area: string,
  level: 'municipality' | 'prefecture',
  looking: string,
): Promise<readonly HeldFact[]> {
  const own = level === 'prefecture' ? sql`c.stratum = 'prefecture'` : sql`c.stratum <> 'prefecture'`;
  const rows = await sql<HeldFact>`
    select d.id || '@' || d.version as indicator, p.part_id as part, c.period_end as "on"
    from indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key
    join rollup.cell c on c.indicator_key = d.indicator_key and c.part_key = p.part_key
    where c.area_code = ${area} and ${own} and p.part_id in ('', 'total')
    group by 1, 2, 3 order by ${MOVING}, c.period_end desc`.execute(db);
  const registers = (await registersHeld(db, looking, null, area)).filter((one) =>
    level === 'prefecture' ? one.prefectural : one.municipal,
  );
  if (registers.length === 0) return rows.rows;
  const named = await sql<HeldFact>`
    select d.id || '@' || d.version as indicator, p.part_id as part, ${looking}::date as "on"
    from unnest(${registers.map((one) => one.indicator_key)}::smallint[],
      ${registers.map((one) => one.part_key)}::integer[]) as r(indicator_key, part_key)
    join indicators.definition d on d.indicator_key = r.indicator_key
    join indicators.part p on p.part_key = r.part_key and p.part_id in ('', 'total')`.execute(db);
  const same = (a: HeldFact, b: HeldFact) =>
    a.indicator === b.indicator && a.part === b.part && a.on === b.on;
  // After all others, as what is 速報.
  return [...rows.rows, ...named.rows.filter((one) => !rows.rows.some((other) => same(one, other)))];
}
