import type { Migration } from '../../../platform/db/migration.ts';
import { own, seenFromAbove } from '../../../platform/db/scope-policy.ts';

/** The same policies, written out: who asks is looked up once a statement. */
export const m0002: Migration = {
  id: 'structure/0002-policies',
  sql: `
alter policy reading on structure.joint_step using (
  (${seenFromAbove('body_code')}) or (${seenFromAbove('owner_code')}));
-- The owner asks, the other body answers.
alter policy writing on structure.joint_step with check (
  case when step = 'asked' then ${own('owner_code')} else ${own('body_code')} end);
alter policy reading on structure.entry using ((${seenFromAbove('body_code')}) or exists (
  select from structure.joint_step j
  where j.owner_code = entry.body_code and j.entry_id = entry.entry_id and ${seenFromAbove('j.body_code')}));
alter policy writing on structure.entry with check (${own('body_code')});
drop function structure.sees(text);
drop function structure.writes(text);
`,
};
