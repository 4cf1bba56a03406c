import type { Migration } from '../../../platform/db/migration.ts';
import { seenFromAbove } from '../../../platform/db/scope-policy.ts';

/** Not in the scope of the nation: who writes there is a body, or a prefecture for itself. */
const WRITES = `case (select platform.scope())
  when 'system' then true
  when 'body' then body_code = (select platform.scope_body())
  when 'prefecture' then body_code = (select platform.scope_body())
  else false end`;

/** The same policies, written out: as a function they were called for each row, for who asks is looked up in them. */
export const m0002: Migration = {
  id: 'steps/0002-policies',
  sql: `${['event', 'planned']
    .map(
      (table) =>
        `alter policy own on steps.${table} using (${seenFromAbove('body_code')}) with check (${WRITES});`,
    )
    .join('\n')}
drop function steps.sees(text);
drop function steps.writes(text);
`,
};
