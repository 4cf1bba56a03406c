import type { Migration } from '../../../platform/db/migration.ts';

/**
 * A file that repeats what is known adds no revision, yet it says it: when the file that said it first is taken back,
 * the value stands as long as one file that says it is left. `revision` = the row that is repeated.
 */
export const m0002: Migration = {
  id: 'observations/0002-confirmations',
  sql: `
create table observations.confirmation (
  body_code text not null,
  indicator_key smallint not null,
  part_key integer not null,
  period_end date not null,
  series_key smallint not null,
  revision smallint not null,
  batch_no integer not null,
  sheet_no integer,
  row_no integer,
  column_no smallint,
  primary key (body_code, indicator_key, part_key, period_end, series_key, revision, batch_no)
);
create index confirmation_by_batch on observations.confirmation (batch_no);
comment on table observations.confirmation is 'Append-only. A later batch says the same value as a revision; it keeps it standing when the batch of the revision is undone.';
`,
};
