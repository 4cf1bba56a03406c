import type { Migration } from '../../../platform/db/migration.ts';

/** Tables of statuses as the operator brings them, kept between preview and work; and the day a month is to be given. */
export const m0003: Migration = {
  id: 'standardization/0003-loads',
  sql: `
create table standardization.list_load (
  load_id uuid primary key,
  whole_code text not null,
  month date not null,
  file_name text not null,
  steps text[] not null,
  is_new boolean not null,
  bodies integer not null,
  lines integer not null,
  made_at timestamptz not null,
  job_id uuid,
  filled integer not null default 0,
  kept integer not null default 0,
  finished_at timestamptz
);
comment on table standardization.list_load is 'job_id: the work that takes it over; null while it is only looked at.';

-- What was read, until the work is done; taken away then: the states stand in month_state.
create table standardization.load_line (
  body_code text not null,
  load_id uuid not null references standardization.list_load (load_id),
  business_no smallint not null check (business_no between 1 and 20),
  states text not null check (states ~ '^[0-4]{1,99}$'),
  primary key (body_code, load_id, business_no)
);
create index load_line_by_load on standardization.load_line (load_id);
alter table standardization.load_line enable row level security;
create policy own on standardization.load_line using ((select platform.scope()) = 'system');

-- The day by which a month is to be given, by whole; the nation sets it.
create table standardization.month_due (
  whole_code text not null,
  month date not null,
  due_on date not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (whole_code, month)
);
`,
};
