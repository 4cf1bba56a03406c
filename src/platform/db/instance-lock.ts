import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Connection, clientConfig } from './pool.ts';

/** Held by the server program of a data folder ("SHRS"). Ends with its connection, also after `kill -9`. */
const INSTANCE_LOCK = 0x53485253;

export interface InstanceLock {
  release(): Promise<void>;
}

/**
 * One server program per embedded database. Null: another one is running.
 * When the database is restarted under us, the lock is taken again.
 */
export async function takeInstanceLock(connection: Connection): Promise<InstanceLock | null> {
  let released = false;
  let client: pg.Client | null = await hold(connection, () => void again());
  if (!client) return null;
  async function again(): Promise<void> {
    while (!released) {
      client = await hold(connection, () => void again()).catch(() => null);
      if (client) return;
      await sleep(250, undefined, { ref: false });
    }
  }
  return {
    async release() {
      released = true;
      await client?.end().catch(() => {});
    },
  };
}

async function hold(connection: Connection, onEnd: () => void): Promise<pg.Client | null> {
  const client = new pg.Client(clientConfig(connection, 'shirube-server'));
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    INSTANCE_LOCK,
  ]);
  if (rows[0]?.taken !== true) {
    await client.end();
    return null;
  }
  client.once('end', onEnd);
  return client;
}

/** How many other programs are connected to the server of this connection. */
export async function otherClients(connection: Connection): Promise<number> {
  const client = new pg.Client(clientConfig(connection));
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ n: bigint }>(
      `select count(*) as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return Number(rows[0]?.n ?? 0n);
  } finally {
    await client.end();
  }
}
