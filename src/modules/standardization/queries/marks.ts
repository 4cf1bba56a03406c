import { sql } from 'kysely';
import { BUSINESSES } from '../rules/businesses.ts';

const NUMBERS = sql.join(BUSINESSES.map((one, index) => sql`(${one.id}, ${index + 1}::smallint)`));

/**
 * Marks of the published list of 特定移行支援システム by body and business, each body as of the newest list that names it:
 * imported, so read where imports put it. The days of lists are found one after the other in the index by period: asked
 * for all days of the indicator at once, the planner takes it for one with as many rows as any, and reads the whole store.
 */
export const MARKS = sql`
  with recursive list as (
    select d.indicator_key, (select min(o.period_end) from observations.observation o
      where o.indicator_key = d.indicator_key) as period_end
    from indicators.definition d where d.id = 'late-migration'
    union all
    select l.indicator_key, (select min(o.period_end) from observations.observation o
      where o.indicator_key = l.indicator_key and o.period_end > l.period_end)
    from list l where l.period_end is not null
  )
  select distinct n.body_code, n.business_no from (
    select o.body_code, b.business_no, o.value, o.period_end,
      max(o.period_end) over (partition by o.body_code) as newest
    from list l
    cross join lateral (select e.* from observations.effective e
      where e.indicator_key = l.indicator_key and e.period_end = l.period_end offset 0) o
    join indicators.part p on p.part_key = o.part_key
    join (values ${NUMBERS}) as b(id, business_no) on b.id = p.part_id
  ) n
  where n.value = 1 and n.period_end = n.newest`;
