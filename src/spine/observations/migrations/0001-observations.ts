import type { Migration } from '../../../platform/db/migration.ts';

/**
 * The append-only store. One natural key, body first, so that one index serves the newest revision, the history and
 * a body's whole sheet; the second index is almost free because its few distinct keys are deduplicated.
 * Keys of indicators, parts and series are joined from their tables in the insert itself, so the hot table carries no
 * foreign keys (see docs/adr/0003); a test looks for orphans instead.
 */
export const m0001: Migration = {
  id: 'observations/0001-observations',
  sql: `
create schema observations;

create table observations.batch (
  batch_no integer generated always as identity primary key,
  batch_id uuid not null unique,
  kind text not null check (kind in ('import', 'answer', 'evidence', 'correction', 'undo')),
  title text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  undoes uuid unique references observations.batch (batch_id)
);

create table observations.batch_sheet (
  sheet_no integer generated always as identity primary key,
  batch_no integer not null references observations.batch (batch_no),
  position smallint not null,
  file_name text not null,
  sheet_name text not null,
  sha256 text not null,
  edition_on date,
  unique (batch_no, position)
);

create table observations.observation (
  body_code text not null,
  indicator_key smallint not null,
  part_key integer not null,
  period_end date not null,
  series_key smallint not null,
  revision smallint not null,
  state smallint not null,
  reason smallint,
  void boolean not null default false,
  restores smallint,
  value bigint,
  base bigint,
  base_on date,
  batch_no integer not null,
  sheet_no integer,
  row_no integer,
  column_no smallint,
  note text,
  primary key (body_code, indicator_key, part_key, period_end, series_key, revision),
  check (case when void then value is null and reason is null else (value is null) <> (reason is null) end)
);
create index observation_by_period on observations.observation (indicator_key, period_end, part_key);
create index observation_corrections on observations.observation (batch_no) where revision > 1;
create index observation_by_batch on observations.observation using brin (batch_no) with (pages_per_range = 16);

comment on table observations.observation is 'Append-only. value = the body''s value x 10^scale; base = its own denominator; reason 1 not-asked 2 not-answered 3 not-applicable 4 blank-in-source 5 withdrawn; state 0 unpublished 1 provisional 2 final; void = no record any more (an undone batch).';

create table observations.shadowed (
  body_code text not null,
  indicator_key smallint not null,
  part_key integer not null,
  period_end date not null,
  series_key smallint not null,
  revision smallint not null,
  primary key (body_code, indicator_key, part_key, period_end, series_key, revision)
);
comment on table observations.shadowed is 'Derived: rows of observation that do not count now (superseded, void, or outranked by a series believed more). Few, so that the effective rows are one anti-join.';

create view observations.effective as
select o.* from observations.observation o
where not exists (
  select from observations.shadowed s
  where s.body_code = o.body_code and s.indicator_key = o.indicator_key and s.part_key = o.part_key
    and s.period_end = o.period_end and s.series_key = o.series_key and s.revision = o.revision);

create table observations.published (
  published_id text primary key,
  indicator_key smallint not null,
  part_key integer not null,
  period_end date,
  area_code text not null,
  level text not null,
  body_class text not null,
  item text,
  document jsonb not null,
  position integer not null,
  recorded_at timestamptz not null,
  retired_at timestamptz
);
create index published_by_indicator on observations.published (indicator_key, part_key, period_end);
comment on table observations.published is 'Figures that exist only as printed for an area or class. They answer only where no body-level record exists, and are never added up.';
`,
};
