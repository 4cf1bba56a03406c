import type { Migration } from '../../db/migration.ts';

/** When a person acted last decides when the name goes. */
export const m0002: Migration = {
  id: 'audit/0002-entry-of-actor',
  sql: `create index entry_of_actor on audit.entry (actor, day desc);`,
};
