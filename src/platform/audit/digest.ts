import { addDays } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Clock } from '../deps.ts';
import { canonical, sha256 } from './entry.ts';
import { headsForDigest, insertDigest, lockDigests, newestDigest } from './queries/digest.ts';
import type { Digest, Head } from './queries/verify.ts';

/** What one day's digest hashes: the digest before, and the heads of all chains that moved since. */
export function digestRoot(of: {
  readonly day: string;
  readonly previous: string;
  readonly chains: number;
  readonly entries: bigint;
  readonly moved: readonly Head[];
}): string {
  return sha256(
    canonical({
      day: of.day,
      previous: of.previous,
      chains: of.chains,
      entries: of.entries.toString(),
      moved: of.moved.map(({ bodyCode, seq, hash }) => [bodyCode, seq.toString(), hash]),
    }),
  );
}

/**
 * The digest of the day that ended last in Japan, over everything that is linked by now. Null: that day has one already.
 * A day on which the program was off has none; the next one covers it.
 */
export async function makeDigest(db: Db, clock: Clock): Promise<Digest | null> {
  return db.transaction().execute((tx) => makeDigestIn(tx, clock));
}

export async function makeDigestIn(tx: Tx, clock: Clock): Promise<Digest | null> {
  const day = addDays(dayInJapan(clock.now()), -1);
  await lockDigests(tx);
  const last = await newestDigest(tx);
  if (last !== null && last.day >= day) return null;
  const heads = await headsForDigest(tx);
  const moved = heads.filter((head) => head.moved);
  const digest = {
    day,
    madeAt: new Date(clock.now()).toISOString(),
    chains: heads.length,
    entries: heads.reduce((sum, head) => sum + head.seq, 0n),
    previous: last?.root ?? '',
  };
  const root = digestRoot({ ...digest, moved });
  await insertDigest(tx, { ...digest, root }, moved);
  return { ...digest, root };
}

/** Lines to print, sign and file, or to copy into another system. */
export function digestText(digest: Digest): string[] {
  return [
    `監査の記録 日次要約 ${digest.day}`,
    `作成日時（UTC） ${digest.madeAt}`,
    `記録 ${digest.entries}件、系列 ${digest.chains}`,
    `前回の要約値 ${digest.previous === '' ? 'なし（最初の要約）' : grouped(digest.previous)}`,
    `この日の要約値 ${grouped(digest.root)}`,
    `照合: shirube audit verify --digest ${digest.day}=${digest.root}`,
  ];
}

/** Eight groups of eight: can be compared by eye and read aloud. */
function grouped(hash: string): string {
  return hash.match(/.{8}/g)?.join(' ') ?? hash;
}
