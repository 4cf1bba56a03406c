import type { Migration } from '../../db/migration.ts';

export const m0001: Migration = {
  id: 'jobs/0001-jobs',
  sql: `
create schema jobs;

create table jobs.job (
  job_id uuid primary key,
  kind text not null,
  -- With a key there is one such job, also after it is done.
  key text,
  body_code text,
  -- The seat that asked; null: the program itself.
  asked_by text,
  title text not null,
  payload jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  run_at timestamptz not null,
  attempts smallint not null default 0,
  -- Where a job in several steps goes on.
  cursor jsonb,
  runner uuid,
  lease_until timestamptz,
  done_count bigint,
  total_count bigint,
  message text,
  error text,
  result jsonb,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  check ((state = 'running') = (runner is not null and lease_until is not null)),
  check ((state in ('done', 'failed')) = (finished_at is not null))
);
create unique index job_once on jobs.job (kind, key) where key is not null;
create index job_due on jobs.job (run_at) where state in ('waiting', 'running');
create index job_of_body on jobs.job (body_code, created_at desc);

create table jobs.file (
  job_id uuid not null references jobs.job (job_id) on delete cascade,
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  expires_at timestamptz not null,
  primary key (job_id, name)
);
create index file_expiry on jobs.file (expires_at);

-- In pieces, so that neither writing nor sending holds a large file in memory.
create table jobs.file_piece (
  job_id uuid not null,
  name text not null,
  position integer not null,
  bytes bytea not null,
  primary key (job_id, name, position),
  foreign key (job_id, name) references jobs.file (job_id, name) on delete cascade deferrable initially deferred
);
`,
};
