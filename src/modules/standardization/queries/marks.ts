import { sql } from 'kysely';
import { BUSINESSES } from '../rules/businesses.ts';

const NUMBERS = sql.join(BUSINESSES.map((one, index) => sql`(${one.id}, ${index + 1}::smallint)`));

/**
 * Marks of the published list of 特定移行支援システム by body and business, each body as of the newest list that names it:
 * imported, so read where imports put it.
 */
export const MARKS = sql`
  select distinct n.body_code, n.business_no from (
    select o.body_code, b.business_no, o.value, o.period_end,
      max(o.period_end) over (partition by o.body_code) as newest
    from indicators.definition d
    -- Apart, so that these few are found by their indicator: joined, all observations of all indicators are read.
    cross join lateral (select e.* from observations.effective e where e.indicator_key = d.indicator_key offset 0) o
    join indicators.part p on p.part_key = o.part_key
    join (values ${NUMBERS}) as b(id, business_no) on b.id = p.part_id
    where d.id = 'late-migration'
  ) n
  where n.value = 1 and n.period_end = n.newest`;
