import type { Migration } from '../migration.ts';

/**
 * What policies of row-level security ask: whose rows this transaction may see. Empty settings are null, and a policy
 * that compares with null gives no row: without a scope nothing is seen.
 */
export const m0002: Migration = {
  id: 'platform/0002-scope',
  sql: `
create schema if not exists platform;

create function platform.scope() returns text language sql stable parallel safe as
$$ select nullif(current_setting('shirube.scope', true), '') $$;

create function platform.scope_body() returns text language sql stable parallel safe as
$$ select nullif(current_setting('shirube.body', true), '') $$;

create function platform.scope_prefecture() returns text language sql stable parallel safe as
$$ select nullif(current_setting('shirube.prefecture', true), '') $$;

comment on function platform.scope() is 'system, body, prefecture, nation, public, or null: then policies give nothing.';
`,
};
