import type { Migration } from '../migration.ts';

/** On the public side: which copy is being read. Empty on the staff side. */
export const m0003: Migration = {
  id: 'platform/0003-copy',
  sql: `
create table platform.copy (
  only_row boolean primary key default true check (only_row),
  copied_at timestamptz not null,
  taken_at timestamptz not null,
  sha256 text not null,
  sample boolean not null
);
comment on table platform.copy is 'copied_at = when the staff side wrote it; sha256 = of the whole file.';
`,
};
