import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { EntryContent } from '../entry.ts';

export interface LinkRow {
  readonly bodyCode: string;
  readonly seq: bigint;
  readonly entryId: string;
  readonly day: string;
  readonly contentSha256: string;
  readonly hash: string;
  readonly disposalId: string | null;
  /** Null: the entry is gone. */
  readonly entry: StoredEntry | null;
}

export interface StoredEntry extends EntryContent {
  readonly contentSha256: string;
}

export interface Head {
  readonly bodyCode: string;
  readonly seq: bigint;
  readonly hash: string;
}

export interface Digest {
  readonly day: string;
  readonly madeAt: string;
  readonly chains: number;
  readonly entries: bigint;
  readonly previous: string;
  readonly root: string;
}

/** Everything is read in one instant, or an entry of just now would look inserted. */
export async function oneInstant(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read read only`.execute(tx);
}

const ENTRY = sql.raw(`e.body_code, e.entry_id,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.day as entry_day, e.actor, e.seat_id,
  e.action, e.kind, e.object_kind, e.object_id, e.detail, e.content_sha256 as entry_sha256`);

interface EntryColumns {
  readonly body_code: string;
  readonly entry_id: string;
  readonly at: string;
  readonly entry_day: string;
  readonly actor: string;
  readonly seat_id: string | null;
  readonly action: string;
  readonly kind: 'write' | 'read';
  readonly object_kind: string;
  readonly object_id: string;
  readonly detail: string;
  readonly entry_sha256: string;
}

function storedEntry(row: EntryColumns): StoredEntry {
  return {
    bodyCode: row.body_code,
    entryId: row.entry_id,
    at: row.at,
    day: row.entry_day,
    actor: row.actor,
    seatId: row.seat_id,
    action: row.action,
    kind: row.kind,
    objectKind: row.object_kind,
    objectId: row.object_id,
    detail: row.detail,
    contentSha256: row.entry_sha256,
  };
}

type LinkColumns = {
  link_body: string;
  link_entry: string;
  link_day: string;
  seq: bigint;
  content_sha256: string;
  hash: string;
  disposal_id: string | null;
} & { [Column in keyof EntryColumns]: EntryColumns[Column] | null };

/** Links after a place, in the order of the chains. */
export async function linksAfter(
  tx: Tx,
  after: { readonly bodyCode: string; readonly seq: bigint },
  limit: number,
): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkColumns>`
    select l.body_code as link_body, l.seq, l.entry_id as link_entry, l.day as link_day, l.content_sha256, l.hash,
      d.disposal_id, ${ENTRY}
    from (select * from audit.link
      where (body_code, seq) > (${after.bodyCode}, ${after.seq}) order by body_code, seq limit ${limit}) l
    left join audit.entry e on e.body_code = l.body_code and e.entry_id = l.entry_id
    left join audit.disposed d on d.body_code = l.body_code and d.seq = l.seq
    order by l.body_code, l.seq`.execute(tx);
  return rows.map((row) => ({
    bodyCode: row.link_body,
    seq: row.seq,
    entryId: row.link_entry,
    day: row.link_day,
    contentSha256: row.content_sha256,
    hash: row.hash,
    disposalId: row.disposal_id,
    entry: row.entry_id === null ? null : storedEntry(row as EntryColumns),
  }));
}

export async function unlinkedEntries(tx: Tx, limit: number): Promise<readonly StoredEntry[]> {
  const { rows } = await sql<EntryColumns>`select ${ENTRY} from audit.entry e
    where not exists (select from audit.link l where l.body_code = e.body_code and l.entry_id = e.entry_id)
    order by e.at, e.entry_id limit ${limit}`.execute(tx);
  return rows.map(storedEntry);
}

export async function readHeads(tx: Tx): Promise<readonly Head[]> {
  const { rows } = await sql<{ body_code: string; seq: bigint; hash: string }>`
    select body_code, seq, hash from audit.head order by body_code`.execute(tx);
  return rows.map(({ body_code, seq, hash }) => ({ bodyCode: body_code, seq, hash }));
}

/** Oldest first. */
export async function readDigests(tx: Db | Tx): Promise<readonly Digest[]> {
  const { rows } = await sql<{
    day: string;
    made_at: string;
    chains: number;
    entries: bigint;
    previous: string;
    root: string;
  }>`select day, made_at, chains, entries, previous, root from audit.digest order by day`.execute(tx);
  return rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at }));
}

/** Heads that a digest took over, with what the chain holds at that place today (null: nothing). */
export async function readDigestHeads(
  tx: Tx,
  day: string,
): Promise<readonly (Head & { linked: string | null })[]> {
  const { rows } = await sql<{ body_code: string; seq: bigint; hash: string; linked: string | null }>`
    select h.body_code, h.seq, h.hash, l.hash as linked from audit.digest_head h
    left join audit.link l on l.body_code = h.body_code and l.seq = h.seq
    where h.day = ${day} order by h.body_code`.execute(tx);
  return rows.map(({ body_code, seq, hash, linked }) => ({ bodyCode: body_code, seq, hash, linked }));
}

/** Places that are told to be disposed of, and whose entry is there all the same or whose link is missing. */
export async function falseDisposals(tx: Tx, limit: number): Promise<readonly Omit<Head, 'hash'>[]> {
  const { rows } = await sql<{ body_code: string; seq: bigint }>`
    select d.body_code, d.seq from audit.disposed d
    left join audit.link l on l.body_code = d.body_code and l.seq = d.seq
    left join audit.entry e on e.body_code = d.body_code and e.entry_id = l.entry_id
    where l.seq is null or e.entry_id is not null order by d.body_code, d.seq limit ${limit}`.execute(tx);
  return rows.map(({ body_code, seq }) => ({ bodyCode: body_code, seq }));
}

/** What the entries of disposals say of themselves, by disposal. */
export async function disposalFingerprints(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ object_id: string; detail: string }>`
    select object_id, detail from audit.entry where action = 'audit:dispose'`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.object_id,
      (JSON.parse(row.detail) as { fingerprint?: string }).fingerprint ?? '',
    ]),
  );
}
