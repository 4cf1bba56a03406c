import type { Migration } from '../../../platform/db/migration.ts';
import { own, seenFromAbove } from '../../../platform/db/scope-policy.ts';

/** The same policies, written out: who asks is looked up once a statement. */
export const m0002: Migration = {
  id: 'evidence/0002-policies',
  sql: `${['record', 'mark']
    .map(
      (table) => `alter policy reading on evidence.${table} using (${seenFromAbove('body_code')});
alter policy writing on evidence.${table} with check (${own('body_code')});`,
    )
    .join('\n')}
drop function evidence.sees(text);
drop function evidence.writes(text);
`,
};
