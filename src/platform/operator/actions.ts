import { createHash, randomBytes } from 'node:crypto';
import type { Deps } from '../deps.ts';
import {
  endSession,
  expireUnusedLinks,
  insertLink,
  insertSession,
  sessionIsOpen,
  useLink,
} from './queries.ts';

export const SESSION_HOURS = 12;
const LINK_HOURS = 24;
const HOUR = 3_600_000;

type Needs = Pick<Deps, 'db' | 'clock'>;

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function at(deps: Needs, hours = 0): string {
  return new Date(deps.clock.now() + hours * HOUR).toISOString();
}

/** The address that makes who opens it first the 運用管理者; good for 24 hours, older unopened ones end. */
export async function issueOperatorLink(deps: Needs, baseUrl: string): Promise<string> {
  const token = newToken();
  await expireUnusedLinks(deps.db, at(deps));
  await insertLink(deps.db, { hash: hashOf(token), issuedAt: at(deps), expiresAt: at(deps, LINK_HOURS) });
  return `${baseUrl}/operator?token=${token}`;
}

/** Opens a session of 12 hours by a link's token. Null: unknown, used or expired. */
export async function startSession(deps: Needs, linkToken: string): Promise<string | null> {
  return deps.db.transaction().execute(async (tx) => {
    const linkHash = hashOf(linkToken);
    if (!(await useLink(tx, linkHash, at(deps)))) return null;
    const token = newToken();
    const session = {
      hash: hashOf(token),
      linkHash,
      startedAt: at(deps),
      expiresAt: at(deps, SESSION_HOURS),
    };
    await insertSession(tx, session);
    return token;
  });
}

export function sessionValid(deps: Needs, token: string): Promise<boolean> {
  return sessionIsOpen(deps.db, hashOf(token), at(deps));
}

export async function stopSession(deps: Needs, token: string): Promise<void> {
  await endSession(deps.db, hashOf(token), at(deps));
}
