import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';

/** Whether a batch of 見本県 has been recorded already. */
export async function hasBatch(db: Db, batchId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from observations.batch where batch_id = ${batchId}) as known`.execute(db);
  return rows[0]?.known === true;
}
