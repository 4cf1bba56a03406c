import type { Migration } from '../../../platform/db/migration.ts';

/** Tables that the operator brought and that a job reads: the file until it is read, then what stands against it. */
export const m0010: Migration = {
  id: 'standardization/0010-readings',
  sql: `
create table standardization.load_reading (
  load_id uuid primary key,
  month date not null,
  renewed boolean not null,
  file_name text not null,
  bytes bytea,
  job_id uuid not null,
  made_at timestamptz not null,
  message text,
  faults jsonb
);
comment on table standardization.load_reading is 'load_id: of the load that comes of it. bytes: null once it is read. message: why it was not taken, with the cells in faults.';
`,
};
