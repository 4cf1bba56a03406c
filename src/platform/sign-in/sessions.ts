import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { noteSignIn } from './queries/accounts.ts';
import * as queries from './queries/sessions.ts';
import { recordOwn } from './record.ts';
import { stageOf } from './rules.ts';
import { hashOf, newToken } from './tokens.ts';

/** A working day; after it one signs in again. */
export const SESSION_HOURS = 12;
/** Nothing asked for so long: as if signed out. Forms that were open are kept. */
const IDLE_HOURS = 2;
/** Time to give the second factor. */
const INCOMPLETE_MINUTES = 15;
const MINUTE = 60_000;

type Needs = Pick<Deps, 'db' | 'clock' | 'settings'>;

export function instant(deps: Pick<Deps, 'clock'>, minutes = 0): string {
  return new Date(deps.clock.now() + minutes * MINUTE).toISOString();
}

export interface NewSession {
  readonly accountId: string;
  readonly method: queries.Method;
  readonly completed: boolean;
  readonly address: string | null;
}

/** Returns the cookie's token. */
export async function openSession(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  session: NewSession,
): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const sessionId = randomUUID();
  const now = instant(deps);
  await queries.insertSession(tx, {
    sessionId,
    hash: hashOf(token),
    accountId: session.accountId,
    method: session.method,
    startedAt: now,
    completedAt: session.completed ? now : null,
    expiresAt: instant(deps, session.completed ? SESSION_HOURS * 60 : INCOMPLETE_MINUTES),
    address: session.address,
  });
  if (session.completed) {
    await noteSignIn(tx, session.accountId, now);
    await recordOwn(tx, deps, session.accountId, 'session.open', { sessionId, method: session.method });
  }
  return { token, sessionId };
}

export type FoundSession = queries.OpenSession & { readonly stage: ReturnType<typeof stageOf> };

/** The open session of a cookie's token, seen just now. Accounts of the trial let nobody in outside of trial mode. */
export async function findSession(deps: Needs, token: string): Promise<FoundSession | null> {
  const now = instant(deps);
  const found = await queries.findSession(deps.db, hashOf(token), now, idleSince(deps));
  if (found === null || (found.trial && !deps.settings.trial)) return null;
  // Once a minute is enough for 「最後の操作」, and spares a write with every page.
  if (found.lastSeenAt < instant(deps, -1)) await queries.noteSeen(deps.db, found.sessionId, now);
  return { ...found, stage: stageOf(found) };
}

export function idleSince(deps: Pick<Deps, 'clock'>): string {
  return instant(deps, -IDLE_HOURS * 60);
}
