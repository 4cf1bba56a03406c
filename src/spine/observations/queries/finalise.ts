import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { sameRow } from './register.ts';
import { STATE_NUMBERS } from './stored-numbers.ts';

/** What one series says of a day about some bodies. */
export interface SeriesFacts {
  readonly series: string;
  /** `cio@1` */
  readonly indicators: readonly string[];
  readonly on: Day;
  readonly bodyCodes: readonly BodyCode[];
}

/**
 * 速報 becomes 確定 with the values that stand: a revision of each such row, its former one shadowed. Where another series
 * is believed the new revision is shadowed as well. Notes both signs for the roll-up. One statement for a whole nation:
 * handed in as new observations, each of 73,000 rows would be looked up four times. Returns how many there were.
 */
export async function finaliseRows(tx: Tx, facts: SeriesFacts, batchNo: number): Promise<number> {
  const { rows } = await sql<{ turned: number }>`
    with newest as (
      select distinct on (o.body_code, o.indicator_key, o.part_key) o.*
      from observations.observation o
      where o.indicator_key = any(array(select d.indicator_key from indicators.definition d
          where d.id || '@' || d.version = any(${[...facts.indicators]}::text[])))
        and o.period_end = ${facts.on}::date
        and o.series_key = (select s.series_key from indicators.series s where s.series = ${facts.series})
        and o.body_code = any(${[...facts.bodyCodes]}::text[])
      order by o.body_code, o.indicator_key, o.part_key, o.revision desc
    ), turned as materialized (
      select n.*, s.body_code is not null as hidden
      from newest n left join observations.shadowed s on ${sameRow('n', 's')}
      where n.state = ${STATE_NUMBERS.provisional} and not n.void
    ), written as (
      insert into observations.observation (body_code, indicator_key, part_key, period_end, series_key, revision, state,
        reason, value, base, base_on, batch_no, sheet_no, row_no, column_no, note)
      select body_code, indicator_key, part_key, period_end, series_key, revision + 1, ${STATE_NUMBERS.final}::smallint,
        reason, value, base, base_on, ${batchNo}::integer, sheet_no, row_no, column_no, note
      from turned
    ), shaded as (
      insert into observations.shadowed
      select body_code, indicator_key, part_key, period_end, series_key, revision + hidden::integer from turned
    ), noted as (
      insert into observation_delta
      select v.sign, t.body_code, t.indicator_key, t.part_key, t.period_end, t.series_key, t.revision + v.later, v.state,
        t.reason, t.value, t.base
      from turned t
      cross join (values (-1, 0, ${STATE_NUMBERS.provisional}::smallint), (1, 1, ${STATE_NUMBERS.final}::smallint))
        as v(sign, later, state)
      where not t.hidden
    )
    select count(*)::integer as turned from turned`.execute(tx);
  return rows[0]!.turned;
}
