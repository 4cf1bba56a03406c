import type { Migration } from '../../../platform/db/migration.ts';

/**
 * What is typed and is no answer yet, what became of texts kept beside a sheet, and narrower walls: evidence and scans are
 * seen by others only with the answers that were handed in, names of whom a prefecture has heard only by the two concerned.
 */
export const m0004: Migration = {
  id: 'surveys/0004-answering',
  sql: `
create table surveys.raw_text (
  body_code text not null,
  round_id uuid not null,
  question_id text not null,
  raw_id uuid not null,
  texts jsonb not null,
  remark text,
  seen_revision integer not null,
  fault text not null,
  detail jsonb not null,
  via text not null,
  source text,
  proxy_id uuid,
  seat_title text not null,
  saved_at timestamptz not null,
  settled_at timestamptz,
  primary key (body_code, round_id, question_id, raw_id),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on table surveys.raw_text is 'Typed, and not readable as an answer: stays in its field until it is put right. settled_at = put right or emptied; the row stays.';

create table surveys.settled (
  body_code text not null,
  round_id uuid not null,
  question_id text not null,
  revision integer not null,
  how text not null check (how in ('taken', 'left', 'overtaken')),
  seat_title text not null,
  settled_at timestamptz not null,
  primary key (body_code, round_id, question_id, revision),
  foreign key (body_code, round_id, question_id, revision)
    references surveys.answer (body_code, round_id, question_id, revision)
);
comment on table surveys.settled is 'Answers kept beside the sheet that are no longer offered: made the answer, or left. The answer itself stays where it is.';

alter table surveys.raw_text enable row level security;
create policy own on surveys.raw_text using (
  surveys.mine(body_code, round_id)
  or (platform.scope() = 'prefecture' and proxy_id is not null and exists (
    select from surveys.sheet s where s.body_code = raw_text.body_code and s.round_id = raw_text.round_id)));
alter table surveys.settled enable row level security;
create policy own on surveys.settled using (surveys.mine(body_code, round_id));

drop policy own on surveys.evidence;
create policy own on surveys.evidence using (
  surveys.mine(body_code, round_id)
  or exists (select from surveys.handed_in h where h.body_code = evidence.body_code
    and h.round_id = evidence.round_id and h.question_id = evidence.question_id))
  with check (surveys.mine(body_code, round_id));

drop policy own on surveys.proxy_entry;
create policy own on surveys.proxy_entry using (
  surveys.mine(body_code, round_id)
  or (platform.scope() = 'prefecture' and exists (
    select from surveys.sheet s where s.body_code = proxy_entry.body_code and s.round_id = proxy_entry.round_id)));

drop policy own on surveys.file;
create policy own on surveys.file using (
  platform.scope() = 'system'
  or (platform.scope() = 'body' and body_code = platform.scope_body())
  or exists (select from surveys.evidence e where e.body_code = file.body_code and e.location = file.sha256)
  or exists (select from surveys.proxy_entry p where p.body_code = file.body_code and p.scan_sha256 = file.sha256))
  with check (
    platform.scope() = 'system'
    or (platform.scope() = 'body' and exists (select from surveys.sheet s where s.body_code = file.body_code))
    or (platform.scope() = 'prefecture' and left(body_code, 2) = left(platform.scope_prefecture(), 2)));
`,
};
