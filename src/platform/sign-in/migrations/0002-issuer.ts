import type { Migration } from '../../db/migration.ts';

/**
 * A subject means somebody at its issuer only: another provider may give the same one to somebody else. Rows from before
 * have no issuer and let nobody in until the program, at its start, gives them the one that is set (`adoptSubjects`).
 */
export const m0002: Migration = {
  id: 'sign-in/0002-issuer',
  sql: `
alter table sign_in.account add column issuer text;
alter table sign_in.account add check (issuer is null or subject is not null);
alter table sign_in.account drop constraint account_subject_key;
create unique index account_of_subject on sign_in.account (issuer, subject) nulls not distinct where subject is not null;
comment on column sign_in.account.subject is 'Who this is at the OIDC provider (sub); means something together with its issuer only.';
comment on column sign_in.account.issuer is 'The provider (iss, without a slash at its end). Null beside a subject: bound before a provider was set.';
`,
};
