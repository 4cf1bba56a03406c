import type { Migration } from '../../../platform/db/migration.ts';

/**
 * Stored roll-ups: integer sums and counts only, one row per area and stratum. A class (市, 町村, 指定都市を除く …) is a
 * union of strata, so a write touches two rows (its prefecture, the nation) and every class still is exact.
 */
export const m0001: Migration = {
  id: 'roll-up/0001-cells',
  sql: `
create schema rollup;

create table rollup.rule (
  indicator_key smallint primary key,
  threshold bigint,
  by_base boolean not null,
  -- The series in the order in which they were believed when the cells were last counted.
  believed text not null
);
comment on table rollup.rule is 'What counting needs of a definition: bodies at or above threshold / 1000 are met (a share is compared in percent, anything else as stored); by_base keeps sums of different denominators apart, for plain means of shares.';

create table rollup.cell (
  indicator_key smallint not null,
  part_key integer not null,
  period_end date not null,
  area_code text not null,
  stratum text not null,
  unit_base bigint not null,
  reported bigint not null,
  not_asked bigint not null,
  not_answered bigint not null,
  not_applicable bigint not null,
  blank bigint not null,
  withdrawn bigint not null,
  met bigint not null,
  value_sum bigint not null,
  base_sum bigint not null,
  unpublished bigint not null,
  provisional bigint not null,
  primary key (indicator_key, part_key, period_end, area_code, stratum, unit_base)
);

create table rollup.data_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into rollup.data_version (version) values (1);
comment on table rollup.data_version is 'Raised by every transaction that changes a figure; what readers cached under an older number is stale.';
`,
};
