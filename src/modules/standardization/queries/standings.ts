import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { MARKS } from './marks.ts';

export interface BodyStanding {
  readonly bodyCode: BodyCode;
  /** Newest month of its systems; null: none was reported. */
  readonly month: Day | null;
  readonly systems: number;
  readonly finished: number;
  readonly late: number;
}

/** How several bodies stand, in one question. */
export async function standingsOf(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  today: Day,
): Promise<readonly BodyStanding[]> {
  const { rows } = await sql<BodyStanding>`
    with marks as materialized (${MARKS})
    select y.body_code as "bodyCode", max(y.month) as month,
      count(*) filter (where y.excluded is distinct from y.steps)::int as systems,
      count(*) filter (where y.finished and y.excluded is distinct from y.steps)::int as finished,
      count(*) filter (where not y.finished and y.limit_on < ${today}::date and y.limit_kind <> 'deferred'
        and not (y.limit_kind = 'plan' and m.body_code is not null))::int as late
    from standardization.system y
    left join marks m on m.body_code = y.body_code and m.business_no = y.business_no
    where y.body_code = any(${[...bodyCodes]}::text[]) group by y.body_code`.execute(tx);
  return rows;
}
