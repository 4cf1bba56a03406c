import type { Migration } from '../../../platform/db/migration.ts';

/** What can be late at all, by its day: where few are, the list reads only these. */
export const m0005: Migration = {
  id: 'standardization/0005-late',
  sql: `
create index system_late on standardization.system (limit_on, body_code, business_no)
  where not finished and limit_kind <> 'deferred';
drop index standardization.system_open;
`,
};
