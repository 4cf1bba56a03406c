import type { Migration } from '../../../platform/db/migration.ts';

/** What stands behind the states: systems with vendor, limit and cost, judgements of packages, plans, consents, tools. */
export const m0002: Migration = {
  id: 'standardization/0002-systems',
  sql: `
create table standardization.vendor (
  vendor_id uuid primary key,
  whole_code text not null,
  name text not null,
  unique (whole_code, name)
);

create table standardization.package (
  package_id uuid primary key,
  vendor_id uuid not null references standardization.vendor (vendor_id),
  name text not null,
  unique (vendor_id, name)
);

create table standardization.package_version (
  package_id uuid not null references standardization.package (package_id),
  version text not null,
  business_no smallint not null check (business_no between 1 and 20),
  primary key (package_id, version, business_no)
);

-- 適合性: typed requirements of a business, judged once for each version of a package.
create table standardization.requirement (
  whole_code text not null,
  business_no smallint not null check (business_no between 1 and 20),
  requirement_no text not null,
  kind text not null check (kind in ('function', 'form', 'data', 'common')),
  title text not null,
  mandatory boolean not null,
  source text not null,
  primary key (whole_code, business_no, requirement_no)
);
create table standardization.verdict (
  package_id uuid not null,
  version text not null,
  business_no smallint not null,
  requirement_no text not null,
  revision integer not null,
  verdict text not null check (verdict in ('fit', 'unfit', 'excluded')),
  reason text,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (package_id, version, business_no, requirement_no, revision),
  foreign key (package_id, version, business_no) references standardization.package_version (package_id, version, business_no),
  check (verdict = 'fit' or reason is not null)
);
create table standardization.addition (
  package_id uuid not null,
  version text not null,
  business_no smallint not null,
  addition_no integer not null,
  what text not null,
  other_business text not null,
  reason text not null,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (package_id, version, business_no, addition_no),
  foreign key (package_id, version, business_no) references standardization.package_version (package_id, version, business_no)
);
comment on table standardization.addition is '標準化法: additions only for other business that is processed integrally, to the least extent, with the reason.';

-- One row for each system: what the body says of it, and how it stands in its newest month.
create table standardization.system (
  body_code text not null,
  business_no smallint not null check (business_no between 1 and 20),
  revision integer not null default 0,
  vendor_id uuid references standardization.vendor (vendor_id),
  package_id uuid references standardization.package (package_id),
  package_version text,
  environment text check (environment in ('government-cloud', 'other-cloud', 'on-premises')),
  contract_end date,
  customisation text,
  planned_on date,
  seat_title text,
  recorded_at timestamptz,
  limit_on date,
  limit_kind text not null default 'plan' check (limit_kind in ('plan', 'set', 'extended', 'deferred')),
  limit_source text,
  month date,
  list_since date,
  states text,
  done smallint,
  excluded smallint,
  steps smallint,
  finished boolean not null default false,
  primary key (body_code, business_no)
);
create index system_open on standardization.system (limit_on) where not finished;
create index system_by_vendor on standardization.system (vendor_id);
comment on column standardization.system.limit_on is 'plan: the day of the plan; set: a day of the body and business with its source; extended: 特定移行支援システム, null = day not known; deferred: 判断保留.';

create table standardization.system_limit (
  body_code text not null,
  business_no smallint not null,
  revision integer not null,
  limit_on date,
  limit_kind text not null check (limit_kind in ('plan', 'set', 'extended', 'deferred')),
  source text not null,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, business_no, revision)
);

create table standardization.cost (
  body_code text not null,
  business_no smallint not null,
  fiscal_year integer not null,
  phase text not null check (phase in ('preparation', 'migration')),
  item text not null,
  amount bigint not null check (amount >= 0),
  primary key (body_code, business_no, fiscal_year, phase, item)
);
comment on column standardization.cost.amount is '円.';

create table standardization.plan_version (
  body_code text not null,
  version integer not null,
  note text not null,
  lines jsonb not null,
  seat_title text not null,
  made_at timestamptz not null,
  primary key (body_code, version)
);

create table standardization.vendor_consent (
  body_code text not null,
  vendor_id uuid not null references standardization.vendor (vendor_id),
  since date not null,
  until date,
  seat_title text not null,
  recorded_at timestamptz not null,
  primary key (body_code, vendor_id, since)
);
comment on table standardization.vendor_consent is 'The body lets what this vendor tells move its lines, together with those of others.';

-- One vendor's slip: a change told once, for all its bodies.
create table standardization.slip (
  slip_id uuid primary key,
  whole_code text not null,
  vendor_id uuid not null references standardization.vendor (vendor_id),
  business_no smallint not null,
  days integer not null,
  reason text not null,
  document_no text not null,
  seat_title text not null,
  recorded_at timestamptz not null
);
create table standardization.slip_body (
  body_code text not null,
  slip_id uuid not null references standardization.slip (slip_id),
  outcome text not null check (outcome in ('moved', 'no-consent', 'no-date')),
  from_on date,
  to_on date,
  primary key (body_code, slip_id)
);

create table standardization.request_sheet (
  body_code text not null,
  sheet_no integer not null,
  vendor_id uuid references standardization.vendor (vendor_id),
  month date not null,
  known jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  returned_at timestamptz,
  primary key (body_code, sheet_no)
);
comment on column standardization.request_sheet.known is 'Number of the business -> states when the sheet was made.';

create table standardization.api_token (
  body_code text not null,
  token_id uuid not null,
  vendor_id uuid not null references standardization.vendor (vendor_id),
  title text not null,
  secret_hash text not null,
  businesses smallint[] not null,
  until date not null,
  made_by text not null,
  made_at timestamptz not null,
  revoked_at timestamptz,
  primary key (body_code, token_id)
);
create index api_token_by_hash on standardization.api_token (secret_hash);

alter table standardization.system enable row level security;
create policy own on standardization.system using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.system_limit enable row level security;
create policy own on standardization.system_limit using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.cost enable row level security;
create policy own on standardization.cost using ((select platform.scope()) = 'system' or body_code = (select platform.scope_body()));
alter table standardization.plan_version enable row level security;
create policy own on standardization.plan_version using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.vendor_consent enable row level security;
create policy own on standardization.vendor_consent using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.slip_body enable row level security;
create policy own on standardization.slip_body using (standardization.sees(body_code)) with check (standardization.writes(body_code));
alter table standardization.request_sheet enable row level security;
create policy own on standardization.request_sheet using ((select platform.scope()) = 'system' or body_code = (select platform.scope_body()));
alter table standardization.api_token enable row level security;
create policy own on standardization.api_token using ((select platform.scope()) = 'system' or body_code = (select platform.scope_body()));
`,
};
