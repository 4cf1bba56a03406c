import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import { prepared } from '../../db/prepared.ts';

export type Method = 'password' | 'enrolment' | 'passkey' | 'oidc' | 'trial';

export interface OpenSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly loginName: string;
  readonly method: Method;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly completed: boolean;
  readonly secondFactor: boolean;
  readonly trial: boolean;
  readonly hasFactor: boolean;
}

/** The session of a cookie, while it is open and its account is not disabled. */
export async function findSession(
  db: Db,
  hash: string,
  now: string,
  idleSince: string,
): Promise<OpenSession | null> {
  const { rows } = await prepared(sql<OpenSession>`
    select s.session_id as "sessionId", s.account_id as "accountId", a.login_name as "loginName", s.method,
      s.started_at as "startedAt", s.last_seen_at as "lastSeenAt", s.completed_at is not null as completed,
      a.second_factor as "secondFactor", a.trial,
      exists (select from sign_in.totp t where t.account_id = a.account_id)
        or exists (select from sign_in.one_time_code o where o.account_id = a.account_id)
        or exists (select from sign_in.passkey k where k.account_id = a.account_id) as "hasFactor"
    from sign_in.session s join sign_in.account a on a.account_id = s.account_id
    where s.token_sha256 = ${hash} and s.ended_at is null and s.expires_at > ${now} and s.last_seen_at > ${idleSince}
      and a.disabled_at is null`).execute(db);
  return rows[0] ?? null;
}

/** Whose session a cookie was, also when it has ended. */
export async function accountOfToken(db: Db, hash: string): Promise<string | null> {
  const { rows } = await sql<{ account: string }>`
    select account_id as account from sign_in.session where token_sha256 = ${hash} and completed_at is not null`.execute(
    db,
  );
  return rows[0]?.account ?? null;
}

export async function insertSession(
  tx: Tx,
  session: {
    readonly sessionId: string;
    readonly hash: string;
    readonly accountId: string;
    readonly method: Method;
    readonly startedAt: string;
    readonly completedAt: string | null;
    readonly expiresAt: string;
    readonly address: string | null;
  },
): Promise<void> {
  await sql`insert into sign_in.session
      (session_id, token_sha256, account_id, method, started_at, completed_at, last_seen_at, expires_at, address)
    values (${session.sessionId}, ${session.hash}, ${session.accountId}, ${session.method}, ${session.startedAt},
      ${session.completedAt}, ${session.startedAt}, ${session.expiresAt}, ${session.address})`.execute(tx);
}

export async function noteSeen(db: Db, sessionId: string, now: string): Promise<void> {
  await sql`update sign_in.session set last_seen_at = ${now} where session_id = ${sessionId}`.execute(db);
}

/** Of this account only. False: there is none of that id, or it has ended. */
export async function endSession(
  db: Db,
  accountId: string,
  sessionId: string,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`update sign_in.session set ended_at = ${now}
    where account_id = ${accountId} and session_id = ${sessionId} and ended_at is null returning 1`.execute(
    db,
  );
  return rows.length === 1;
}

/** All of an account, or all but one. Returns how many. */
export async function endSessions(
  db: Db,
  accountId: string,
  now: string,
  except: string | null,
): Promise<number> {
  const { rows } = await sql`update sign_in.session set ended_at = ${now}
    where account_id = ${accountId} and ended_at is null and expires_at > ${now}
      and session_id is distinct from ${except}::uuid returning 1`.execute(db);
  return rows.length;
}

export interface SessionLine {
  readonly sessionId: string;
  readonly method: Method;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly address: string | null;
}

export async function openSessions(
  db: Db,
  accountId: string,
  now: string,
  idleSince: string,
): Promise<readonly SessionLine[]> {
  const { rows } = await sql<SessionLine>`
    select session_id as "sessionId", method, started_at as "startedAt", last_seen_at as "lastSeenAt", address
    from sign_in.session
    where account_id = ${accountId} and ended_at is null and completed_at is not null and expires_at > ${now}
      and last_seen_at > ${idleSince} order by last_seen_at desc`.execute(db);
  return rows;
}

export async function forgetAddresses(tx: Tx, accountId: string): Promise<void> {
  await sql`update sign_in.session set address = null where account_id = ${accountId}`.execute(tx);
}
