import { checkServer } from '../platform/db/check-server.ts';
import type { Db } from '../platform/db/database.ts';
import { type KeptServer, keepEmbedded } from '../platform/db/embedded/keep.ts';
import { otherClients } from '../platform/db/instance-lock.ts';
import { type Connection, closeDb, createDb } from '../platform/db/pool.ts';
import type { Settings } from '../platform/env.ts';

export interface OpenDatabase {
  readonly db: Db;
  readonly connection: Connection;
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
  const db = createDb(connection);
  const close = async (how: 'stop' | 'stop-if-last') => {
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
  return { db, connection, embedded, close };
}
