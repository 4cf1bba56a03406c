import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, readPostmaster } from '../../src/platform/db/embedded/postmaster.ts';
import { run, startServer, temporaryFolder } from '../support/process.ts';

describe('start and end', { timeout: 180_000 }, () => {
  const folder = temporaryFolder('start');
  const data = join(folder.path, 'data');
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    server = await startServer(data);
  }, 120_000);
  afterAll(async () => {
    if (isAlive(server.pid)) process.kill(server.pid, 'SIGKILL');
    await folder.remove();
  });

  it('serves the nation page and has no network port for the database', async () => {
    const page = await fetch(`${server.url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/^<!doctype html>/i);
    const postgres = readPostmaster(join(data, 'db'));
    const command = execFileSync('ps', ['-p', String(postgres?.pid), '-o', 'args='], { encoding: 'utf8' });
    expect(command).toContain('listen_addresses= ');
  });

  it('refuses a second start on the same data, and tells where the first one is', async () => {
    const second = run('src/app/main.ts', [], { env: { PORT: '0', SHIRUBE_DATA: data } });
    expect(await second.ended()).toBe(1);
    expect(second.stderr()).toContain('このデータでは、しるべが既に動いています。');
    expect(second.stderr()).toContain(server.url);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('refuses a busy port and starts nothing', async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) => {
      busy.listen(0, '127.0.0.1', () => resolve((busy.address() as { port: number }).port));
    });
    const other = join(folder.path, 'other');
    const second = run('src/app/main.ts', [], { env: { PORT: String(port), SHIRUBE_DATA: other } });
    expect(await second.ended()).toBe(1);
    busy.close();
    expect(second.stderr()).toContain(`ポート ${port} は、ほかのプログラムが使用中です。`);
    expect(existsSync(other)).toBe(false);
  });

  it('refuses wrong settings before anything is touched', async () => {
    const wrong = run('src/app/main.ts', [], { env: { PORT: 'eighty', SHIRUBE_DATA: data } });
    expect(await wrong.ended()).toBe(1);
    expect(wrong.stderr()).toContain('・PORT: 指定された値 「eighty」。');
  });

  it('refuses a data folder that cannot be one', async () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    // Below /proc the system answers ENOENT for a parent that is there.
    for (const dataDir of [join(file, 'data'), file, '/proc/data']) {
      const wrong = run('src/app/main.ts', [], { env: { PORT: '0', SHIRUBE_DATA: dataDir } });
      expect(await wrong.ended()).toBe(1);
      expect(wrong.stderr()).toContain(`データを置くフォルダーに書き込めません。場所: ${dataDir}`);
    }
  });

  it('lets the command line work on the running database and leaves it running', async () => {
    const command = run('src/app/cli.ts', ['operator-link'], {
      env: { SHIRUBE_DATA: data, SHIRUBE_BASE_URL: server.url },
    });
    expect(await command.ended()).toBe(0);
    expect((await fetch(command.stdout().trim())).status).toBe(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('ends in order on SIGTERM: the request under way is answered, then the database stops', async () => {
    const postgres = readPostmaster(join(data, 'db'))?.pid ?? -1;
    const slow = fetch(`${server.url}/`);
    process.kill(server.pid, 'SIGTERM');
    const answered = await slow.then(
      (response) => response.status,
      () => 'refused before it began',
    );
    expect([200, 'refused before it began']).toContain(answered);
    expect(await server.ended()).toBe(0);
    expect(server.stdout()).toContain('終了しました。データは保存されています。');
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(join(data, 'db', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
  });

  it('lets the command line start a database of its own and stop it', async () => {
    const command = run('src/app/cli.ts', ['migrate'], { env: { SHIRUBE_DATA: data } });
    expect(await command.ended()).toBe(0);
    expect(command.stdout()).toContain('整っています。');
    expect(readPostmaster(join(data, 'db'))).toBeNull();
  });

  it('works where the path of the socket would be too long', async () => {
    const long = join(folder.path, '長い名前のフォルダー'.repeat(4), 'data');
    mkdirSync(long, { recursive: true });
    const command = run('src/app/cli.ts', ['migrate'], { env: { SHIRUBE_DATA: long } });
    expect(await command.ended()).toBe(0);
    expect(command.stdout()).toContain('移行を適用しました');
  });
});
