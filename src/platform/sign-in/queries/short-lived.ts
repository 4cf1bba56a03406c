import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';

/** One more attempt in a bucket; returns how many stand in its window, and when that ends. The window never grows. */
export async function countAttempt(
  db: Db,
  bucket: string,
  now: string,
  windowEnds: string,
): Promise<{ count: number; windowEnds: string }> {
  const { rows } = await sql<{ count: number; windowEnds: string }>`
    insert into sign_in.attempts as t (bucket, count, window_ends) values (${bucket}, 1, ${windowEnds})
    on conflict (bucket) do update set
      count = case when t.window_ends <= ${now} then 1 else t.count + 1 end,
      window_ends = case when t.window_ends <= ${now} then excluded.window_ends else t.window_ends end
    returning count, window_ends as "windowEnds"`.execute(db);
  return rows[0] ?? { count: 1, windowEnds };
}

export async function forgetAttempts(db: Db, bucket: string): Promise<void> {
  await sql`delete from sign_in.attempts where bucket = ${bucket}`.execute(db);
}

export async function insertFlow(
  db: Db,
  flow: { hash: string; kind: string; accountId: string | null; content: unknown; expiresAt: string },
): Promise<void> {
  await sql`insert into sign_in.flow (token_sha256, kind, account_id, content, expires_at)
    values (${flow.hash}, ${flow.kind}, ${flow.accountId}, ${JSON.stringify(flow.content)}::jsonb, ${flow.expiresAt})`.execute(
    db,
  );
}

/** Once: whoever comes second with the same token gets nothing. */
export async function takeFlow(
  db: Db,
  hash: string,
  kind: string,
  now: string,
): Promise<{ accountId: string | null; content: unknown } | null> {
  const { rows } = await sql<{ accountId: string | null; content: unknown }>`
    delete from sign_in.flow where token_sha256 = ${hash} and kind = ${kind} and expires_at > ${now}
    returning account_id as "accountId", content`.execute(db);
  return rows[0] ?? null;
}

export async function insertKeptForm(
  db: Db,
  form: { hash: string; accountId: string | null; sealed: string; keptAt: string; expiresAt: string },
): Promise<void> {
  await sql`insert into sign_in.kept_form (token_sha256, account_id, sealed, kept_at, expires_at)
    values (${form.hash}, ${form.accountId}, ${form.sealed}, ${form.keptAt}, ${form.expiresAt})`.execute(db);
}

/** Belongs to whoever's session had ended; where that was not known, to the first who signs in with that browser. */
export async function claimKeptForm(
  db: Db,
  hash: string,
  accountId: string,
  now: string,
): Promise<{ sealed: string; keptAt: string } | null> {
  const { rows } = await sql<{ sealed: string; keptAt: string }>`
    update sign_in.kept_form set account_id = ${accountId}
    where token_sha256 = ${hash} and expires_at > ${now} and (account_id is null or account_id = ${accountId})
    returning sealed, kept_at as "keptAt"`.execute(db);
  return rows[0] ?? null;
}

export async function deleteKeptForm(db: Db, hash: string, accountId: string): Promise<void> {
  await sql`delete from sign_in.kept_form where token_sha256 = ${hash} and account_id = ${accountId}`.execute(
    db,
  );
}

/** What has passed its time; sessions and used links stay for a while, so that a person can be told. */
export async function sweepShortLived(db: Db, now: string, longAgo: string): Promise<void> {
  await sql`delete from sign_in.attempts where window_ends < ${now}`.execute(db);
  await sql`delete from sign_in.flow where expires_at < ${now}`.execute(db);
  await sql`delete from sign_in.kept_form where expires_at < ${now}`.execute(db);
  await sql`delete from sign_in.enrolment where expires_at < ${longAgo}`.execute(db);
  await sql`delete from sign_in.session where expires_at < ${longAgo}`.execute(db);
}

/** The first program's mark stands; returns the one that stands. */
export async function secretMark(db: Db | Tx, fingerprint: string): Promise<string> {
  await sql`insert into sign_in.secret_mark (fingerprint) values (${fingerprint}) on conflict do nothing`.execute(
    db,
  );
  return (await readSecretMark(db)) ?? fingerprint;
}

export async function readSecretMark(db: Db | Tx): Promise<string | null> {
  const { rows } = await sql<{ fingerprint: string }>`select fingerprint from sign_in.secret_mark`.execute(
    db,
  );
  return rows[0]?.fingerprint ?? null;
}
