import type { Migration } from '../../../platform/db/migration.ts';

/**
 * What an older edition said where a newer one stood: it never counts beside it, but when every newer edition is taken
 * back it is the last that is known. Few rows: an ordinary import writes none.
 */
export const m0004: Migration = {
  id: 'observations/0004-older-editions',
  sql: `
create table observations.older (
  body_code text not null,
  indicator_key smallint not null,
  part_key integer not null,
  period_end date not null,
  series_key smallint not null,
  batch_no integer not null,
  state smallint not null,
  reason smallint,
  value bigint,
  base bigint,
  base_on date,
  sheet_no integer,
  row_no integer,
  column_no smallint,
  note text,
  primary key (body_code, indicator_key, part_key, period_end, series_key, batch_no),
  check ((value is null) <> (reason is null))
);
create index older_by_batch on observations.older (batch_no);
comment on table observations.older is 'Append-only. Cells of an older edition that did not overwrite a newer one; counted only when the newer ones are undone.';
`,
};
