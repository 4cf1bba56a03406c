import type { Migration } from '../../../platform/db/migration.ts';

/** A batch speaks of the nation or of 見本県, never of both; lists of batches leave the latter out. */
export const m0003: Migration = {
  id: 'observations/0003-sample-batches',
  sql: `
alter table observations.batch add column sample boolean not null default false;
comment on column observations.batch.sample is '見本県, which does not exist: in no list, sum or file of the nation';
`,
};
