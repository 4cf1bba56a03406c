import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { allMigrations } from '../src/app/modules.ts';
import { APP_ROLE } from '../src/platform/db/app-role.ts';
import type { Db } from '../src/platform/db/database.ts';
import { DATABASE_USER, startEmbedded } from '../src/platform/db/embedded/launch.ts';
import { stopEmbedded } from '../src/platform/db/embedded/stop.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { closeDb, createDb } from '../src/platform/db/pool.ts';
import { loadRegister } from '../src/spine/bodies/actions.ts';
import { REGISTER_SOURCE } from '../src/spine/bodies/register-data.ts';

/** A durable embedded server of its own, removed afterwards. */
export async function withServer(
  work: (open: (name: string) => Promise<Db>, asApp: (name: string) => Promise<Db>) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shirube-bench-'));
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, durable: true });
  const connect = (database: string, user: string = DATABASE_USER) =>
    createDb({ socketDir: server.socketDir, database, user }, { max: 10 });
  const opened: Db[] = [];
  /** As the role of the running server, once the database is prepared. */
  const openAsApp = async (name: string) => {
    const db = connect(name, APP_ROLE);
    opened.push(db);
    return db;
  };
  try {
    await work(async (name) => {
      const admin = connect('postgres');
      await sql`create database ${sql.id(name)}`.execute(admin);
      await closeDb(admin);
      const db = connect(name);
      opened.push(db);
      await migrate(db, allMigrations);
      return db;
    }, openAsApp);
  } finally {
    for (const db of opened) await closeDb(db);
    await stopEmbedded(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The real register: 1,788 bodies. */
export async function registerBodies(db: Db): Promise<void> {
  await loadRegister(db, { now: () => Date.now() }, REGISTER_SOURCE);
}
