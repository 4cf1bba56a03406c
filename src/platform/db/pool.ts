import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, Db } from './database.ts';
import { beginLate } from './late-begin.ts';
import { typeParsers } from './parsers.ts';
import { keepPlans } from './prepared.ts';

/**
 * A server reached by address, or one reached by the folder of its Unix socket. `role`: taken on at connecting, so that
 * a connection which may not take it on does not come about.
 */
export type Connection =
  | ({ readonly url: string; readonly role?: string } & ReadOnly)
  | ({ readonly socketDir: string; readonly database: string; readonly user: string } & ReadOnly);

interface ReadOnly {
  /** Its transactions cannot write, whatever its role may. */
  readonly readOnly?: boolean;
}

export interface PoolOptions {
  /** Connections at most. Default 10. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Told when an idle connection breaks; without it the break is silent and the next query connects anew. */
  readonly onIdleError?: (error: Error) => void;
}

/** The connection's settings for `pg`: sessions speak UTC, so that instants read back as `…Z`. */
export function clientConfig(connection: Connection, applicationName = 'shirube'): pg.ClientConfig {
  const role = 'url' in connection && connection.role !== undefined ? ` -c role=${connection.role}` : '';
  const reading = connection.readOnly === true ? ' -c default_transaction_read_only=on' : '';
  const options = `-c timezone=UTC -c datestyle=ISO${role}${reading}`;
  const common: pg.ClientConfig = {
    application_name: applicationName,
    options,
    types: typeParsers,
    keepAlive: true,
  };
  if ('url' in connection) return { ...common, connectionString: withOptions(connection.url, options) };
  return { ...common, host: connection.socketDir, database: connection.database, user: connection.user };
}

/** An address may bring options of its own; `pg` would take them instead of ours. */
function withOptions(url: string, options: string): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  const given = new URLSearchParams(query ?? '');
  const own = given.get('options');
  if (own === null) return url;
  given.set('options', `${own} ${options}`);
  return `${address}?${given}`;
}

/** A pool. Nothing is connected until the first query. Close it by `closeDb`. */
export function createDb(connection: Connection, options: PoolOptions = {}): Db {
  const pool = new pg.Pool({
    ...clientConfig(connection, options.applicationName),
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
  });
  // Without a listener Node ends the process when the database stops while a connection is idle.
  pool.on('error', (error) => options.onIdleError?.(error));
  // The same for a connection that is in use but between two queries; its next query fails and it is thrown away.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('connect', keepPlans);
  pool.on('connect', beginLate);
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** Waits for running queries, then closes all connections. */
export async function closeDb(db: Db): Promise<void> {
  await db.destroy();
}
