import { sql } from 'kysely';
import { type BodyCode, NATION, wholeOf } from '../../../core/body-code.ts';
import type { Level } from '../../../core/indicator.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { ofRegister } from '../../observations/queries/register.ts';

export interface FactKeys {
  readonly indicatorKey: number;
  readonly partKey: number;
}

/** Whether the cells of a day hold nothing that is 確定: reasons have states, too. */
export const MOVING = sql.raw(`coalesce(sum(c.provisional + c.unpublished), 0) > 0
  and sum(c.provisional + c.unpublished) = sum(c.reported + c.not_asked + c.not_answered + c.not_applicable + c.blank + c.withdrawn)`);

/** Throws when the definition or the part is not registered: callers take both from the register. */
export async function factKeys(db: Db, indicator: string, part: string): Promise<FactKeys> {
  const rows = await sql<{ indicator_key: number; part_key: number }>`
    select d.indicator_key, p.part_key from indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ${part}
    where d.id || '@' || d.version = ${indicator}`.execute(db);
  const row = rows.rows[0];
  if (row === undefined) throw new Error(`the indicator ${indicator} has no part "${part}"`);
  return { indicatorKey: row.indicator_key, partKey: row.part_key };
}

/** The newest period of an indicator's newest version not after a day, over the whole of its bodies (no part). */
export async function newestPeriod(
  db: Db,
  indicatorId: string,
  on: string,
  knownBefore: string | null,
  whole: BodyCode = NATION,
): Promise<(FactKeys & { readonly on: string; readonly scale: number }) | null> {
  const stored =
    knownBefore === null
      ? sql`select max(c.period_end) from rollup.cell c
            where c.indicator_key = d.indicator_key and c.part_key = p.part_key and c.area_code = ${whole}
              and c.period_end <= ${on}`
      : sql`select max(o.period_end) from observations.observation o
            join observations.batch b on b.batch_no = o.batch_no
            where o.indicator_key = d.indicator_key and o.part_key = p.part_key and o.period_end <= ${on}
              and ${ofWhole('o.body_code', whole)} and b.recorded_at < ${knownBefore}::timestamptz`;
  const rows = await sql<{ indicator_key: number; part_key: number; scale: number; on: string | null }>`
    select d.indicator_key, p.part_key, (d.document ->> 'scale')::integer as scale, (${stored}) as "on"
    from indicators.definition d
    join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = ''
    where d.id = ${indicatorId} order by d.version desc limit 1`.execute(db);
  const row = rows.rows[0];
  if (row === undefined || row.on === null) return null;
  return { indicatorKey: row.indicator_key, partKey: row.part_key, on: row.on, scale: row.scale };
}

/** A day for which bodies have records. `moving`: nothing of it is 確定 yet, a 調査回 still goes on. */
export interface PeriodHeld {
  readonly on: string;
  readonly moving: boolean;
}

/** Days for which bodies of a level have records in the whole that an area belongs to, newest first. */
export async function periodsOf(
  db: Db,
  keys: FactKeys,
  level: Level,
  knownBefore: string | null,
  area: BodyCode = NATION,
): Promise<readonly PeriodHeld[]> {
  const whole = wholeOf(area);
  const own =
    level === 'prefecture' ? sql`= 'prefecture'` : level === 'all' ? sql`is not null` : sql`<> 'prefecture'`;
  if (knownBefore === null) {
    const rows = await sql<PeriodHeld>`
      select period_end as "on", ${MOVING} as moving from rollup.cell c
      where indicator_key = ${keys.indicatorKey} and part_key = ${keys.partKey} and stratum ${own}
        and area_code = ${whole}
      group by period_end order by period_end desc`.execute(db);
    return rows.rows;
  }
  const question = sql<PeriodHeld>`
    select o.period_end as "on", false as moving from observations.observation o
    join observations.batch b on b.batch_no = o.batch_no
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    where o.indicator_key = ${keys.indicatorKey} and o.part_key = ${keys.partKey} and not o.void
      and not ${ofRegister('o')}
      and ${ofWhole('o.body_code', whole)}
      and b.recorded_at < ${knownBefore}::timestamptz and m.stratum ${own}
      and not exists (
        select from observations.observation l join observations.batch k on k.batch_no = l.batch_no
        where l.body_code = o.body_code and l.indicator_key = o.indicator_key and l.part_key = o.part_key
          and l.period_end = o.period_end and l.series_key = o.series_key and l.revision > o.revision and l.void
          and k.recorded_at < ${knownBefore}::timestamptz)
    group by o.period_end order by o.period_end desc`;
  const rows = await lookingBack(db, knownBefore, (tx) => question.execute(tx));
  return rows.rows;
}
