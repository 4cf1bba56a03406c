import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { ofWhole } from '../../../spine/bodies/queries/whole.ts';

/** One system's done steps, month by month, as they were reported by a day. */
export interface Progress {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly stratum: string;
  readonly months: readonly Day[];
  readonly done: readonly number[];
  readonly moving: readonly boolean[];
  readonly excluded: number;
  readonly steps: number;
}

/**
 * Months that were reported by `knownBefore` (an instant), of the last year; of one body, or of all that the scope sees.
 */
export async function progressOf(
  tx: Tx,
  whole: BodyCode,
  from: Day,
  knownBefore: string,
  bodyCode: BodyCode | null = null,
): Promise<readonly Progress[]> {
  const { rows } = await sql<Progress>`
    select s.body_code as "bodyCode", s.business_no as "businessNo", min(t.stratum) as stratum,
      array_agg(s.month::text order by s.month) as months, array_agg(s.done order by s.month) as done,
      array_agg(s.done + s.working > 0 order by s.month) as moving,
      (array_agg(s.excluded order by s.month desc))[1] as excluded, max(length(s.states)) as steps
    from standardization.month_state s
    join standardization.month_report r on r.body_code = s.body_code and r.month = s.month
      and r.reported_at < ${knownBefore}::timestamptz
    join bodies.stratum_span t on t.body_code = s.body_code and t.valid_from <= s.month and t.valid_to > s.month
    where s.month >= ${from}::date and ${ofWhole('s.body_code', whole)}
      and (${bodyCode}::text is null or s.body_code = ${bodyCode}::text)
    group by s.body_code, s.business_no order by s.body_code, s.business_no`.execute(tx);
  return rows;
}
