import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';

export interface Account {
  readonly accountId: string;
  readonly loginName: string;
  readonly secondFactor: boolean;
  readonly trial: boolean;
  readonly disabledAt: string | null;
}

const ACCOUNT = sql`a.account_id as "accountId", a.login_name as "loginName", a.second_factor as "secondFactor",
  a.trial, a.disabled_at as "disabledAt"`;

/** False: the name is taken. */
export async function insertAccount(
  tx: Tx,
  account: Omit<Account, 'disabledAt'>,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into sign_in.account (account_id, login_name, second_factor, trial, created_at)
    values (${account.accountId}, ${account.loginName}, ${account.secondFactor}, ${account.trial}, ${now})
    on conflict (login_name) do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

export async function getAccount(db: Db, accountId: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${ACCOUNT} from sign_in.account a where a.account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** With the hash of its password; null for an unknown name, and a null hash for one without password. */
export async function accountByLoginName(
  db: Db,
  loginName: string,
): Promise<(Account & { argon2: string | null }) | null> {
  const { rows } = await sql<Account & { argon2: string | null }>`
    select ${ACCOUNT}, p.argon2 from sign_in.account a
    left join sign_in.password p on p.account_id = a.account_id
    where a.login_name = ${loginName}`.execute(db);
  return rows[0] ?? null;
}

/** Who somebody is at an OIDC provider. `issuer` null: bound before a provider was set; nobody signs in as that. */
export interface Subject {
  readonly issuer: string | null;
  readonly subject: string;
}

export async function accountBySubject(db: Db, { issuer, subject }: Subject): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${ACCOUNT} from sign_in.account a
    where a.subject = ${subject} and a.issuer is not distinct from ${issuer}`.execute(db);
  return rows[0] ?? null;
}

/** Subjects that were bound before a provider was set, or before issuers were kept, are those of this one. */
export async function adoptSubjects(db: Db, issuer: string): Promise<void> {
  await sql`update sign_in.account a set issuer = ${issuer}
    where a.subject is not null and a.issuer is null and not exists (
      select from sign_in.account o where o.subject = a.subject and o.issuer = ${issuer})`.execute(db);
}

/** What an administrator sees of an account. */
export interface AccountSummary {
  readonly accountId: string;
  readonly loginName: string;
  readonly disabledAt: string | null;
  /** The person has taken the account into use. */
  readonly enrolled: boolean;
  readonly secondFactor: boolean;
  readonly subject: string | null;
  readonly lastSignInAt: string | null;
}

export async function summaries(db: Db, accountIds: readonly string[]): Promise<readonly AccountSummary[]> {
  const { rows } = await sql<AccountSummary>`
    select a.account_id as "accountId", a.login_name as "loginName", a.disabled_at as "disabledAt",
      a.second_factor as "secondFactor", a.subject, a.last_sign_in_at as "lastSignInAt",
      exists (select from sign_in.password p where p.account_id = a.account_id)
        or exists (select from sign_in.passkey k where k.account_id = a.account_id)
        or (a.subject is not null and a.last_sign_in_at is not null) as enrolled
    from sign_in.account a where a.account_id = any(${[...accountIds]}::uuid[]) order by a.login_name`.execute(
    db,
  );
  return rows;
}

/** Null takes the disabling back. False: no such account. */
export async function setDisabled(tx: Tx, accountId: string, at: string | null): Promise<boolean> {
  const { rows } = await sql`update sign_in.account set disabled_at = ${at}::timestamptz
    where account_id = ${accountId} returning 1`.execute(tx);
  return rows.length === 1;
}

/** False: no such account. @throws unique_violation (23505) when another account has the subject */
export async function setSubject(tx: Tx, accountId: string, given: Subject | null): Promise<boolean> {
  const { rows } = await sql`update sign_in.account
    set subject = ${given?.subject ?? null}, issuer = ${given?.issuer ?? null}
    where account_id = ${accountId} returning 1`.execute(tx);
  return rows.length === 1;
}

/** The account stays as a number to which sessions and records point. */
export async function eraseIdentity(
  tx: Tx,
  accountId: string,
  loginName: string,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`update sign_in.account
    set login_name = ${loginName}, subject = null, issuer = null, disabled_at = coalesce(disabled_at, ${now}::timestamptz)
    where account_id = ${accountId} returning 1`.execute(tx);
  return rows.length === 1;
}

export async function noteSignIn(tx: Tx, accountId: string, now: string): Promise<void> {
  await sql`update sign_in.account set last_sign_in_at = ${now} where account_id = ${accountId}`.execute(tx);
}

export async function insertEnrolment(
  tx: Tx,
  enrolment: { hash: string; accountId: string; issuedAt: string; expiresAt: string },
): Promise<void> {
  await sql`update sign_in.enrolment set expires_at = ${enrolment.issuedAt}
    where account_id = ${enrolment.accountId} and used_at is null and expires_at > ${enrolment.issuedAt}`.execute(
    tx,
  );
  await sql`insert into sign_in.enrolment (token_sha256, account_id, issued_at, expires_at)
    values (${enrolment.hash}, ${enrolment.accountId}, ${enrolment.issuedAt}, ${enrolment.expiresAt})`.execute(
    tx,
  );
}

/** The account that an unused link leads to. Looking does not use it up: scanners of mail look too. */
export async function accountOfEnrolment(db: Db, hash: string, now: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${ACCOUNT} from sign_in.enrolment e join sign_in.account a on a.account_id = e.account_id
    where e.token_sha256 = ${hash} and e.used_at is null and e.expires_at > ${now} and a.disabled_at is null`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** True for the first one only. */
export async function useEnrolment(tx: Tx, hash: string, now: string): Promise<boolean> {
  const { rows } = await sql`update sign_in.enrolment set used_at = ${now}
    where token_sha256 = ${hash} and used_at is null and expires_at > ${now} returning 1`.execute(tx);
  return rows.length === 1;
}
