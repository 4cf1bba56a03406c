import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Who acts. `person` is known to the table of pseudonyms only; the entry bears the pseudonym and the seat. */
export interface AuditActor {
  readonly seatId: string | null;
  readonly person: { readonly id: string; readonly name: string };
}

/** 運用管理者 by the one-time link: a role of the machine, no person. */
export const OPERATOR: AuditActor = { seatId: null, person: { id: 'operator', name: '運用管理者' } };
/** The program itself: jobs and schedules. */
export const SYSTEM: AuditActor = { seatId: null, person: { id: 'system', name: 'しるべ（自動処理）' } };

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export interface AuditEntry {
  readonly actor: AuditActor;
  /** `surveys:answer.save`: part, colon, what was done. */
  readonly action: string;
  readonly object: { readonly kind: string; readonly id: string };
  /** Whose record it is; null: of no one body (kept in the nation's chain 000000). */
  readonly bodyCode: string | null;
  /** Ids, counts, states. **No personal data**: what stands here cannot be erased. */
  readonly detail?: Json;
}

/** What is hashed of an entry. `at` with microseconds, as the database gives it back. */
export interface EntryContent {
  readonly bodyCode: string;
  readonly entryId: string;
  readonly at: string;
  readonly day: string;
  readonly actor: string;
  readonly seatId: string | null;
  readonly action: string;
  readonly kind: 'write' | 'read';
  readonly objectKind: string;
  readonly objectId: string;
  /** Canonical JSON. */
  readonly detail: string;
}

/** Lower-case hex, 64 signs. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** RFC 8785. @throws for what is not JSON (NaN, undefined alone). */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not JSON');
  return text;
}

export function contentHash(content: EntryContent): string {
  const { bodyCode, entryId, at, day, actor, seatId, action, kind, objectKind, objectId, detail } = content;
  return sha256(
    canonical({ bodyCode, entryId, at, day, actor, seatId, action, kind, objectKind, objectId, detail }),
  );
}

/** The same line as `audit.link_entry()` hashes. */
export function linkHash(link: {
  readonly previous: string;
  readonly seq: bigint;
  readonly bodyCode: string;
  readonly entryId: string;
  readonly day: string;
  readonly contentSha256: string;
}): string {
  const { previous, seq, bodyCode, entryId, day, contentSha256 } = link;
  return sha256([previous, seq, bodyCode, entryId, day, contentSha256].join('\n'));
}
