import type { Migration } from '../../db/migration.ts';

/** Tokens are kept as SHA-256 only: who reads the database cannot sign in with what is there. */
export const m0001: Migration = {
  id: 'platform/0001-operator-session',
  sql: `
create schema if not exists platform;

create table platform.operator_link (
  token_sha256 text primary key,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table platform.operator_session (
  token_sha256 text primary key,
  link_sha256 text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
`,
};
