import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { allMigrations } from '../../src/app/modules.ts';
import { tableRights } from '../../src/app/table-rights.ts';
import { APP_ROLE, ensureAppRole } from '../../src/platform/db/app-role.ts';
import type { Db } from '../../src/platform/db/database.ts';
import { DATABASE_USER } from '../../src/platform/db/embedded/launch.ts';
import { migrate, migrationHash } from '../../src/platform/db/migrate.ts';
import type { Migration } from '../../src/platform/db/migration.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import type { Clock } from '../../src/platform/deps.ts';

export interface TestDatabase {
  /** As the owner of the tables: set-up, command line, past every policy. */
  readonly db: Db;
  /** As the role of the running server: what pages and their actions are given. */
  readonly appDb: Db;
  readonly cloneName: string;
  close(): Promise<void>;
}

function open(database: string, max = 10, user: string = DATABASE_USER): Db {
  return createDb({ socketDir: inject('pgSocketDir'), database, user }, { max });
}

/** What a template holds beyond its tables. Within one run the same key always means the same content. */
export interface Content {
  readonly key: string;
  readonly fill: (db: Db) => Promise<void>;
}

/**
 * A database of its own for one test file: a clone of a template that is migrated, and filled, once per run.
 * Real commits, real connections. Default: everything that `app/modules.ts` registers, and no rows.
 */
export async function testDatabase(
  migrations: readonly Migration[] = allMigrations,
  content: Content | null = null,
): Promise<TestDatabase> {
  const admin = open('postgres', 1);
  const cloneName = `t_${randomUUID().replaceAll('-', '')}`;
  try {
    const template = await ensureTemplate(admin, migrations, content);
    await sql`create database ${sql.id(cloneName)} template ${sql.id(template)}`.execute(admin);
  } finally {
    await closeDb(admin);
  }
  const db = open(cloneName);
  const appDb = open(cloneName, 10, APP_ROLE);
  return {
    db,
    appDb,
    cloneName,
    async close() {
      await closeDb(appDb);
      await closeDb(db);
      const again = open('postgres', 1);
      try {
        await sql`drop database if exists ${sql.id(cloneName)} with (force)`.execute(again);
      } finally {
        await closeDb(again);
      }
    },
  };
}

async function ensureTemplate(
  admin: Db,
  migrations: readonly Migration[],
  content: Content | null,
): Promise<string> {
  const list = migrations.map((m) => `${m.id} ${migrationHash(m)}`).join('\n');
  const name = `tpl_${createHash('sha256')
    .update(`${list}\n${content?.key ?? ''}`)
    .digest('hex')
    .slice(0, 24)}`;
  const base = content === null ? 'template1' : await ensureTemplate(admin, migrations, null);
  await admin.connection().execute(async (connection) => {
    // Test files run in parallel: the first one makes the template, the others wait for it.
    await sql`select pg_advisory_lock(hashtext(${name}))`.execute(connection);
    try {
      const known = await sql`select 1 from pg_database where datname = ${name}`.execute(connection);
      if (known.rows.length > 0) return;
      const half = `${name}_new`;
      await sql`drop database if exists ${sql.id(half)} with (force)`.execute(connection);
      await sql`create database ${sql.id(half)} template ${sql.id(base)}`.execute(connection);
      const db = open(half);
      try {
        if (content !== null) await content.fill(db);
        else {
          await migrate(db, migrations);
          await ensureAppRole(db, tableRights, true);
        }
      } finally {
        await closeDb(db);
      }
      await sql`alter database ${sql.id(half)} rename to ${sql.id(name)}`.execute(connection);
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${name}))`.execute(connection);
    }
  });
  return name;
}

/** A clock that stands still, at an instant such as `2026-04-01T09:00:00+09:00`; `set` moves it. */
export function fixedClock(iso: string): Clock & { set(iso: string): void } {
  let at = Date.parse(iso);
  return {
    now: () => at,
    set(next) {
      at = Date.parse(next);
    },
  };
}
