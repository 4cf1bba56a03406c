import { sql } from 'kysely';
import { UserError } from '../user-error.ts';
import type { Db } from './database.ts';

const MINIMUM = 150_000;

/**
 * Whether the server is one that we can work with: reachable, PostgreSQL 15 or newer, UTF-8.
 * @throws UserError
 */
export async function checkServer(db: Db): Promise<void> {
  let found: { version: string; number: string; encoding: string } | undefined;
  try {
    const { rows } = await sql<{ version: string; number: string; encoding: string }>`
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
  if (!found || Number(found.number) < MINIMUM) {
    throw new UserError(
      `データベースの版が古いため使えません。見つかった版: PostgreSQL ${found?.version ?? '不明'}。必要な版: 15以上。`,
    );
  }
  if (found.encoding !== 'UTF8') {
    throw new UserError(
      `データベースの文字コードが ${found.encoding} です。UTF8 で作成したデータベースを指定してください。`,
    );
  }
}
