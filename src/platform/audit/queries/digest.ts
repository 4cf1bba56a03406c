import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { Head } from './verify.ts';

/** All heads of one instant, and of each whether it moved since the newest digest. */
export async function headsForDigest(tx: Tx): Promise<readonly (Head & { moved: boolean })[]> {
  const { rows } = await sql<{ body_code: string; seq: bigint; hash: string; moved: boolean }>`
    select h.body_code, h.seq, h.hash,
      h.seq > coalesce((select max(d.seq) from audit.digest_head d where d.body_code = h.body_code), 0) as moved
    from audit.head h where h.seq > 0 order by h.body_code`.execute(tx);
  return rows.map(({ body_code, seq, hash, moved }) => ({ bodyCode: body_code, seq, hash, moved }));
}

export async function newestDigest(tx: Tx): Promise<{ day: string; root: string } | null> {
  const { rows } = await sql<{ day: string; root: string }>`
    select day, root from audit.digest order by day desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** One program at a time; released at the end of the transaction ("AUDD"). */
export async function lockDigests(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${0x41554444})`.execute(tx);
}

export async function insertDigest(
  tx: Tx,
  digest: { day: string; madeAt: string; chains: number; entries: bigint; previous: string; root: string },
  moved: readonly Head[],
): Promise<void> {
  await sql`insert into audit.digest (day, made_at, chains, entries, previous, root)
    values (${digest.day}, ${digest.madeAt}, ${digest.chains}, ${digest.entries}, ${digest.previous}, ${digest.root})`.execute(
    tx,
  );
  await sql`insert into audit.digest_head (body_code, day, seq, hash)
    select b, ${digest.day}::date, s, h from unnest(${moved.map((m) => m.bodyCode)}::text[],
      ${moved.map((m) => m.seq.toString())}::int8[], ${moved.map((m) => m.hash)}::text[]) as t (b, s, h)`.execute(
    tx,
  );
}
