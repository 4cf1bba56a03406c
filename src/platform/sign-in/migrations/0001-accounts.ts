import type { Migration } from '../../db/migration.ts';

/**
 * Who signs in, by what, and since when. No secret stands here in the clear: tokens and one-time codes as SHA-256 (they
 * are random enough), passwords as argon2id, TOTP secrets and kept forms sealed by a key that is not in the database.
 */
export const m0001: Migration = {
  id: 'sign-in/0001-accounts',
  sql: `
create schema sign_in;

create table sign_in.account (
  account_id uuid primary key,
  login_name text not null unique check (login_name = lower(login_name)),
  second_factor boolean not null,
  trial boolean not null,
  subject text unique,
  created_at timestamptz not null,
  disabled_at timestamptz,
  last_sign_in_at timestamptz
);
comment on column sign_in.account.second_factor is 'A password alone does not let in.';
comment on column sign_in.account.trial is 'Made for trial mode: may be taken on by one click there, and lets nobody in anywhere else.';
comment on column sign_in.account.subject is 'Who this is at the OIDC provider.';

create table sign_in.enrolment (
  token_sha256 text primary key,
  account_id uuid not null references sign_in.account (account_id),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index enrolment_of_account on sign_in.enrolment (account_id);

create table sign_in.password (
  account_id uuid primary key references sign_in.account (account_id),
  argon2 text not null,
  set_at timestamptz not null
);

create table sign_in.totp (
  account_id uuid primary key references sign_in.account (account_id),
  sealed text not null,
  set_at timestamptz not null,
  last_step bigint not null
);
comment on column sign_in.totp.last_step is 'The newest 30 seconds whose code was taken: that one and older ones are refused.';

create table sign_in.one_time_code (
  account_id uuid not null references sign_in.account (account_id),
  sha256 text not null,
  issued_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, sha256)
);

create table sign_in.passkey (
  credential_id text primary key,
  account_id uuid not null references sign_in.account (account_id),
  title text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_of_account on sign_in.passkey (account_id);

create table sign_in.session (
  session_id uuid primary key,
  token_sha256 text not null unique,
  account_id uuid not null references sign_in.account (account_id),
  method text not null check (method in ('password', 'enrolment', 'passkey', 'oidc', 'trial')),
  started_at timestamptz not null,
  completed_at timestamptz,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text
);
create index session_of_account on sign_in.session (account_id);
comment on column sign_in.session.completed_at is 'When the last factor that is asked for was given; before that the session opens no page but those of signing in.';

create table sign_in.attempts (
  bucket text primary key,
  count integer not null,
  window_ends timestamptz not null
);

create table sign_in.flow (
  token_sha256 text primary key,
  kind text not null,
  account_id uuid,
  content jsonb not null,
  expires_at timestamptz not null
);
comment on table sign_in.flow is 'What a sign-in that goes over two pages remembers (challenge of a passkey, state of OIDC); taken once.';

create table sign_in.kept_form (
  token_sha256 text primary key,
  account_id uuid,
  sealed text not null,
  kept_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table sign_in.kept_form is 'What was typed when a session had ended. The key is in the browser that sent it.';

create table sign_in.secret_mark (
  only_row boolean primary key default true check (only_row),
  fingerprint text not null
);
`,
};
