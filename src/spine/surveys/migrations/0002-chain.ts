import type { Migration } from '../../../platform/db/migration.ts';

/** What the way from 決裁 to 確定 needs beside the sheets: the body's own rule, and what was asked again. */
export const m0002: Migration = {
  id: 'surveys/0002-chain',
  sql: `
create table surveys.body_rule (
  body_code text not null,
  rule_no integer not null,
  same_person boolean not null,
  basis text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (body_code, rule_no)
);
comment on table surveys.body_rule is 'Appended; the last one holds. same_person = the body''s 決裁規程 lets the one who drafts decide (one-person offices); basis = which rule.';

alter table surveys.body_rule enable row level security;
create policy own on surveys.body_rule using (
  platform.scope() = 'system' or (platform.scope() = 'body' and body_code = platform.scope_body()));
`,
};
