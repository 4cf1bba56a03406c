import type { Migration } from '../../../platform/db/migration.ts';

/**
 * A thread belongs to the lower of the two that talk: the body that asks, or the body that is told. Where it stands is kept
 * with it; how it came there is in `message`, which is only ever added to. `keeper_code` is whose seats act for a
 * station: its own, or those of the nation for an office that has no seats here.
 */
export const m0001: Migration = {
  id: 'threads/0001-threads',
  sql: `
create schema threads;

create table threads.office (
  office_id text primary key check (office_id ~ '^[a-z][a-z0-9-]*$'),
  realm text not null check (realm in ('real', 'sample')),
  kind text not null check (kind in ('association', 'ministry')),
  title text not null check (title <> ''),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  source text not null
);
comment on table threads.office is 'reference: whom the nation asks and who has no seats here';

create table threads.thread (
  body_code text not null,
  thread_no integer generated always as identity,
  batch_id uuid,
  kind text not null check (kind in ('question', 'information', 'advice')),
  asker_code text not null,
  asker_title text not null,
  title text not null check (title <> ''),
  document_no text,
  document_on date,
  about_href text check (about_href ~ '^/[^/\\\\]'),
  about_title text,
  wants_answer boolean not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  holder text not null,
  holder_title text not null,
  keeper_code text not null,
  due_on date,
  messages integer not null check (messages > 0),
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  primary key (body_code, thread_no),
  -- 技術的助言 leaves the house as a document (地方自治法第245条の4).
  check (kind <> 'advice' or document_no is not null),
  check ((document_no is null) = (document_on is null)),
  check ((about_href is null) = (about_title is null))
);
create index thread_at_keeper on threads.thread (keeper_code, moved_at desc) where state = 'open';
create index thread_of_asker on threads.thread (asker_code, moved_at desc);
create index thread_of_batch on threads.thread (batch_id) where batch_id is not null;

-- What the thread has reached: only these see it.
create table threads.station (
  body_code text not null,
  thread_no integer not null,
  station text not null,
  title text not null,
  keeper_code text not null,
  asker_code text not null,
  added_by text not null,
  reached_at timestamptz not null,
  -- Something came that nobody of the station has opened yet; and when it was opened first.
  unseen boolean not null,
  seen_at timestamptz,
  seen_by text,
  primary key (body_code, thread_no, station),
  foreign key (body_code, thread_no) references threads.thread (body_code, thread_no) on delete cascade
);
create index station_of_keeper on threads.station (keeper_code, body_code, thread_no);
create index station_unseen on threads.station (keeper_code) where unseen;

create table threads.message (
  body_code text not null,
  thread_no integer not null,
  message_no integer not null check (message_no > 0),
  act text not null check (act in ('open', 'hand-on', 'answer', 'ask-further', 'note', 'close')),
  from_station text not null,
  from_title text not null,
  to_station text,
  to_title text,
  text text not null,
  -- Frozen when the clock starts.
  due_on date,
  by_code text not null,
  by_seat uuid,
  by_title text not null,
  at timestamptz not null,
  primary key (body_code, thread_no, message_no),
  foreign key (body_code, thread_no) references threads.thread (body_code, thread_no) on delete cascade
);

create function threads.own(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system' or code = platform.scope_body(), false) $$;

alter table threads.station enable row level security;
create policy station_read on threads.station for select using (threads.own(keeper_code) or threads.own(asker_code));
create policy station_add on threads.station for insert with check (threads.own(added_by));
create policy station_see on threads.station for update using (threads.own(keeper_code));
-- Only by the retention, in the scope of the program.
create policy station_end on threads.station for delete using (platform.scope() = 'system');

alter table threads.thread enable row level security;
create policy thread_read on threads.thread for select using (threads.own(asker_code) or exists (
  select from threads.station s where s.body_code = thread.body_code and s.thread_no = thread.thread_no
    and threads.own(s.keeper_code)));
create policy thread_open on threads.thread for insert with check (threads.own(asker_code));
-- Who hands on is no longer the keeper afterwards.
create policy thread_move on threads.thread for update
  using (threads.own(asker_code) or threads.own(keeper_code) or exists (
    select from threads.station s where s.body_code = thread.body_code and s.thread_no = thread.thread_no
      and threads.own(s.keeper_code)))
  with check (platform.scope() is not null);
create policy thread_end on threads.thread for delete using (platform.scope() = 'system');

alter table threads.message enable row level security;
create policy message_read on threads.message for select using (exists (
  select from threads.station s where s.body_code = message.body_code and s.thread_no = message.thread_no
    and (threads.own(s.keeper_code) or threads.own(s.asker_code))));
create policy message_add on threads.message for insert with check (threads.own(by_code) and exists (
  select from threads.station s where s.body_code = message.body_code and s.thread_no = message.thread_no
    and (threads.own(s.keeper_code) or threads.own(s.asker_code))));
create policy message_end on threads.message for delete using (platform.scope() = 'system');
`,
};
