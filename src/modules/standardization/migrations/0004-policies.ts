import type { Migration } from '../../../platform/db/migration.ts';

/** One `case`, because the planner takes half of all rows to pass it; of several conditions it expected less than a hundredth. */
const SEES = `case (select platform.scope())
    when 'system' then true
    when 'body' then body_code = (select platform.scope_body())
    when 'prefecture' then left(body_code, 2) = left((select platform.scope_prefecture()), 2)
    when 'nation' then (left(body_code, 2) = '99') = (left((select platform.scope_body()), 2) = '99')
    else false end`;
const WRITES = `(select platform.scope()) = 'system' or body_code = (select platform.scope_body())`;

const TABLES = [
  'month_report',
  'month_state',
  'step_event',
  'exclusion',
  'privacy_assessment',
  'system',
  'system_limit',
  'plan_version',
  'vendor_consent',
  'slip_body',
];

/**
 * The same policies, written out: PostgreSQL does not inline a function with subqueries, called it for each row, and the
 * nation's 34,820 lines of a month took two seconds for it alone. Written out, who asks is looked up once a statement.
 */
export const m0004: Migration = {
  id: 'standardization/0004-policies',
  sql: `${TABLES.map(
    (table) => `alter policy own on standardization.${table} using (${SEES}) with check (${WRITES});`,
  ).join('\n')}
drop function standardization.sees(text);
drop function standardization.writes(text);
`,
};
