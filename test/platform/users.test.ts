import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedNative } from '../../src/platform/db/embedded/binaries.ts';
import { type EmbeddedOptions, startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import { run, startServer, temporaryFolder } from '../support/process.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('起動する利用者の試験: root ではないため、rootと他の利用者の試験 4件を省きます。');

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
}

async function answers(options: EmbeddedOptions): Promise<{ pgData: string; uid: number; said: string }> {
  const said: string[] = [];
  const server = await startEmbedded({ ...options, say: (line) => said.push(line) });
  const db = createDb(server.connection());
  try {
    const { rows } = await sql<{ two: number }>`select 1 + 1 as two`.execute(db);
    expect(rows).toEqual([{ two: 2 }]);
  } finally {
    await closeDb(db);
    await stopEmbedded(server);
  }
  return { pgData: server.pgData, uid: statSync(server.pgData).uid, said: said.join('\n') };
}

describe('who runs it, and from where', { timeout: 120_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let data: string;
  beforeEach(() => {
    folder = temporaryFolder('users');
    data = join(folder.path, 'data');
  });
  afterEach(() => folder.remove());

  it('makes the links of the libraries itself when install scripts are off', async () => {
    const native = join(folder.path, 'package', 'native');
    cpSync(dirname(installedNative()), dirname(native), { recursive: true, verbatimSymlinks: true });
    const lib = join(native, 'lib');
    const links = () =>
      readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink()).length;
    const before = links();
    for (const entry of readdirSync(lib, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
    }
    expect(links()).toBe(0);
    const { said } = await answers({ dataDir: data, native });
    expect(links()).toBe(before);
    expect(before).toBeGreaterThan(0);
    expect(said).toBe('');
  });

  it.skipIf(!isRoot)('as root: the server runs as postgres or nobody', async () => {
    const { uid } = await answers({ dataDir: data });
    expect(uid).toBeGreaterThan(0);
  });

  it.skipIf(!isRoot)('as root below a folder that the server’s user cannot enter', async () => {
    const closed = join(folder.path, 'closed');
    const native = join(closed, 'package', 'native');
    cpSync(dirname(installedNative()), dirname(native), { recursive: true, verbatimSymlinks: true });
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'data');
    const first = await answers({ dataDir, native });
    try {
      expect(first.pgData).toMatch(/^\/var\/lib\/shirube\/data-[0-9a-f]{12}\/db$/);
      expect(first.said).toContain(`${dataDir} に入れないため、データベースを /var/lib/shirube/`);
      expect(first.said).toContain('本体を /var/lib/shirube/');
      // The next start finds the same data.
      expect((await answers({ dataDir, native })).pgData).toBe(first.pgData);
    } finally {
      rmSync(dirname(first.pgData), { recursive: true, force: true });
    }
  });

  it.skipIf(!isRoot)('as an ordinary user, from the first start to the last', async () => {
    const [uid, gid] = [idOf('-u', 'nobody'), idOf('-g', 'nobody')];
    mkdirSync(data);
    chownSync(data, uid, gid);
    const server = await startServer(data, { uid, gid });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(statSync(join(data, 'db')).uid).toBe(uid);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended()).toBe(0);
    // Root opens the data of that user as that user.
    expect((await answers({ dataDir: data })).uid).toBe(uid);
  });

  it.skipIf(!isRoot)('an ordinary user is told that the data are another’s', async () => {
    await answers({ dataDir: data });
    chmodSync(data, 0o777);
    const [uid, gid] = [idOf('-u', 'nobody'), idOf('-g', 'nobody')];
    const other = run('src/app/main.ts', [], { uid, gid, env: { PORT: '0', SHIRUBE_DATA: data } });
    expect(await other.ended()).toBe(1);
    expect(other.stderr()).toContain('このデータは別の利用者が作成したものです。');
    expect(existsSync(join(data, 'db', 'PG_VERSION'))).toBe(true);
  });
});
