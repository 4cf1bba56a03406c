import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 調査. What is asked (survey, survey_version, round) is shared; what a body gives begins with its code. Nothing that was
 * typed is ever changed or removed: answers, notes and steps are appended; `handed_in` is what left the body.
 */
export const m0001: Migration = {
  id: 'surveys/0001-surveys',
  sql: `
create schema surveys;

create table surveys.survey (
  survey_id text primary key,
  organiser_code text not null,
  created_at timestamptz not null
);

create table surveys.survey_version (
  survey_id text not null references surveys.survey (survey_id),
  version integer not null,
  document jsonb not null,
  -- Raised by every edit of a draft: two authors do not overwrite each other.
  edition integer not null default 1,
  edited_at timestamptz not null,
  edited_by text not null,
  frozen_at timestamptz,
  primary key (survey_id, version)
);
comment on table surveys.survey_version is 'document = core/survey/definition.ts. Immutable once frozen_at is set (trigger).';

create function surveys.keep_frozen() returns trigger language plpgsql as $$
begin
  if old.frozen_at is not null then raise exception 'survey version % of % is frozen', old.version, old.survey_id; end if;
  return new;
end $$;
create trigger keep_frozen before update or delete on surveys.survey_version
  for each row execute function surveys.keep_frozen();

create table surveys.round (
  round_id uuid primary key,
  round_no integer generated always as identity unique,
  survey_id text not null,
  version integer not null,
  title text not null,
  organiser_code text not null,
  base_day date not null,
  route text not null check (route in ('prefecture', 'direct')),
  designated_direct boolean not null,
  prefecture_due date,
  nation_due date,
  document_no text,
  state text not null check (state in ('draft', 'sent', 'fixed', 'published')),
  created_at timestamptz not null,
  created_by text not null,
  sent_at timestamptz,
  fixed_at timestamptz,
  published_at timestamptz,
  foreign key (survey_id, version) references surveys.survey_version (survey_id, version)
);

-- Asked bodies, fixed at the 基準日. body_code = the body that was asked; owner_code = who answers for it today.
create table surveys.sheet (
  body_code text not null,
  round_id uuid not null references surveys.round (round_id),
  sheet_no text not null,
  owner_code text not null,
  route text not null check (route in ('prefecture', 'direct')),
  state text not null,
  state_no integer not null default 1,
  due date,
  opened_at timestamptz,
  primary key (body_code, round_id)
);
create index sheet_by_round on surveys.sheet (round_id, state);
create index sheet_by_owner on surveys.sheet (owner_code);
create index sheet_by_no on surveys.sheet (sheet_no);
comment on column surveys.sheet.sheet_no is '回答票番号, printed in visible cells: S0012-992011.';
comment on column surveys.sheet.due is 'A date of its own (再依頼, 災害); null: that of the round.';

create table surveys.answer (
  body_code text not null,
  round_id uuid not null,
  question_id text not null,
  revision integer not null,
  value jsonb,
  remark text,
  in_force boolean not null,
  kept_because text check (in_force = (kept_because is null)),
  via text not null check (via in ('page', 'workbook', 'csv', 'section', 'proxy', 'known', 'api')),
  source text,
  proxy_id uuid,
  seat_id uuid,
  seat_title text not null,
  saved_at timestamptz not null,
  primary key (body_code, round_id, question_id, revision),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on table surveys.answer is 'Append-only. value null = taken back. in_force false = typed, but kept beside the sheet (another had saved meanwhile, deadline over, handed in already): never lost, never counted. source = workbook cell, proxy, prefill, as text.';

create view surveys.answer_now with (security_invoker = true) as
select distinct on (a.body_code, a.round_id, a.question_id) a.*
from surveys.answer a where a.in_force
order by a.body_code, a.round_id, a.question_id, a.revision desc;

create table surveys.private_note (
  body_code text not null,
  survey_id text not null,
  question_id text not null,
  revision integer not null,
  note text not null,
  post_id uuid,
  seat_title text not null,
  saved_at timestamptz not null,
  primary key (body_code, survey_id, question_id, revision)
);

create table surveys.file (
  body_code text not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  bytes bytea not null,
  received_at timestamptz not null,
  primary key (body_code, sha256)
);

create table surveys.evidence (
  body_code text not null,
  round_id uuid not null,
  question_id text not null,
  evidence_id uuid not null,
  kind text not null check (kind in ('file', 'link', 'record')),
  title text not null,
  location text not null,
  seat_title text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (body_code, round_id, evidence_id),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on column surveys.evidence.location is 'sha256 of surveys.file, address, or where the record is kept.';

create table surveys.decision (
  body_code text not null,
  round_id uuid not null,
  decision_no smallint not null,
  document_no text not null,
  decided_on date not null,
  decider text not null,
  on_behalf boolean not null,
  same_person boolean not null,
  answers jsonb not null,
  seat_id uuid not null,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, round_id, decision_no),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on column surveys.decision.answers is 'question id -> revision that was decided on; hand-in refuses when an answer has changed since.';

create table surveys.handed_in (
  body_code text not null,
  round_id uuid not null,
  decision_no smallint not null,
  question_id text not null,
  revision integer not null,
  value jsonb not null,
  remark text,
  primary key (body_code, round_id, decision_no, question_id),
  foreign key (body_code, round_id, decision_no) references surveys.decision (body_code, round_id, decision_no)
);
comment on table surveys.handed_in is 'What left the body, as decided: all that a prefecture and the nation see.';

create table surveys.step (
  body_code text not null,
  round_id uuid not null,
  step_no integer not null,
  step text not null,
  from_state text not null,
  to_state text not null,
  comment text,
  questions text[] not null default '{}',
  document_no text,
  seat_id uuid,
  seat_title text not null,
  at timestamptz not null,
  primary key (body_code, round_id, step_no),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);

create table surveys.handout (
  body_code text not null,
  handout_id uuid not null,
  round_id uuid not null,
  handout_no text not null,
  section_id uuid,
  section_name text not null,
  organ text not null,
  due date,
  message text,
  state text not null check (state in ('out', 'back', 'taken', 'cancelled')),
  made_by text not null,
  made_at timestamptz not null,
  back_at timestamptz,
  taken_at timestamptz,
  primary key (body_code, handout_id),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
create index handout_by_round on surveys.handout (round_id, body_code);

create table surveys.handout_question (
  body_code text not null,
  handout_id uuid not null,
  question_id text not null,
  primary key (body_code, handout_id, question_id),
  foreign key (body_code, handout_id) references surveys.handout (body_code, handout_id)
);

create table surveys.workbook (
  body_code text not null,
  workbook_id uuid not null,
  round_id uuid not null,
  handout_id uuid,
  issue_no integer not null,
  known jsonb not null,
  filled jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (body_code, workbook_id),
  unique (body_code, round_id, issue_no),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on table surveys.workbook is 'What a workbook knew when it was made: known = question -> revision, filled = prefilled values. Found again by sheet_no and issue_no, both printed in visible cells.';

create table surveys.upload (
  body_code text not null,
  upload_id uuid not null,
  round_id uuid not null,
  handout_id uuid,
  file_name text not null,
  sha256 text not null,
  state text not null check (state in ('read', 'refused', 'taken', 'partly-taken', 'dropped')),
  reading jsonb not null,
  seat_id uuid,
  seat_title text not null,
  received_at timestamptz not null,
  finished_at timestamptz,
  primary key (body_code, upload_id)
);

create table surveys.proxy_entry (
  body_code text not null,
  proxy_id uuid not null,
  round_id uuid not null,
  heard_on date not null,
  heard_from text not null,
  scan_sha256 text,
  by_code text not null,
  seat_title text not null,
  entered_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by text,
  primary key (body_code, proxy_id),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);

create table surveys.consent (
  body_code text not null,
  consent_id uuid not null,
  representative_name text not null,
  representative_code text not null,
  survey_id text,
  document_no text not null,
  valid_from date not null,
  valid_to date,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (body_code, consent_id)
);
comment on table surveys.consent is 'A 広域連合 or 一部事務組合 answers for a member, by consent. representative_code = the body whose posts act for it.';

create table surveys.disaster (
  body_code text not null,
  since date not null,
  until date,
  note text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (body_code, since)
);

create table surveys.recorded (
  body_code text not null,
  round_id uuid not null,
  decision_no smallint,
  batch_id uuid not null,
  state text not null check (state in ('provisional', 'final')),
  recorded_at timestamptz not null,
  primary key (body_code, round_id, batch_id),
  foreign key (body_code, round_id) references surveys.sheet (body_code, round_id)
);
comment on table surveys.recorded is 'Which batch of observations came from which sheet: the way back from a figure to answer, post and decision.';

-- The second wall. The owner's tools bypass it; the running program is another role (platform/db/app-role.ts).
-- A sheet is its owner's, its asked body's and its consented representative's; its prefecture's and the nation's as far as the
-- sheet itself goes (state, dates), never the drafts in it. The ministry of 見本県 sees nothing but 見本県.
create function surveys.nation_sees(code text) returns boolean language sql stable parallel safe as
$$ select (code >= '990000') = (platform.scope_body() >= '990000') $$;

alter table surveys.sheet enable row level security;
create policy own on surveys.sheet using (
  platform.scope() = 'system'
  or (platform.scope() = 'body' and (body_code = platform.scope_body() or owner_code = platform.scope_body()
    or body_code = any(array(select c.body_code from surveys.consent c where c.representative_code = platform.scope_body()))))
  or (platform.scope() = 'prefecture' and left(owner_code, 2) = left(platform.scope_prefecture(), 2))
  or (platform.scope() = 'nation' and surveys.nation_sees(body_code))
);

alter table surveys.handed_in enable row level security;
alter table surveys.decision enable row level security;
alter table surveys.step enable row level security;
alter table surveys.recorded enable row level security;
-- Answers as decided: a prefecture sees what goes through it, the nation what a prefecture has passed on.
create policy of_sheet on surveys.handed_in using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = handed_in.body_code and s.round_id = handed_in.round_id
    and (platform.scope() = 'body' or s.route = case when platform.scope() = 'prefecture' then 'prefecture' else 'direct' end
      or (platform.scope() = 'nation' and s.state in ('gathered', 'queried', 'fixed', 'replacing')))));
create policy of_sheet on surveys.decision using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = decision.body_code and s.round_id = decision.round_id));
create policy of_sheet on surveys.step using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = step.body_code and s.round_id = step.round_id));
create policy of_sheet on surveys.recorded using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = recorded.body_code and s.round_id = recorded.round_id));

-- Drafts: the body alone. A prefecture sees and writes what it typed itself (代行入力).
create function surveys.mine(code text, round uuid) returns boolean language sql stable parallel safe as $$
  select platform.scope() = 'system' or (platform.scope() = 'body' and (code = platform.scope_body() or exists (
    select from surveys.sheet s where s.body_code = code and s.round_id = round)))
$$;

alter table surveys.answer enable row level security;
create policy own on surveys.answer using (
  surveys.mine(body_code, round_id)
  or (platform.scope() = 'prefecture' and via = 'proxy' and exists (
    select from surveys.sheet s where s.body_code = answer.body_code and s.round_id = answer.round_id)));
alter table surveys.proxy_entry enable row level security;
create policy own on surveys.proxy_entry using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = proxy_entry.body_code and s.round_id = proxy_entry.round_id));
alter table surveys.evidence enable row level security;
create policy own on surveys.evidence using (platform.scope() = 'system' or exists (
  select from surveys.sheet s where s.body_code = evidence.body_code and s.round_id = evidence.round_id));
alter table surveys.private_note enable row level security;
create policy own on surveys.private_note using (
  platform.scope() = 'system' or (platform.scope() = 'body' and body_code = platform.scope_body()));
alter table surveys.file enable row level security;
create policy own on surveys.file using (
  platform.scope() = 'system'
  or (platform.scope() = 'body' and body_code = platform.scope_body())
  or (platform.scope() = 'prefecture' and left(body_code, 2) = left(platform.scope_prefecture(), 2)));
alter table surveys.handout enable row level security;
create policy own on surveys.handout using (surveys.mine(body_code, round_id));
alter table surveys.handout_question enable row level security;
create policy own on surveys.handout_question using (exists (
  select from surveys.handout h where h.body_code = handout_question.body_code and h.handout_id = handout_question.handout_id));
alter table surveys.workbook enable row level security;
create policy own on surveys.workbook using (surveys.mine(body_code, round_id));
alter table surveys.upload enable row level security;
create policy own on surveys.upload using (surveys.mine(body_code, round_id));
`,
};
