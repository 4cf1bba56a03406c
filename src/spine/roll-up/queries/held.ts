import { type RawBuilder, sql } from 'kysely';
import { type BodyCode, NATION } from '../../../core/body-code.ts';
import type { Level } from '../../../core/indicator.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { ofRegister } from '../../observations/queries/register.ts';
import { MOVING } from './periods.ts';
import { registersHeld } from './registers.ts';

/** A day on which bodies of an area have a value or a reason of an indicator and part. */
export interface HeldFact {
  readonly indicator: string;
  readonly part: string;
  readonly on: string;
  /** Nothing of it is 確定 yet. */
  readonly moving: boolean;
}

/**
 * Days that are held of every indicator, as a whole or without parts, in two questions: newest first, and days of which
 * nothing is 確定 yet after all others. What registers say is one of the latter: of the day of looking.
 * @param area 000000 for the nation without 見本県, else a prefecture
 */
export async function heldAt(
  db: Db,
  area: BodyCode,
  level: Level,
  looking: string,
  knownBefore: string | null,
): Promise<readonly HeldFact[]> {
  const own =
    level === 'prefecture' ? sql`= 'prefecture'` : level === 'all' ? sql`is not null` : sql`<> 'prefecture'`;
  const held = knownBefore === null ? storedDays(area, own) : daysKnown(area, own, knownBefore);
  const question = sql<HeldFact>`
    select d.id || '@' || d.version as indicator, p.part_id as part, h.period_end as "on", h.moving
    from (${held}) h
    join indicators.definition d on d.indicator_key = h.indicator_key
    join indicators.part p on p.part_key = h.part_key and p.part_id in ('', 'total')`;
  const { rows } = await lookingBack(db, knownBefore, (tx) => question.execute(tx));
  const registers = (await registersHeld(db, looking, knownBefore, area)).filter(
    (one) =>
      ['', 'total'].includes(one.part) &&
      ((level !== 'prefecture' && one.municipal) || (level !== 'municipality' && one.prefectural)),
  );
  const known = new Set(rows.filter((one) => one.on === looking).map(nameOf));
  const entered = registers
    .filter((one) => !known.has(nameOf(one)))
    .map(({ indicator, part }) => ({ indicator, part, on: looking, moving: true }));
  return [...rows, ...entered].sort((a, b) =>
    a.moving === b.moving ? b.on.localeCompare(a.on) : a.moving ? 1 : -1,
  );
}

function nameOf(fact: Pick<HeldFact, 'indicator' | 'part'>): string {
  return `${fact.indicator} ${fact.part}`;
}

function storedDays(area: BodyCode, own: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select c.indicator_key, c.part_key, c.period_end, ${MOVING} as moving from rollup.cell c
    where c.area_code = ${area} and c.stratum ${own}
    group by 1, 2, 3`;
}

/** What a code of an area begins with: its rows lie side by side in the store. */
function ofArea(area: BodyCode): RawBuilder<boolean> {
  return area === NATION
    ? ofWhole('o.body_code')
    : sql`o.body_code between ${area.slice(0, 2)} and ${`${area.slice(0, 2)}~`}`;
}

function daysKnown(area: BodyCode, own: RawBuilder<unknown>, knownBefore: string): RawBuilder<unknown> {
  return sql`
    select o.indicator_key, o.part_key, o.period_end, false as moving
    from observations.observation o
    join observations.batch b on b.batch_no = o.batch_no
    join ${spans(knownBefore)} m
      on m.body_code = o.body_code and m.valid_from <= o.period_end and o.period_end < m.valid_to
    where not o.void and not ${ofRegister('o')} and ${ofArea(area)} and m.stratum ${own}
      and b.recorded_at < ${knownBefore}::timestamptz
      and not exists (
        select from observations.observation l join observations.batch k on k.batch_no = l.batch_no
        where l.body_code = o.body_code and l.indicator_key = o.indicator_key and l.part_key = o.part_key
          and l.period_end = o.period_end and l.series_key = o.series_key and l.revision > o.revision and l.void
          and k.recorded_at < ${knownBefore}::timestamptz)
    group by 1, 2, 3`;
}
