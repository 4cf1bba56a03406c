import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { findRound, type Round } from './rounds.ts';

/** Locks a round and its sheets: 確定 and 公表 happen once, and no sheet moves meanwhile. */
export async function lockRound(tx: Tx, roundId: string): Promise<Round | null> {
  if (!/^[0-9a-f-]{36}$/.test(roundId)) return null;
  await sql`select 1 from surveys.round where round_id = ${roundId}::uuid for update`.execute(tx);
  // Whoever hands in at this moment waits, and then finds the round closed.
  await sql`select 1 from surveys.sheet where round_id = ${roundId}::uuid order by body_code for update`.execute(
    tx,
  );
  return findRound(tx, roundId);
}
