import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 根拠資料. What is done on the platform, appended: a record says where it was done and what it is called, its marks say
 * what stands from which day. Nothing is changed: what ends or was wrong is another record.
 */
export const m0001: Migration = {
  id: 'evidence/0001-evidence',
  sql: `
create schema evidence;

create table evidence.record (
  body_code text not null,
  record_no bigint generated always as identity,
  -- Part or module, and the thing there.
  source text not null check (source <> ''),
  subject text not null check (subject <> ''),
  title text not null check (title <> ''),
  href text not null check (href ~ '^/[^/\\\\]'),
  -- Null: the program itself.
  seat_id uuid,
  seat_title text not null,
  recorded_at timestamptz not null,
  -- Of the observations that it gave; null: it says nothing of indicators.
  batch_id uuid,
  primary key (body_code, record_no)
);
create index record_by_batch on evidence.record (batch_id) where batch_id is not null;
comment on table evidence.record is 'Append-only. seat_title = post, never a name of a person.';

create table evidence.mark (
  body_code text not null,
  key text not null check (key ~ '^[a-z.-]+$'),
  source text not null,
  subject text not null,
  on_day date not null,
  record_no bigint not null,
  stands boolean not null,
  primary key (body_code, key, source, subject, on_day, record_no),
  foreign key (body_code, record_no) references evidence.record (body_code, record_no)
);
comment on table evidence.mark is 'Append-only. Of one subject and day the newest record counts; of several days the newest that has come.';

create function evidence.sees(code text) returns boolean language sql stable parallel safe as $$
  select case platform.scope()
    when 'system' then true
    when 'body' then code = platform.scope_body()
    when 'prefecture' then code = platform.scope_body() or left(code, 2) = left(platform.scope_prefecture(), 2)
    when 'nation' then code = platform.scope_body() or (code >= '990000') = (platform.scope_body() >= '990000')
    else false end $$;
create function evidence.writes(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system' or code = platform.scope_body(), false) $$;

alter table evidence.record enable row level security;
alter table evidence.mark enable row level security;
create policy reading on evidence.record for select using (evidence.sees(body_code));
create policy writing on evidence.record for insert with check (evidence.writes(body_code));
create policy reading on evidence.mark for select using (evidence.sees(body_code));
create policy writing on evidence.mark for insert with check (evidence.writes(body_code));
`,
};
