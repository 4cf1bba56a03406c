import type { Migration } from '../../../platform/db/migration.ts';

/** A prefecture's sheets of a round: 179 of 1,741 for 北海道, without going over the others. */
export const m0006: Migration = {
  id: 'surveys/0006-owner-of-round',
  sql: 'create index sheet_by_round_owner on surveys.sheet (round_id, owner_code);',
};
