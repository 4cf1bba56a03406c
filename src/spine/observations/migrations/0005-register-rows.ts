import type { Migration } from '../../../platform/db/migration.ts';

/**
 * Entries of registers are always shadowed, so the short table of shadowed rows is where they are found: among all
 * observations of an indicator they would be looked for row by row.
 */
export const m0005: Migration = {
  id: 'observations/0005-register-rows',
  sql: `
create index shadowed_by_series on observations.shadowed (series_key, indicator_key, part_key, period_end);
comment on table observations.shadowed is 'Derived: rows of observation that do not count on their day (superseded, void, outranked by a series believed more, or entries of a register). Few, so that the effective rows are one anti-join.';
`,
};
