import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { STATE_CODES } from '../rules/model.ts';

/** Of one body, in few words: what somebody has closed, and what is planned for a day that is over. `handbook/policy`. */
export interface StepSummary {
  readonly bodyCode: BodyCode;
  readonly closed: readonly string[];
  readonly overdue: readonly string[];
}

/**
 * One row for each body of which anything was said, of templates that run once for a body: who reads the whole nation reads
 * no event. A body without a row has said nothing.
 */
export async function stepSummaries(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  templates: readonly string[],
  today: Day,
): Promise<ReadonlyMap<BodyCode, StepSummary>> {
  const [codes, ids] = [[...bodyCodes], [...templates]];
  const { rows } = await sql<StepSummary>`
    with last as (
      select distinct on (e.body_code, e.template_id, e.step_id) e.body_code, e.template_id, e.step_id, e.state
      from steps.event e
      where e.body_code = any(${codes}::text[]) and e.template_id = any(${ids}::text[]) and e.subject = ''
        and e.undoes is null and e.on_day <= ${today} and e.recorded_on <= ${today}
        and not exists (select from steps.event u where u.body_code = e.body_code and u.template_id = e.template_id
          and u.subject = e.subject and u.step_id = e.step_id and u.undoes = e.seq and u.recorded_on <= ${today})
      order by e.body_code, e.template_id, e.step_id, e.seq desc
    ), plan as (
      select distinct on (p.body_code, p.template_id, p.step_id) p.body_code, p.template_id, p.step_id, p.planned_on
      from steps.planned p
      where p.body_code = any(${codes}::text[]) and p.template_id = any(${ids}::text[]) and p.subject = ''
      order by p.body_code, p.template_id, p.step_id, p.seq desc
    ), said as (
      select body_code, template_id || '/' || step_id as step, true as closed from last
      where state in (${STATE_CODES.done}, ${STATE_CODES['not-applicable']})
      union all
      select body_code, template_id || '/' || step_id, false from plan where planned_on < ${today}
    )
    select body_code as "bodyCode", coalesce(array_agg(step) filter (where closed), '{}') as closed,
      coalesce(array_agg(step) filter (where not closed), '{}') as overdue
    from said group by 1`.execute(tx);
  return new Map(rows.map((row) => [row.bodyCode, row]));
}
