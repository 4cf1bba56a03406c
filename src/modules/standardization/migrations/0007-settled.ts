import type { Migration } from '../../../platform/db/migration.ts';

/** A body that merges leaves systems behind: the one that goes on with its work says what became of each. */
export const m0007: Migration = {
  id: 'standardization/0007-settled',
  sql: `
alter table standardization.system add column settled_on date;
alter table standardization.system add column settled_note text;
alter table standardization.system add check ((settled_on is null) = (settled_note is null));
comment on column standardization.system.settled_on is 'By the body that has taken this one in: united with its own system, or ended. Then finished, whatever its last month says.';
`,
};
