import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 全体方針: policies of a body with their versions. A text is never overwritten, a decision never silently: sections are
 * append-only, what was done stands in `event`. What others see of it is what is published, and its state.
 */
export const m0001: Migration = {
  id: 'overall-policy/0001-overall-policy',
  sql: `
create schema overall_policy;

create table overall_policy.policy (
  body_code text not null,
  policy_no integer not null,
  title text not null,
  obligations text,
  created_at timestamptz not null,
  created_by text not null,
  abolished_on date,
  abolish_reason text,
  abolish_document_no text,
  abolish_decided_on date,
  abolish_decider text,
  primary key (body_code, policy_no),
  check ((abolished_on is null) = (abolish_reason is null))
);
comment on column overall_policy.policy.obligations is 'Other plans that it is at the same time, in the words of the body: no document at hand lists them.';

create table overall_policy.version (
  body_code text not null,
  policy_no integer not null,
  version_no integer not null,
  plan_version text not null,
  way text not null check (way in ('written', 'registered')),
  change_note text,
  url text,
  file_sha256 text,
  file_pages integer,
  vision_pages text,
  roadmap_pages text,
  document_no text,
  decided_on date,
  decider text,
  on_behalf boolean not null default false,
  seen_later boolean not null default false,
  same_person boolean not null default false,
  published_on date,
  published_url text,
  edition integer not null default 1,
  created_at timestamptz not null,
  created_by text not null,
  primary key (body_code, policy_no, version_no),
  foreign key (body_code, policy_no) references overall_policy.policy (body_code, policy_no),
  check ((decided_on is null) = (document_no is null)),
  check (published_on is null or decided_on is not null)
);
comment on column overall_policy.version.edition is 'Raised by every change of its text: what was decided on is what was printed.';

create table overall_policy.section (
  body_code text not null,
  policy_no integer not null,
  version_no integer not null,
  section text not null,
  revision integer not null,
  text text not null,
  choice text not null default '',
  in_force boolean not null,
  via text not null check (via in ('page', 'workbook', 'copied')),
  seat_title text not null,
  saved_at timestamptz not null,
  primary key (body_code, policy_no, version_no, section, revision),
  foreign key (body_code, policy_no, version_no) references overall_policy.version (body_code, policy_no, version_no)
);
comment on table overall_policy.section is 'Append-only. in_force false = typed while another had saved: kept beside, never lost, never part of the policy.';

create view overall_policy.section_now with (security_invoker = true) as
select distinct on (s.body_code, s.policy_no, s.version_no, s.section) s.*
from overall_policy.section s where s.in_force
order by s.body_code, s.policy_no, s.version_no, s.section, s.revision desc;

create table overall_policy.file (
  body_code text not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  bytes bytea not null,
  received_at timestamptz not null,
  primary key (body_code, sha256)
);

create table overall_policy.upload (
  body_code text not null,
  upload_id uuid not null,
  policy_no integer not null,
  version_no integer not null,
  file_name text not null,
  reading jsonb not null,
  state text not null check (state in ('read', 'refused', 'taken', 'dropped')),
  seat_title text not null,
  received_at timestamptz not null,
  primary key (body_code, upload_id),
  foreign key (body_code, policy_no, version_no) references overall_policy.version (body_code, policy_no, version_no)
);

create table overall_policy.consent (
  body_code text not null,
  lead_code text not null,
  policy_no integer not null,
  state text not null check (state in ('asked', 'agreed', 'declined')),
  asked_by text not null,
  asked_at timestamptz not null,
  document_no text,
  decided_on date,
  decider text,
  same_person boolean not null default false,
  answered_by text,
  answered_at timestamptz,
  primary key (body_code, lead_code, policy_no),
  check (state <> 'agreed' or decided_on is not null)
);
create index consent_by_lead on overall_policy.consent (body_code, policy_no, lead_code);
comment on table overall_policy.consent is 'Joint plans: body_code has the policy of lead_code as its own, by a decision of its own.';

create table overall_policy.event (
  body_code text not null,
  policy_no integer not null,
  event_id uuid not null,
  version_no integer,
  what text not null,
  detail text not null default '',
  seat_title text not null,
  at timestamptz not null,
  primary key (body_code, policy_no, event_id)
);

-- The second wall. Writing is the body's own; a prefecture and the nation see state and dates, and like everybody the
-- text once it is published; a body that was asked for a joint plan sees what it is asked to share.
create function overall_policy.own(code text) returns boolean language sql stable parallel safe as $$
  select platform.scope() = 'system' or (platform.scope() in ('body', 'prefecture') and code = platform.scope_body())
$$;
create function overall_policy.reached(code text) returns boolean language sql stable parallel safe as $$
  select (platform.scope() = 'prefecture' and left(code, 2) = left(platform.scope_prefecture(), 2))
    or (platform.scope() = 'nation' and (code >= '990000') = (platform.scope_body() >= '990000'))
$$;

alter table overall_policy.consent enable row level security;
create policy own on overall_policy.consent using (overall_policy.own(body_code));
create policy seen on overall_policy.consent for select using (
  (platform.scope() in ('body', 'prefecture') and lead_code = platform.scope_body())
  or overall_policy.reached(body_code) or state = 'agreed');

create function overall_policy.joint(lead text, no integer) returns boolean language sql stable parallel safe as $$
  select platform.scope() in ('body', 'prefecture') and exists (
    select from overall_policy.consent c
    where c.body_code = platform.scope_body() and c.lead_code = lead and c.policy_no = no)
$$;

alter table overall_policy.version enable row level security;
create policy own on overall_policy.version using (overall_policy.own(body_code));
create policy seen on overall_policy.version for select using (
  published_on is not null or overall_policy.reached(body_code) or overall_policy.joint(body_code, policy_no));

alter table overall_policy.policy enable row level security;
create policy own on overall_policy.policy using (overall_policy.own(body_code));
create policy seen on overall_policy.policy for select using (exists (
  select from overall_policy.version v where v.body_code = policy.body_code and v.policy_no = policy.policy_no));

alter table overall_policy.section enable row level security;
create policy own on overall_policy.section using (overall_policy.own(body_code));
create policy seen on overall_policy.section for select using (in_force and (
  overall_policy.joint(body_code, policy_no) or exists (
    select from overall_policy.version v where v.body_code = section.body_code and v.policy_no = section.policy_no
      and v.version_no = section.version_no and v.published_on is not null)));

alter table overall_policy.file enable row level security;
create policy own on overall_policy.file using (overall_policy.own(body_code));
create policy seen on overall_policy.file for select using (exists (
  select from overall_policy.version v where v.body_code = file.body_code and v.file_sha256 = file.sha256
    and (v.published_on is not null or overall_policy.joint(v.body_code, v.policy_no))));

alter table overall_policy.upload enable row level security;
create policy own on overall_policy.upload using (overall_policy.own(body_code));
alter table overall_policy.event enable row level security;
create policy own on overall_policy.event using (overall_policy.own(body_code));
`,
};
