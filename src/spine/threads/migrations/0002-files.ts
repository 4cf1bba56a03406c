import type { Migration } from '../../../platform/db/migration.ts';

/**
 * Files that go with a message: seen by whom the thread has reached, only ever added to. The same bytes are kept once, as
 * one text to many bodies may carry one file.
 */
export const m0002: Migration = {
  id: 'threads/0002-files',
  sql: `
create table threads.content (
  sha256 text primary key,
  size bigint not null,
  bytes bytea not null
);
comment on table threads.content is 'reference: the same file is kept once';

create table threads.file (
  body_code text not null,
  thread_no integer not null,
  message_no integer not null,
  position smallint not null check (position > 0),
  file_name text not null check (file_name <> ''),
  sha256 text not null references threads.content (sha256),
  primary key (body_code, thread_no, message_no, position),
  foreign key (body_code, thread_no, message_no) references threads.message (body_code, thread_no, message_no)
    on delete cascade
);
create index file_by_content on threads.file (sha256);
-- What the retention asks for.
create index thread_ended on threads.thread (body_code, moved_at) where state <> 'open';

alter table threads.file enable row level security;
create policy file_read on threads.file for select using (exists (
  select from threads.station s where s.body_code = file.body_code and s.thread_no = file.thread_no
    and (threads.own(s.keeper_code) or threads.own(s.asker_code))));
create policy file_add on threads.file for insert with check (exists (
  select from threads.message m where m.body_code = file.body_code and m.thread_no = file.thread_no
    and m.message_no = file.message_no and threads.own(m.by_code)));
create policy file_end on threads.file for delete using (platform.scope() = 'system');

alter table threads.content enable row level security;
create policy content_read on threads.content for select using (exists (
  select from threads.file f where f.sha256 = content.sha256));
create policy content_keep on threads.content for insert with check (platform.scope() is not null);
create policy content_end on threads.content for delete using (platform.scope() = 'system');
`,
};
