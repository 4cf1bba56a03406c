import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkServer, refusalOf } from '../../src/platform/db/check-server.ts';
import { DATABASE_USER, type EmbeddedServer, startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import { startServer, temporaryFolder } from '../support/process.ts';

const home = ['/usr/lib/postgresql/15', '/usr/pgsql-15', '/opt/homebrew/opt/postgresql@15'].find((path) =>
  existsSync(join(path, 'bin', 'initdb')),
);
if (!home) console.log('PostgreSQL 15の試験: この機械に PostgreSQL 15 がないため、1件を省きます。');

describe.skipIf(!home)('PostgreSQL 15, the oldest that is supported', { timeout: 180_000 }, () => {
  const folder = temporaryFolder('pg15');
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await startEmbedded({ dataDir: join(folder.path, 'data'), durable: false, native: home ?? '' });
  }, 60_000);
  afterAll(async () => {
    if (server) await stopEmbedded(server);
    await folder.remove();
  });

  it('takes all migrations and facts by DATABASE_URL, and serves', async () => {
    const db = createDb(server.connection());
    const { rows } = await sql<{ v: string }>`select current_setting('server_version_num') as v`.execute(db);
    expect(rows[0]?.v).toMatch(/^15/);
    await checkServer(db);
    const url = `postgresql://${DATABASE_USER}@/shirube?host=${encodeURIComponent(server.socketDir)}`;
    const program = await startServer(join(folder.path, 'unused'), { env: { DATABASE_URL: url } });
    expect((await fetch(`${program.url}/`)).status).toBe(200);
    process.kill(program.pid, 'SIGTERM');
    expect(await program.ended()).toBe(0);
    // A database of others is left running, and nothing is written beside it.
    await checkServer(db);
    expect(existsSync(join(folder.path, 'unused'))).toBe(false);
    await closeDb(db);
  });
});

describe('a server that we cannot work with', () => {
  it('is refused with what was found and what is needed', () => {
    expect(refusalOf({ version: '14.9', number: '140009', encoding: 'UTF8' })).toBe(
      'データベースの版が古いため使えません。見つかった版: PostgreSQL 14.9。必要な版: 15以上。',
    );
    expect(refusalOf({ version: '16.2', number: '160002', encoding: 'EUC_JP' })).toContain('EUC_JP');
    expect(refusalOf({ version: '15.0', number: '150000', encoding: 'UTF8' })).toBeNull();
  });

  it('is told apart from one that cannot be reached', async () => {
    const db = createDb({ url: 'postgresql://nobody@127.0.0.1:9/none' });
    await expect(checkServer(db)).rejects.toThrow(/データベースに接続できません。DATABASE_URL/);
    await closeDb(db);
  });
});
