import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';

export async function insertLink(
  db: Db,
  link: { hash: string; issuedAt: string; expiresAt: string },
): Promise<void> {
  await sql`insert into platform.operator_link (token_sha256, issued_at, expires_at)
    values (${link.hash}, ${link.issuedAt}, ${link.expiresAt})`.execute(db);
}

/** A new link makes those that were never opened useless. */
export async function expireUnusedLinks(db: Db, now: string): Promise<void> {
  await sql`update platform.operator_link set expires_at = ${now}
    where used_at is null and expires_at > ${now}`.execute(db);
}

/** True for the first one who opens a valid link, false for everyone after. */
export async function useLink(tx: Tx, hash: string, now: string): Promise<boolean> {
  const { rows } = await sql`update platform.operator_link set used_at = ${now}
    where token_sha256 = ${hash} and used_at is null and expires_at > ${now} returning 1`.execute(tx);
  return rows.length === 1;
}

export async function insertSession(
  tx: Tx,
  session: { hash: string; linkHash: string; startedAt: string; expiresAt: string },
): Promise<void> {
  await sql`insert into platform.operator_session (token_sha256, link_sha256, started_at, expires_at)
    values (${session.hash}, ${session.linkHash}, ${session.startedAt}, ${session.expiresAt})`.execute(tx);
}

export async function sessionIsOpen(db: Db, hash: string, now: string): Promise<boolean> {
  const { rows } = await sql`select 1 from platform.operator_session
    where token_sha256 = ${hash} and ended_at is null and expires_at > ${now}`.execute(db);
  return rows.length === 1;
}

export async function endSession(db: Db, hash: string, now: string): Promise<void> {
  await sql`update platform.operator_session set ended_at = ${now}
    where token_sha256 = ${hash} and ended_at is null`.execute(db);
}
