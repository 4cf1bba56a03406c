import { sql } from 'kysely';
import { UserError } from '../user-error.ts';
import type { Db } from './database.ts';

const MINIMUM = 150_000;

interface Found {
  readonly version: string;
  /** `server_version_num`: 150004 is 15.4. */
  readonly number: string;
  readonly encoding: string;
}

/**
 * Whether the server is one that we can work with: reachable, PostgreSQL 15 or newer, UTF-8.
 * @throws UserError
 */
export async function checkServer(db: Db): Promise<void> {
  let found: Found | undefined;
  try {
    const { rows } = await sql<Found>`
      select current_setting('server_version') as version, current_setting('server_version_num') as number,
             current_setting('server_encoding') as encoding`.execute(db);
    found = rows[0];
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new UserError(
      `データベースに接続できません。DATABASE_URL の接続先を確かめてください。理由: ${reason}`,
    );
  }
  const refusal = refusalOf(found);
  if (refusal !== null) throw new UserError(refusal);
}

/** Null: a server that we can work with. */
export function refusalOf(found: Found | undefined): string | null {
  if (!found || Number(found.number) < MINIMUM) {
    const version = found?.version ?? '不明';
    return `データベースの版が古いため使えません。見つかった版: PostgreSQL ${version}。必要な版: 15以上。`;
  }
  if (found.encoding !== 'UTF8') {
    return `データベースの文字コードが ${found.encoding} です。UTF8 で作成したデータベースを指定してください。`;
  }
  return null;
}

/** Whether the database answers just now. */
export async function databaseAnswers(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
