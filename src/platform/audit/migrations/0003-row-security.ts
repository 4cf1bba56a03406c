import type { Migration } from '../../db/migration.ts';

/**
 * Everybody writes what they do, into whichever body's chain it belongs; a body reads its own. Verifying needs the whole
 * and is the owner's, on the command line.
 */
export const m0003: Migration = {
  id: 'audit/0003-row-security',
  sql: `
alter table audit.entry enable row level security;
create policy entry_read on audit.entry for select
  using (coalesce(platform.scope() = 'system' or body_code = platform.scope_body(), false));
create policy entry_write on audit.entry for insert with check (true);
`,
};
