import type { Migration } from '../../../platform/db/migration.ts';

const SEES = `case (select platform.scope())
    when 'nation' then (body_code ^@ '99') = (select platform.scope_body() ^@ '99')
    when 'system' then true
    when 'prefecture' then left(body_code, 2) = left((select platform.scope_prefecture()), 2)
    when 'body' then body_code = (select platform.scope_body())
    else false end`;

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
 * The same policies in another order: the nation passes over 34,820 systems and lines at a time, and was asked three
 * questions of each before its own, which copied the first two digits of the code. It took half of a scan.
 */
export const m0009: Migration = {
  id: 'standardization/0009-nation-first',
  sql: TABLES.map((table) => `alter policy own on standardization.${table} using (${SEES});`).join('\n'),
};
