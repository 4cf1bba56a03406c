import type { Migration } from '../../../platform/db/migration.ts';

/** Who has answered that it does not share a policy reads the drafts of another body no longer. */
export const m0002: Migration = {
  id: 'overall-policy/0002-declined-sees-nothing',
  sql: `
create or replace function overall_policy.joint(lead text, no integer) returns boolean language sql stable parallel safe as $$
  select platform.scope() in ('body', 'prefecture') and exists (
    select from overall_policy.consent c
    where c.body_code = platform.scope_body() and c.lead_code = lead and c.policy_no = no and c.state <> 'declined')
$$;
`,
};
