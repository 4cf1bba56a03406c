import type { Migration } from '../../../platform/db/migration.ts';

/**
 * The month of a body: for each business one packed text of states, one character for each step. About 50 million
 * states of three years are 1.25 million rows.
 */
export const m0001: Migration = {
  id: 'standardization/0001-months',
  sql: `
create schema standardization;

-- ステップの一覧: read from the header of an imported file, dated. whole_code: the nation, or 見本県.
create table standardization.step_list (
  whole_code text not null,
  since date not null,
  steps text[] not null,
  items smallint[] not null,
  source text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (whole_code, since),
  check (cardinality(items) = cardinality(steps))
);
comment on column standardization.step_list.items is 'Step -> 作業項目 1-17; 0 where the mapping is not known.';

create function standardization.sees(code text) returns boolean language sql stable parallel safe as $$
  select (select platform.scope()) = 'system'
    or ((select platform.scope()) = 'body' and code = (select platform.scope_body()))
    or ((select platform.scope()) = 'prefecture' and left(code, 2) = left((select platform.scope_prefecture()), 2))
    or ((select platform.scope()) = 'nation' and (code >= '990000') = ((select platform.scope_body()) >= '990000'))
$$;
create function standardization.writes(code text) returns boolean language sql stable parallel safe as $$
  select (select platform.scope()) = 'system' or code = (select platform.scope_body())
$$;

create table standardization.month_report (
  body_code text not null,
  month date not null,
  from_month date,
  via text not null check (via in ('page', 'workbook', 'api', 'file', 'sample')),
  seat_id uuid,
  seat_title text not null,
  reported_at timestamptz not null,
  primary key (body_code, month)
);
create index month_report_by_month on standardization.month_report (month);
comment on table standardization.month_report is 'A body has said how it stands at the end of the month. Without a row the month is 未報告.';

-- states: the codes of the step engine, 0 未報告, 1 未着手, 2 作業中, 3 完了済み, 4 対象外. The counts are made by the database: nobody can store others.
create table standardization.month_state (
  body_code text not null,
  month date not null,
  base_month date,
  list_since date,
  business_no smallint not null check (business_no between 1 and 20),
  revision smallint not null,
  base_revision smallint,
  done smallint generated always as (length(states) - length(replace(states, '3', ''))) stored,
  working smallint generated always as (length(states) - length(replace(states, '2', ''))) stored,
  not_started smallint generated always as (length(states) - length(replace(states, '1', ''))) stored,
  excluded smallint generated always as (length(states) - length(replace(states, '4', ''))) stored,
  states text not null check (states ~ '^[0-4]{1,99}$'),
  primary key (body_code, month, business_no)
);
create index month_state_by_month on standardization.month_state (month);
comment on column standardization.month_state.list_since is 'Which step_list the characters stand for; null: the 17 作業項目.';
comment on column standardization.month_state.base_month is 'Copied from this month as of base_revision; what moved since is in step_event.';

create table standardization.step_event (
  body_code text not null,
  month date not null,
  business_no smallint not null,
  revision smallint not null,
  changes text not null,
  via text not null check (via in ('page', 'workbook', 'api', 'file', 'bulk', 'sample')),
  seat_id uuid,
  seat_title text not null,
  reason text,
  document_no text,
  at timestamptz not null,
  primary key (body_code, month, business_no, revision)
);
comment on table standardization.step_event is 'Append-only. changes: 12:1>2,13:1>3.';

create table standardization.exclusion (
  body_code text not null,
  business_no smallint not null,
  since date not null,
  reason text not null,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, business_no, since)
);
comment on table standardization.exclusion is '対象外 carries its reason.';

create table standardization.privacy_assessment (
  body_code text not null,
  business_no smallint not null,
  revision integer not null,
  held_on date,
  not_needed text,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, business_no, revision),
  check ((held_on is null) <> (not_needed is null))
);
comment on table standardization.privacy_assessment is '特定個人情報保護評価: its day, or 実施不要 with the reason.';

-- 月の確定, by whole.
create table standardization.month_close (
  whole_code text not null,
  month date not null,
  digest text not null,
  asked integer not null,
  reported integer not null,
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (whole_code, month)
);

alter table standardization.month_report enable row level security;
create policy own on standardization.month_report using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.month_state enable row level security;
create policy own on standardization.month_state using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.step_event enable row level security;
create policy own on standardization.step_event using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.exclusion enable row level security;
create policy own on standardization.exclusion using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.privacy_assessment enable row level security;
create policy own on standardization.privacy_assessment using (standardization.sees(body_code)) with check (standardization.writes(body_code));
`,
};
