import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Connection, clientConfig } from '../../db/pool.ts';
import { CHANNEL } from './jobs.ts';

export interface Listener {
  close(): Promise<void>;
}

/** Calls `wake` when a job was enqueued. A lost connection is made again; meanwhile the runner looks by itself. */
export function listenForJobs(connection: Connection, wake: () => void): Listener {
  let closed = false;
  let client: pg.Client | null = null;

  async function connect(): Promise<void> {
    while (!closed) {
      const fresh = new pg.Client(clientConfig(connection, 'shirube-jobs'));
      fresh.on('error', () => {});
      try {
        await fresh.connect();
        fresh.on('notification', wake);
        await fresh.query(`listen ${CHANNEL}`);
        if (closed) return void (await fresh.end());
        client = fresh;
        fresh.once('end', () => void connect());
        // What was enqueued while nobody listened.
        wake();
        return;
      } catch {
        await fresh.end().catch(() => {});
        await sleep(1_000, undefined, { ref: false });
      }
    }
  }
  const first = connect();
  return {
    async close() {
      closed = true;
      await first;
      await client?.end().catch(() => {});
    },
  };
}
