import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { UserError } from '../user-error.ts';
import type { Database, Db } from './database.ts';
import type { Migration } from './migration.ts';

declare module './database.ts' {
  interface Database {
    'platform.migration': { id: string; sha256: string; applied_at: string };
  }
}

/** One lock for all programs that migrate the same database ("SHRB"). */
export const MIGRATION_LOCK = 0x53485242;

export function migrationHash(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Applies what is not yet applied, in the given order, each in a transaction of its own. Forward only.
 * Returns the ids newly applied.
 * @throws UserError when an applied one has changed, when the database knows one that this program does not
 *   (it was written by a newer version), or when an id is given twice.
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<readonly string[]> {
  const ids = new Set(migrations.map((m) => m.id));
  if (ids.size !== migrations.length) throw new UserError('移行の識別子が重複しています。');
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      return await applyMissing(connection, migrations, ids);
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

async function applyMissing(
  connection: Kysely<Database>,
  migrations: readonly Migration[],
  ids: ReadonlySet<string>,
): Promise<string[]> {
  const applied = await readApplied(connection);
  for (const id of applied.keys()) {
    if (!ids.has(id)) {
      throw new UserError(
        `データベースには、このプログラムが知らない移行「${id}」が適用されています。` +
          'より新しい版で使われたデータベースです。新しい版のしるべで起動してください。',
      );
    }
  }
  const fresh: string[] = [];
  for (const migration of migrations) {
    const hash = migrationHash(migration);
    const known = applied.get(migration.id);
    if (known === hash) continue;
    if (known !== undefined) {
      throw new UserError(
        `適用済みの移行「${migration.id}」の内容が変わっています。` +
          `適用時 ${known.slice(0, 12)}、現在 ${hash.slice(0, 12)}。` +
          '適用済みの移行は書き換えず、新しい移行を追加してください。何も変更していません。',
      );
    }
    await connection.transaction().execute(async (tx) => {
      await sql.raw(migration.sql).execute(tx);
      await sql`insert into platform.migration (id, sha256) values (${migration.id}, ${hash})`.execute(tx);
    });
    fresh.push(migration.id);
  }
  return fresh;
}

async function readApplied(connection: Kysely<Database>): Promise<Map<string, string>> {
  await sql`create schema if not exists platform`.execute(connection);
  await sql`create table if not exists platform.migration (
    id text primary key,
    sha256 text not null,
    applied_at timestamptz not null default clock_timestamp(),
    position bigint generated always as identity
  )`.execute(connection);
  const { rows } = await sql<{ id: string; sha256: string }>`
    select id, sha256 from platform.migration order by position`.execute(connection);
  return new Map(rows.map((row) => [row.id, row.sha256]));
}
