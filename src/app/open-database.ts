import { APP_ROLE, checkAppRole } from '../platform/db/app-role.ts';
import { checkServer } from '../platform/db/check-server.ts';
import type { Db } from '../platform/db/database.ts';
import { type KeptServer, keepEmbedded } from '../platform/db/embedded/keep.ts';
import { otherClients } from '../platform/db/instance-lock.ts';
import { type Connection, closeDb, createDb } from '../platform/db/pool.ts';
import type { Settings } from '../platform/env.ts';

export interface OpenDatabase {
  /** As the owner of the tables: migrates, seeds, backs up, serves the command line. Past every policy. */
  readonly db: Db;
  readonly connection: Connection;
  /** As the role of the running server, which owns nothing; usable once the database is prepared. */
  readonly appConnection: Connection;
  openAppDb(): Promise<Db>;
  /** Null with DATABASE_URL. */
  readonly embedded: KeptServer | null;
  /** Closes the pool, then ends the embedded server: always, or only when nobody else is connected. */
  close(how: 'stop' | 'stop-if-last'): Promise<void>;
}

/** The database of the settings: the given one, or the embedded one, started or adopted. */
export async function openDatabase(settings: Settings, say: (line: string) => void): Promise<OpenDatabase> {
  const embedded =
    settings.databaseUrl === null ? await keepEmbedded({ dataDir: settings.dataDir, say }) : null;
  const connection: Connection = embedded
    ? embedded.server.connection()
    : { url: settings.databaseUrl ?? '' };
  const readOnly = settings.side === 'public';
  const appConnection: Connection =
    'url' in connection
      ? { ...connection, role: APP_ROLE, readOnly }
      : { ...connection, user: APP_ROLE, readOnly };
  const db = createDb(connection);
  let appDb: Db | null = null;
  const openAppDb = async () => {
    appDb ??= createDb(appConnection);
    await checkAppRole(appDb);
    return appDb;
  };
  const close = async (how: 'stop' | 'stop-if-last') => {
    if (appDb) await closeDb(appDb);
    await closeDb(db);
    if (!embedded) return;
    // A server program that came later has adopted our database: it is no longer ours to stop.
    const others = how === 'stop' ? 0 : await otherClients(connection).catch(() => 0);
    await (others === 0 ? embedded.stop() : embedded.leave());
  };
  try {
    await checkServer(db);
  } catch (error) {
    await close('stop-if-last');
    throw error;
  }
  return { db, connection, appConnection, openAppDb, embedded, close };
}
