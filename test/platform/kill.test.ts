import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/platform/db/embedded/launch.ts';
import { isAlive, readPostmaster } from '../../src/platform/db/embedded/postmaster.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import { gone, type Program, run, startServer, temporaryFolder } from '../support/process.ts';

/** Rows acknowledged so far. */
function acknowledged(program: Program): bigint[] {
  return [...program.stdout().matchAll(/^ack (\d+)$/gm)].map((match) => BigInt(match[1] ?? ''));
}

async function written(dataDir: string): Promise<Set<bigint>> {
  const server = await startEmbedded({ dataDir });
  const db = createDb(server.connection());
  try {
    const { rows } = await sql<{ n: bigint }>`select n from test.written`.execute(db);
    return new Set(rows.map((row) => row.n));
  } finally {
    await closeDb(db);
    await stopEmbedded(server);
  }
}

async function postgresOf(program: Program): Promise<number> {
  return Number((await program.says(/^postgres (\d+)$/m))[1]);
}

async function atLeast(program: Program, count: number): Promise<void> {
  const until = Date.now() + 30_000;
  while (acknowledged(program).length < count) {
    if (Date.now() > until)
      throw new Error(`only ${acknowledged(program).length} writes\n${program.stderr()}`);
    await sleep(20);
  }
}

describe('kill -9 loses no acknowledged write', { timeout: 120_000 }, () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let data: string;
  beforeEach(() => {
    folder = temporaryFolder('kill');
    data = join(folder.path, 'data');
  });
  afterEach(() => folder.remove());

  it('of the program: the database left behind is adopted by the next start', async () => {
    const first = run('test/platform/writers.ts', [data]);
    const postgres = await postgresOf(first);
    await atLeast(first, 200);
    process.kill(first.pid, 'SIGKILL');
    await first.ended();
    expect(isAlive(postgres)).toBe(true);

    const second = run('test/platform/writers.ts', [data]);
    expect(await postgresOf(second)).toBe(postgres);
    await atLeast(second, 50);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended()).toBe(0);
    expect(isAlive(postgres)).toBe(false);

    const rows = await written(data);
    const lost = [...acknowledged(first), ...acknowledged(second)].filter((n) => !rows.has(n));
    expect(lost).toEqual([]);
  });

  it('of the database: it is started again under the running program', async () => {
    const program = run('test/platform/writers.ts', [data, '40']);
    const postgres = await postgresOf(program);
    await atLeast(program, 200);
    process.kill(postgres, 'SIGKILL');
    await program.says(/起動し直しました/);
    const before = acknowledged(program).length;
    await atLeast(program, before + 100);
    process.kill(program.pid, 'SIGTERM');
    expect(await program.ended()).toBe(0);
    expect(program.stdout()).toContain('closed');
    const rows = await written(data);
    expect(acknowledged(program).filter((n) => !rows.has(n))).toEqual([]);
  });

  it('of both at once', async () => {
    const program = run('test/platform/writers.ts', [data]);
    const postgres = await postgresOf(program);
    await atLeast(program, 200);
    process.kill(postgres, 'SIGKILL');
    process.kill(program.pid, 'SIGKILL');
    await program.ended();
    await gone(postgres);
    const rows = await written(data);
    expect(acknowledged(program).filter((n) => !rows.has(n))).toEqual([]);
  });

  it('of the whole server: a session that was opened is still open after the next start', async () => {
    const first = await startServer(data);
    const opened = await fetch(first.link);
    const cookie = opened.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^shirube_operator=/);
    const postgres = readPostmaster(join(data, 'db'))?.pid ?? -1;
    process.kill(first.pid, 'SIGKILL');
    process.kill(postgres, 'SIGKILL');
    await first.ended();

    const second = await startServer(data);
    const shown = await fetch(`${second.url}/operator`, { headers: { Cookie: cookie } });
    expect(shown.status).toBe(200);
    process.kill(second.pid, 'SIGTERM');
    expect(await second.ended()).toBe(0);
  });
});
