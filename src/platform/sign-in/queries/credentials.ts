import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';

export async function setPassword(tx: Tx, accountId: string, argon2: string, now: string): Promise<void> {
  await sql`insert into sign_in.password (account_id, argon2, set_at) values (${accountId}, ${argon2}, ${now})
    on conflict (account_id) do update set argon2 = excluded.argon2, set_at = excluded.set_at`.execute(tx);
}

export async function passwordOf(db: Db, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ argon2: string }>`
    select argon2 from sign_in.password where account_id = ${accountId}`.execute(db);
  return rows[0]?.argon2 ?? null;
}

/** Anything beside the password. Used-up codes count: who once had a factor is not let in without one. */
export async function hasSecondFactor(db: Db, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from sign_in.totp where account_id = ${accountId})
      or exists (select from sign_in.one_time_code where account_id = ${accountId})
      or exists (select from sign_in.passkey where account_id = ${accountId}) as has`.execute(db);
  return rows[0]?.has === true;
}

export interface StoredTotp {
  readonly sealed: string;
  readonly setAt: string;
  readonly lastStep: number;
}

export async function totpOf(db: Db, accountId: string): Promise<StoredTotp | null> {
  const { rows } = await sql<{ sealed: string; set_at: string; last_step: bigint }>`
    select sealed, set_at, last_step from sign_in.totp where account_id = ${accountId}`.execute(db);
  const row = rows[0];
  return row === undefined
    ? null
    : { sealed: row.sealed, setAt: row.set_at, lastStep: Number(row.last_step) };
}

/** `step`: the one whose code proved the app; it is not taken again. */
export async function setTotp(
  tx: Tx,
  accountId: string,
  sealed: string,
  step: number,
  now: string,
): Promise<void> {
  await sql`insert into sign_in.totp (account_id, sealed, set_at, last_step)
    values (${accountId}, ${sealed}, ${now}, ${step})
    on conflict (account_id) do update
    set sealed = excluded.sealed, set_at = excluded.set_at, last_step = excluded.last_step`.execute(tx);
}

/** True for the first one who brings the code of this step. */
export async function takeTotpStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const { rows } = await sql`update sign_in.totp set last_step = ${step}
    where account_id = ${accountId} and last_step < ${step} returning 1`.execute(db);
  return rows.length === 1;
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from sign_in.totp where account_id = ${accountId}`.execute(tx);
}

/** New codes make all former ones useless. */
export async function replaceCodes(
  tx: Tx,
  accountId: string,
  hashes: readonly string[],
  now: string,
): Promise<void> {
  await sql`delete from sign_in.one_time_code where account_id = ${accountId}`.execute(tx);
  await sql`insert into sign_in.one_time_code (account_id, sha256, issued_at)
    select ${accountId}::uuid, h, ${now}::timestamptz from unnest(${[...hashes]}::text[]) h`.execute(tx);
}

/** True once for each code. */
export async function takeCode(db: Db, accountId: string, hash: string, now: string): Promise<boolean> {
  const { rows } = await sql`update sign_in.one_time_code set used_at = ${now}
    where account_id = ${accountId} and sha256 = ${hash} and used_at is null returning 1`.execute(db);
  return rows.length === 1;
}

export async function codesLeft(
  db: Db,
  accountId: string,
): Promise<{ left: number; issuedAt: string | null }> {
  const { rows } = await sql<{ left: bigint; issued: string | null }>`
    select count(*) filter (where used_at is null) as left, max(issued_at) as issued
    from sign_in.one_time_code where account_id = ${accountId}`.execute(db);
  return { left: Number(rows[0]?.left ?? 0n), issuedAt: rows[0]?.issued ?? null };
}

export interface Passkey {
  readonly credentialId: string;
  readonly accountId: string;
  readonly title: string;
  /** Base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

const PASSKEY = sql`credential_id as "credentialId", account_id as "accountId", title, public_key as "publicKey",
  counter::integer as counter, transports, created_at as "createdAt", last_used_at as "lastUsedAt"`;

export async function passkeysOf(db: Db, accountId: string): Promise<readonly Passkey[]> {
  const { rows } = await sql<Passkey>`
    select ${PASSKEY} from sign_in.passkey where account_id = ${accountId} order by created_at`.execute(db);
  return rows;
}

export async function findPasskey(db: Db, credentialId: string): Promise<Passkey | null> {
  const { rows } = await sql<Passkey>`
    select ${PASSKEY} from sign_in.passkey where credential_id = ${credentialId}`.execute(db);
  return rows[0] ?? null;
}

export async function insertPasskey(
  tx: Tx,
  key: Omit<Passkey, 'lastUsedAt' | 'createdAt'>,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into sign_in.passkey (credential_id, account_id, title, public_key, counter, transports, created_at)
    values (${key.credentialId}, ${key.accountId}, ${key.title}, ${key.publicKey}, ${key.counter},
      ${[...key.transports]}::text[], ${now})
    on conflict (credential_id) do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

export async function notePasskeyUse(
  db: Db,
  credentialId: string,
  counter: number,
  now: string,
): Promise<void> {
  await sql`update sign_in.passkey set counter = ${counter}, last_used_at = ${now}
    where credential_id = ${credentialId}`.execute(db);
}

/** Of this account only. False: it has none of that id. */
export async function deletePasskey(tx: Tx, accountId: string, credentialId: string): Promise<boolean> {
  const { rows } = await sql`delete from sign_in.passkey
    where account_id = ${accountId} and credential_id = ${credentialId} returning 1`.execute(tx);
  return rows.length === 1;
}

/** Everything that an account is entered by: it begins anew with an enrolment link. */
export async function deleteCredentials(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from sign_in.password where account_id = ${accountId}`.execute(tx);
  await sql`delete from sign_in.totp where account_id = ${accountId}`.execute(tx);
  await sql`delete from sign_in.one_time_code where account_id = ${accountId}`.execute(tx);
  await sql`delete from sign_in.passkey where account_id = ${accountId}`.execute(tx);
}
