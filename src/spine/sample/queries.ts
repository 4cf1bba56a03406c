import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/db/database.ts';

/** One filler of 見本県 at a time; ends with the transaction. */
export async function lockSample(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('sample'))`.execute(tx);
}

/** Whether a batch of 見本県 has been recorded already. */
export async function hasBatch(db: Db, batchId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from observations.batch where batch_id = ${batchId}) as known`.execute(db);
  return rows[0]?.known === true;
}

/** How many 調査回 an organiser has made. */
export async function roundsOf(db: Db, organiserCode: string): Promise<number> {
  const { rows } = await sql<{ rounds: number }>`
    select count(*)::integer as rounds from surveys.round where organiser_code = ${organiserCode}`.execute(
    db,
  );
  return rows[0]?.rounds ?? 0;
}

/** Threads that a body of 見本県 has opened. */
export async function threadsOf(tx: Tx, askerCode: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from threads.thread where asker_code = ${askerCode}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** What a body of 見本県 has said of its steps. */
export async function stepEventsOf(tx: Tx, bodyCode: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from steps.event where body_code = ${bodyCode}`.execute(tx);
  return rows[0]?.n ?? 0;
}
