import type { Migration } from '../../../platform/db/migration.ts';

/** In the order of the list of late systems, so that its first page reads fifty of them and not all. */
export const m0005: Migration = {
  id: 'standardization/0005-late',
  sql: `
create index system_late on standardization.system (limit_on, body_code, business_no)
  where not finished and limit_kind <> 'deferred';
drop index standardization.system_open;
`,
};
