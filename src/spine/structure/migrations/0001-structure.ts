import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 体制台帳. Entries are appended in versions: a correction, an end or a taking back is a further version with its reason,
 * and the newest one says what the entry is. Names of people stand in `posts.person` alone, where they can be erased.
 */
export const m0001: Migration = {
  id: 'structure/0001-structure',
  sql: `
create schema structure;

create table structure.entry (
  body_code text not null,
  entry_id uuid not null,
  version_no integer not null check (version_no > 0),
  kind text not null check (kind in ('cio', 'cio-aide', 'dedicated-unit', 'cross-cutting', 'dx-leader')),
  state text not null check (state in ('held', 'vacant', 'acting', 'not-placed')),
  valid_from date not null,
  -- The first day on which it no longer holds; null: open.
  valid_to date,
  -- Post, unit or name of the 推進体制; '' where nothing is held.
  title text not null,
  rank text check (rank in ('head', 'deputy', 'director', 'external', 'other')),
  unit text check (unit in ('department', 'division', 'group', 'other')),
  is_external boolean,
  members text,
  person_id uuid,
  -- Taken back: as if it had never stood.
  withdrawn boolean not null default false,
  reason text,
  seat_id uuid,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, entry_id, version_no),
  check (valid_to is null or valid_to > valid_from),
  check (version_no = 1 or reason is not null),
  check ((state in ('held', 'acting')) = (title <> ''))
);
comment on table structure.entry is 'Append-only. valid_from inclusive, valid_to exclusive; the newest version of an entry counts.';

-- A CIO補佐官 shared by several bodies: body_code = the other body, owner_code = whose entry it is.
create table structure.joint_step (
  body_code text not null,
  owner_code text not null,
  entry_id uuid not null,
  step_no integer not null check (step_no > 0),
  step text not null check (step in ('asked', 'agreed', 'declined', 'left')),
  -- The first day on which it is no longer shared.
  left_on date,
  seat_id uuid,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, owner_code, entry_id, step_no),
  check ((step = 'left') = (left_on is not null))
);
create index joint_of_owner on structure.joint_step (owner_code, entry_id);
comment on table structure.joint_step is 'Append-only. The newest step counts; an entry is joint for a body that agreed and has not left.';

create function structure.sees(code text) returns boolean language sql stable parallel safe as $$
  select case platform.scope()
    when 'system' then true
    when 'body' then code = platform.scope_body()
    when 'prefecture' then code = platform.scope_body() or left(code, 2) = left(platform.scope_prefecture(), 2)
    when 'nation' then code = platform.scope_body() or (code >= '990000') = (platform.scope_body() >= '990000')
    else false end $$;
create function structure.writes(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system' or code = platform.scope_body(), false) $$;

alter table structure.joint_step enable row level security;
create policy reading on structure.joint_step for select
  using (structure.sees(body_code) or structure.sees(owner_code));
-- The owner asks, the other body answers.
create policy writing on structure.joint_step for insert with check (
  case when step = 'asked' then structure.writes(owner_code) else structure.writes(body_code) end);

alter table structure.entry enable row level security;
create policy reading on structure.entry for select using (structure.sees(body_code) or exists (
  select from structure.joint_step j
  where j.owner_code = entry.body_code and j.entry_id = entry.entry_id and structure.sees(j.body_code)));
create policy writing on structure.entry for insert with check (structure.writes(body_code));
`,
};
