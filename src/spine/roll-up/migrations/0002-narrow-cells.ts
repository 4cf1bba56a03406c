import type { Migration } from '../../../platform/db/migration.ts';

/**
 * A cell counts bodies, of which there are fewer than two thousand; in eight bytes each its nine counts were most of
 * what a cell takes on disk. Sums of values stay wide.
 */
export const m0002: Migration = {
  id: 'roll-up/0002-narrow-cells',
  sql: `
alter table rollup.cell
  alter column reported type integer,
  alter column not_asked type integer,
  alter column not_answered type integer,
  alter column not_applicable type integer,
  alter column blank type integer,
  alter column withdrawn type integer,
  alter column met type integer,
  alter column unpublished type integer,
  alter column provisional type integer;
`,
};
