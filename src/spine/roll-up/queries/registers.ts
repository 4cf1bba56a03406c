import { sql } from 'kysely';
import { type BodyCode, NATION, SAMPLE_FROM } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { lookingBack, spans } from '../../observations/queries/effective.ts';
import { type MovingWholes, sameRow } from '../../observations/queries/register.ts';
import { type AskedFact, rowsOfFacts } from '../../observations/queries/values.ts';

/** In which wholes nothing of a day is 確定, for many facts in the order asked: there entries of registers count. */
export async function movingWholes(
  db: Db,
  facts: readonly AskedFact[],
  knownBefore: string | null,
): Promise<readonly MovingWholes[]> {
  if (facts.length === 0) return [];
  const final =
    knownBefore === null
      ? sql`select f.ordinal::integer - 1 as asked, c.area_code as code
          from unnest(${facts.map((fact) => fact.indicatorKey)}::smallint[],
              ${facts.map((fact) => fact.partKey)}::integer[], ${facts.map((fact) => fact.on)}::date[])
            with ordinality as f(indicator_key, part_key, period_end, ordinal)
          join rollup.cell c on c.indicator_key = f.indicator_key and c.part_key = f.part_key
            and c.period_end = f.period_end
          where c.reported + c.not_asked + c.not_answered + c.not_applicable + c.blank + c.withdrawn
            > c.provisional + c.unpublished and (c.area_code = ${NATION} or c.area_code >= ${SAMPLE_FROM})`
      : sql`select o.asked, o.body_code as code from (${rowsOfFacts(facts, knownBefore)}) o where o.state = 2`;
  const question = sql<{ asked: number; nation: boolean; sample: boolean }>`
    select asked, bool_or(code < ${SAMPLE_FROM}) as nation, bool_or(code >= ${SAMPLE_FROM}) as sample
    from (${final}) f group by asked`;
  const { rows } = await lookingBack(db, knownBefore, (tx) => question.execute(tx));
  const found = new Map(rows.map((row) => [row.asked, row]));
  return facts.map((_, index) => ({
    nation: found.get(index)?.nation !== true,
    sample: found.get(index)?.sample !== true,
  }));
}

/** Of which indicators and parts bodies have entries of a register that stand by a day, and of which level. */
export interface RegisterHeld {
  /** `cio@1` */
  readonly indicator: string;
  /** '' where the indicator has no parts. */
  readonly part: string;
  readonly indicator_key: number;
  readonly part_key: number;
  readonly municipal: boolean;
  readonly prefectural: boolean;
}

/**
 * @param area 000000 for the nation without 見本県, else a prefecture; of all indicators where none is named
 */
export async function registersHeld(
  db: Db,
  on: string,
  knownBefore: string | null,
  area: BodyCode = NATION,
  indicatorKeys: readonly number[] | null = null,
): Promise<readonly RegisterHeld[]> {
  const keys = indicatorKeys === null ? null : [...indicatorKeys];
  const known =
    knownBefore === null
      ? sql``
      : sql`and exists (select from observations.batch b
          where b.batch_no = o.batch_no and b.recorded_at < ${knownBefore}::timestamptz)`;
  const question = sql<RegisterHeld>`
    select d.id || '@' || d.version as indicator, p.part_id as part, o.indicator_key, o.part_key,
      bool_or(m.stratum <> 'prefecture') as municipal, bool_or(m.stratum = 'prefecture') as prefectural
    from indicators.standing s
    join observations.shadowed h on h.series_key = s.series_key and h.indicator_key = s.indicator_key
      and h.period_end <= ${on}
    join observations.observation o on ${sameRow('o', 'h')}
    join ${spans(knownBefore)} m on m.body_code = o.body_code and m.valid_from <= ${on} and ${on} < m.valid_to
    join indicators.definition d on d.indicator_key = o.indicator_key
    join indicators.part p on p.part_key = o.part_key
    where (${keys}::int[] is null or s.indicator_key = any(${keys}::int[])) and not o.void ${known}
      and ${area === NATION ? ofWhole('m.prefecture_code') : sql`m.prefecture_code = ${area}`}
    group by 1, 2, 3, 4`;
  return (await lookingBack(db, knownBefore, (tx) => question.execute(tx))).rows;
}
