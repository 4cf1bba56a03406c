import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 課, 職, 在席. Sections and posts are identities; what they are called, where they belong and whether they exist is in
 * versions, appended and dated, so that a reform can be entered ahead and a record of five years ago keeps its words.
 * Seats are rows whose end alone may be set.
 *
 * No reference to the register: the ministry of 見本県 acts, and is no body of it. Actions ask the register.
 *
 * Personal data stand in `posts.person` alone; a body sees the people it registered or seats, no others.
 */
export const m0001: Migration = {
  id: 'posts/0001-posts',
  sql: `
create schema posts;

-- A prefecture sees the offices of its municipalities; the nation those of all; neither side of 見本県 the other.
create function posts.sees(code text) returns boolean language sql stable parallel safe as $$
  select case platform.scope()
    when 'system' then true
    when 'body' then code = platform.scope_body()
    when 'prefecture' then code = platform.scope_body() or left(code, 2) = left(platform.scope_prefecture(), 2)
    when 'nation' then code = platform.scope_body() or (code >= '990000') = (platform.scope_body() >= '990000')
    else false end $$;

create function posts.writes(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system' or code = platform.scope_body(), false) $$;

create table posts.section (
  body_code text not null,
  section_id uuid not null,
  recorded_at timestamptz not null,
  primary key (body_code, section_id)
);

create table posts.section_version (
  body_code text not null,
  section_id uuid not null,
  version_no integer not null check (version_no > 0),
  valid_from date not null,
  name text not null check (name <> ''),
  organ text not null check (organ <> ''),
  parent_id uuid check (parent_id <> section_id),
  place integer not null default 0,
  closed boolean not null default false,
  recorded_at timestamptz not null,
  -- Null: the program itself, or the operator.
  recorded_by uuid,
  primary key (body_code, section_id, version_no),
  foreign key (body_code, section_id) references posts.section,
  foreign key (body_code, parent_id) references posts.section (body_code, section_id)
);

create table posts.post (
  body_code text not null,
  post_id uuid not null,
  recorded_at timestamptz not null,
  primary key (body_code, post_id)
);

create table posts.post_version (
  body_code text not null,
  post_id uuid not null,
  version_no integer not null check (version_no > 0),
  valid_from date not null,
  title text not null check (title <> ''),
  -- Null: the post stands for the whole body (長, CIO).
  section_id uuid,
  role text not null check (role <> ''),
  -- Several people at once, each answering for the whole.
  shared boolean not null default false,
  place integer not null default 0,
  closed boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (body_code, post_id, version_no),
  foreign key (body_code, post_id) references posts.post,
  foreign key (body_code, section_id) references posts.section
);

-- Where a post departs from the standard set of its role.
create table posts.post_right (
  body_code text not null,
  post_id uuid not null,
  version_no integer not null,
  module text not null check (module ~ '^[a-z][a-z-]*$'),
  verb text not null check (verb in ('read', 'answer', 'hand-out', 'decide', 'review', 'conduct', 'administer')),
  granted boolean not null,
  primary key (body_code, post_id, version_no, module, verb),
  foreign key (body_code, post_id, version_no) references posts.post_version
);

create table posts.person (
  person_id uuid primary key,
  -- Names go by rule when the last seat ended long ago; the number stays in the audit.
  name text,
  kana text,
  mail text,
  registered_by text not null,
  recorded_at timestamptz not null,
  erased_at timestamptz,
  check ((erased_at is null) = (name is not null)),
  check (erased_at is null or (kana is null and mail is null))
);
comment on table posts.person is 'reference: one person may hold seats in several bodies';

create table posts.person_account (
  person_id uuid primary key references posts.person,
  account_id uuid not null unique,
  linked_at timestamptz not null
);
comment on table posts.person_account is 'reference: which account a person signs in with';

create table posts.seat (
  body_code text not null,
  seat_id uuid not null,
  post_id uuid not null,
  person_id uuid not null references posts.person,
  kind text not null check (kind in ('regular', 'concurrent', 'acting')),
  valid_from date not null,
  -- Exclusive; null: open. Equal to valid_from: taken back before it began.
  valid_to date check (valid_to >= valid_from),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (body_code, seat_id),
  foreign key (body_code, post_id) references posts.post
);
create index seat_by_post on posts.seat (body_code, post_id, valid_from);
create index seat_by_person on posts.seat (person_id);

create table posts.post_note (
  body_code text not null,
  post_id uuid not null,
  note_id uuid not null,
  text text not null check (text <> ''),
  written_at timestamptz not null,
  written_by uuid,
  primary key (body_code, note_id),
  foreign key (body_code, post_id) references posts.post
);
create index post_note_by_post on posts.post_note (body_code, post_id, written_at);

-- How a body without an administrator was given one, shown to it for good.
create table posts.recovery (
  body_code text not null,
  recovery_id uuid not null,
  seat_id uuid not null,
  -- The prefecture, the nation; null: the operator of the program.
  given_by text,
  given_by_seat uuid,
  document_no text not null check (document_no <> ''),
  document_on date not null,
  recorded_at timestamptz not null,
  primary key (body_code, recovery_id),
  foreign key (body_code, seat_id) references posts.seat
);

-- As which of their own seats someone works in a session. A choice among seats that are asked anew with every request.
create table posts.chosen_seat (
  session_id text primary key,
  seat_id uuid not null,
  chosen_at timestamptz not null
);
comment on table posts.chosen_seat is 'reference: short-lived, one row for a session';

create function posts.append_only() returns trigger language plpgsql as $$
begin
  raise exception 'posts.% is append-only: a new version says what is different', tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger section_version_append_only before update or delete on posts.section_version
  for each row execute function posts.append_only();
create trigger post_version_append_only before update or delete on posts.post_version
  for each row execute function posts.append_only();
create trigger post_right_append_only before update or delete on posts.post_right
  for each row execute function posts.append_only();
create trigger post_note_append_only before update or delete on posts.post_note
  for each row execute function posts.append_only();
create trigger recovery_append_only before update or delete on posts.recovery
  for each row execute function posts.append_only();

create function posts.only_end() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or to_jsonb(new) - 'valid_to' <> to_jsonb(old) - 'valid_to' then
    raise exception 'posts.seat: only the end of a seat may be set' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger seat_only_end before update or delete on posts.seat
  for each row execute function posts.only_end();

create function posts.section_on(on_day date)
returns table (body_code text, section_id uuid, name text, organ text, parent_id uuid, place integer)
language sql stable as $$
  select v.body_code, v.section_id, v.name, v.organ, v.parent_id, v.place
  from (
    select distinct on (s.body_code, s.section_id) s.*
    from posts.section_version s where s.valid_from <= on_day
    order by s.body_code, s.section_id, s.valid_from desc, s.version_no desc
  ) v where not v.closed
$$;

create function posts.post_on(on_day date)
returns table (body_code text, post_id uuid, version_no integer, title text, section_id uuid, role text,
  shared boolean, place integer)
language sql stable as $$
  select v.body_code, v.post_id, v.version_no, v.title, v.section_id, v.role, v.shared, v.place
  from (
    select distinct on (p.body_code, p.post_id) p.*
    from posts.post_version p where p.valid_from <= on_day
    order by p.body_code, p.post_id, p.valid_from desc, p.version_no desc
  ) v where not v.closed
$$;

-- The second wall.
alter table posts.section enable row level security;
alter table posts.section_version enable row level security;
alter table posts.post enable row level security;
alter table posts.post_version enable row level security;
alter table posts.post_right enable row level security;
alter table posts.seat enable row level security;
alter table posts.post_note enable row level security;
alter table posts.recovery enable row level security;
alter table posts.person enable row level security;
alter table posts.person_account enable row level security;
alter table posts.chosen_seat enable row level security;

create policy reading on posts.section for select using (posts.sees(body_code));
create policy writing on posts.section for insert with check (posts.writes(body_code));
create policy reading on posts.section_version for select using (posts.sees(body_code));
create policy writing on posts.section_version for insert with check (posts.writes(body_code));
create policy reading on posts.post for select using (posts.sees(body_code));
create policy writing on posts.post for insert with check (posts.writes(body_code));
-- For locking a post while its seats are changed.
create policy changing on posts.post for update using (posts.writes(body_code)) with check (posts.writes(body_code));
create policy reading on posts.post_version for select using (posts.sees(body_code));
create policy writing on posts.post_version for insert with check (posts.writes(body_code));
create policy reading on posts.post_right for select using (posts.sees(body_code));
create policy writing on posts.post_right for insert with check (posts.writes(body_code));
create policy reading on posts.seat for select using (posts.sees(body_code));
create policy writing on posts.seat for insert with check (posts.writes(body_code));
create policy changing on posts.seat for update using (posts.writes(body_code)) with check (posts.writes(body_code));
-- Notes are for who works there, not for the prefecture.
create policy reading on posts.post_note for select using (posts.writes(body_code));
create policy writing on posts.post_note for insert with check (posts.writes(body_code));
create policy reading on posts.recovery for select using (posts.sees(body_code));
create policy writing on posts.recovery for insert with check (posts.writes(body_code));

create policy all_own on posts.person for all
  using (posts.writes(registered_by) or exists (
    select from posts.seat s where s.person_id = person.person_id and posts.writes(s.body_code)))
  with check (posts.writes(registered_by) or exists (
    select from posts.seat s where s.person_id = person.person_id and posts.writes(s.body_code)));
create policy all_own on posts.person_account for all
  using (exists (select from posts.person p where p.person_id = person_account.person_id))
  with check (exists (select from posts.person p where p.person_id = person_account.person_id));
create policy system_only on posts.chosen_seat for all
  using (platform.scope() = 'system') with check (platform.scope() = 'system');
`,
};
