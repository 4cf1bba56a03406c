import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { keepEmbedded } from '../../src/platform/db/embedded/keep.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';

/**
 * Writers for the tests of `kill -9`: prints `ack N` only after the commit of row N was acknowledged, and `failed`
 * for a write that was refused. Ends after the given number of seconds at the latest.
 */
const [dataDir = '', seconds = '20'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const kept = await keepEmbedded({ dataDir, say: (line) => process.stderr.write(`${line}\n`) });
const db = createDb(kept.server.connection(), { max: 4 });
await sql`create schema if not exists test`.execute(db);
await sql`create table if not exists test.written (n int8 primary key, filler text)`.execute(db);
const { rows } = await sql<{ last: bigint }>`select coalesce(max(n), 0) as last from test.written`.execute(
  db,
);
let next = Number(rows[0]?.last ?? 0n) + 1000;
say(`postgres ${kept.server.pid}`);

const until = Date.now() + Number(seconds) * 1000;
let stopping = false;
process.on('SIGTERM', () => {
  stopping = true;
});

async function write(): Promise<void> {
  while (!stopping && Date.now() < until) {
    const n = next++;
    try {
      await sql`insert into test.written values (${n}, ${'x'.repeat(200)})`.execute(db);
      say(`ack ${n}`);
    } catch {
      say(`failed ${n}`);
      await sleep(50);
    }
  }
}

await Promise.all([write(), write(), write(), write()]);
await closeDb(db);
await kept.stop();
say('closed');
