import type { Migration } from '../../../platform/db/migration.ts';

/**
 * 工程表. `line` is how a 個別取組 stands, `entry` every writing that made it: replaying the entries gives the line. What a
 * prefecture and the nation see of it is the view `shown`: never budgets, risks, decisions.
 */
export const m0001: Migration = {
  id: 'roadmap/0001-roadmap',
  sql: `
create schema roadmap;

create table roadmap.line (
  body_code text not null,
  line_no integer not null check (line_no > 0),
  edition integer not null check (edition > 0),
  plan_version text not null,
  content jsonb not null,
  -- What lists ask for, never written by hand.
  item text not null generated always as (content ->> 'item') stored,
  title text not null generated always as (content ->> 'title') stored,
  starts_on text generated always as (content #>> '{starts,on}') stored,
  ends_on text generated always as (content #>> '{ends,on}') stored,
  next_on text generated always as (content #>> '{next,on}') stored,
  next_text text generated always as (content #>> '{next,text}') stored,
  state text generated always as (content #>> '{state,level}') stored,
  state_text text generated always as (content #>> '{state,text}') stored,
  state_on text generated always as (content #>> '{state,on}') stored,
  ended_on text generated always as (content #>> '{ended,on}') stored,
  changed_at timestamptz not null,
  primary key (body_code, line_no)
);
comment on table roadmap.line is 'content = rules/line.ts. edition = number of its entries.';

create table roadmap.entry (
  body_code text not null,
  line_no integer not null,
  edition integer not null,
  changes jsonb not null,
  note text,
  via text not null check (via in ('page', 'file', 'year', 'sample')),
  seat_id uuid,
  seat_title text not null,
  saved_at timestamptz not null,
  primary key (body_code, line_no, edition),
  foreign key (body_code, line_no) references roadmap.line (body_code, line_no)
);
comment on table roadmap.entry is 'Append-only. changes = whole fields with their new values.';

create table roadmap.decision (
  body_code text not null,
  line_no integer not null,
  decision_no integer not null,
  decided_on date not null,
  document_no text not null check (document_no <> ''),
  decision text not null check (decision <> ''),
  seat_id uuid,
  seat_title text not null,
  saved_at timestamptz not null,
  primary key (body_code, line_no, decision_no),
  foreign key (body_code, line_no) references roadmap.line (body_code, line_no)
);

create table roadmap.year (
  body_code text not null,
  fiscal_year integer not null,
  opened_on date not null,
  seat_id uuid,
  seat_title text not null,
  opened_at timestamptz not null,
  primary key (body_code, fiscal_year)
);

create table roadmap.year_line (
  body_code text not null,
  fiscal_year integer not null,
  line_no integer not null,
  edition integer not null,
  answer text not null check (answer in ('confirmed', 'changed', 'ended')),
  reason text,
  primary key (body_code, fiscal_year, line_no),
  foreign key (body_code, fiscal_year) references roadmap.year (body_code, fiscal_year),
  foreign key (body_code, line_no, edition) references roadmap.entry (body_code, line_no, edition)
);
comment on table roadmap.year_line is '期首: the edition as it stood when the year was opened. Append-only, so the year stays as it was.';

create table roadmap.upload (
  body_code text not null,
  upload_id uuid not null,
  file_name text not null,
  sha256 text not null,
  proposals jsonb not null,
  seat_id uuid,
  seat_title text not null,
  received_at timestamptz not null,
  taken_at timestamptz,
  primary key (body_code, upload_id)
);
comment on table roadmap.upload is 'A file that was read and is looked at before it is taken. proposals = rules/sheet-read.ts.';

-- Beside the rights of the role: not even the owner's tools rewrite what was written.
create function roadmap.keep() returns trigger language plpgsql as $$
begin raise exception 'roadmap.% is append-only', tg_table_name; end $$;
create trigger keep before update or delete on roadmap.entry for each row execute function roadmap.keep();
create trigger keep before update or delete on roadmap.decision for each row execute function roadmap.keep();
create trigger keep before update or delete on roadmap.year for each row execute function roadmap.keep();
create trigger keep before update or delete on roadmap.year_line for each row execute function roadmap.keep();

-- The second wall: a roadmap is its body's. A prefecture has one of its own, too.
create function roadmap.mine(code text) returns boolean language sql stable parallel safe as $$
  select coalesce(platform.scope() = 'system'
    or (platform.scope() in ('body', 'prefecture') and code = platform.scope_body()), false) $$;

alter table roadmap.line enable row level security;
create policy own on roadmap.line using (roadmap.mine(body_code));
alter table roadmap.entry enable row level security;
create policy own on roadmap.entry using (roadmap.mine(body_code));
alter table roadmap.decision enable row level security;
create policy own on roadmap.decision using (roadmap.mine(body_code));
alter table roadmap.year enable row level security;
create policy own on roadmap.year using (roadmap.mine(body_code));
alter table roadmap.year_line enable row level security;
create policy own on roadmap.year_line using (roadmap.mine(body_code));
alter table roadmap.upload enable row level security;
create policy own on roadmap.upload using (roadmap.mine(body_code));

-- Read with the rights of its owner: it carries its own wall. 見本県 and all others never meet.
create view roadmap.shown as
select l.body_code, l.line_no, l.plan_version, l.item, l.title, l.starts_on, l.ends_on, l.state, l.state_text, l.state_on,
  l.ended_on, l.next_on, l.next_text, l.changed_at
from roadmap.line l
where roadmap.mine(l.body_code)
  or (platform.scope() = 'prefecture' and left(l.body_code, 2) = left(platform.scope_prefecture(), 2))
  or (platform.scope() = 'nation' and (l.body_code >= '990000') = (platform.scope_body() >= '990000'));
`,
};
