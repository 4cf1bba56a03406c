import { randomUUID } from 'node:crypto';
import { dayInJapan } from '../../core/known-on.ts';
import type { Db, Tx } from '../db/database.ts';
import type { Clock } from '../deps.ts';
import { type AuditActor, type AuditEntry, canonical, contentHash, type EntryContent } from './entry.ts';
import { eraseName, insertEntries, pseudonymOf } from './queries/write.ts';

/** Chain of what belongs to no one body. */
const NATION = '000000';

/** Appends what the transaction does, in that transaction: both stand or neither. */
export async function audit(tx: Tx, clock: Clock, entry: AuditEntry): Promise<void> {
  await auditMany(tx, clock, [entry]);
}

/** Several at once, in one statement; the order of chains is the database's business. */
export async function auditMany(tx: Tx, clock: Clock, entries: readonly AuditEntry[]): Promise<void> {
  await append(tx, clock, entries, 'write');
}

/** Reading of personal or unpublished data. With a pool: in a transaction of its own, before anything is shown. */
export async function auditRead(db: Db | Tx, clock: Clock, entry: AuditEntry): Promise<void> {
  if (db.isTransaction) await append(db as Tx, clock, [entry], 'read');
  else await db.transaction().execute((tx) => append(tx, clock, [entry], 'read'));
}

async function append(
  tx: Tx,
  clock: Clock,
  entries: readonly AuditEntry[],
  kind: 'write' | 'read',
): Promise<void> {
  if (entries.length === 0) return;
  const wrong = entries.find((entry) => !/^[a-z][a-z0-9-]*:[a-z][a-z0-9.-]*$/.test(entry.action));
  if (wrong !== undefined) throw new Error(`audit: action '${wrong.action}'`);
  const now = clock.now();
  const at = microseconds(now);
  const pseudonyms = await pseudonymsOf(tx, entries, at);
  const contents = entries.map(
    (entry): EntryContent => ({
      bodyCode: entry.bodyCode ?? NATION,
      entryId: randomUUID(),
      at,
      day: dayInJapan(now),
      actor: pseudonyms.get(entry.actor.person.id)!,
      seatId: entry.actor.seatId,
      action: entry.action,
      kind,
      objectKind: entry.object.kind,
      objectId: entry.object.id,
      detail: canonical(entry.detail ?? {}),
    }),
  );
  await insertEntries(
    tx,
    contents.map((content) => ({ ...content, contentSha256: contentHash(content) })),
  );
}

/** By person, each asked for once: what is done at once is done by one or a few. */
async function pseudonymsOf(
  tx: Tx,
  entries: readonly AuditEntry[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const pseudonyms = new Map<string, string>();
  for (const { actor } of entries)
    if (!pseudonyms.has(actor.person.id))
      pseudonyms.set(actor.person.id, await pseudonymOf(tx, actor.person, randomUUID(), at));
  return pseudonyms;
}

/** As the database writes instants for us: `2026-04-01T00:00:00.000000Z`. */
function microseconds(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}

/**
 * Takes a person's name out of the audit. The entries stay and hang together; who it was can no longer be told from
 * them. False: nobody of that id, or erased before.
 */
export async function erasePerson(
  tx: Tx,
  clock: Clock,
  personId: string,
  by: AuditActor,
  bodyCode: string | null = null,
): Promise<boolean> {
  const pseudonym = await eraseName(tx, personId, microseconds(clock.now()));
  if (pseudonym === null) return false;
  await audit(tx, clock, {
    actor: by,
    action: 'audit:erase-name',
    object: { kind: 'pseudonym', id: pseudonym },
    bodyCode,
  });
  return true;
}
