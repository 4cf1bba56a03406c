import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer, temporaryFolder } from '../support/process.ts';

const watch = fileURLToPath(new URL('./watch-network.mjs', import.meta.url));

describe('no outbound connection', { timeout: 180_000 }, () => {
  const folder = temporaryFolder('network');
  afterAll(() => folder.remove());

  it.each([
    ["fetch('http://192.0.2.1/')", 'connect 192.0.2.1'],
    ["fetch('http://shirube.invalid/')", 'shirube.invalid'],
    ["require('node:net').connect(443, '192.0.2.1')", 'connect 192.0.2.1'],
    ["require('node:dns').resolve4('shirube.invalid', () => {})", 'dns shirube.invalid'],
    ["require('node:dgram').createSocket('udp4').send('x', 53, '192.0.2.1')", 'udp 192.0.2.1'],
  ])('the watch sees %s', (code, expected) => {
    const log = join(folder.path, `control-${expected.replace(/\W/g, '-')}-${code.length}`);
    spawnSync(process.execPath, ['--import', watch, '-e', code], {
      env: { ...process.env, NETWORK_LOG: log },
      timeout: 10_000,
    });
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toContain(expected);
  });

  it('is made by the running program, whatever page is read', async () => {
    const log = join(folder.path, 'network.log');
    const server = await startServer(join(folder.path, 'data'), {
      node: ['--import', watch],
      env: { NETWORK_LOG: log },
    });
    const paths = [
      '/',
      '/bodies/011002',
      '/indicators',
      '/plan',
      '/imports',
      '/data',
      '/corrections',
      '/search?q=青森',
    ];
    const api = ['/api/openapi.json', '/api/v1/bodies', '/api/v1/indicators', '/nowhere'];
    const pages = new Map<string, string>();
    for (const path of [...paths, ...api]) {
      const response = await fetch(server.url + path);
      expect(response.status, path).toBeLessThan(500);
      pages.set(path, await response.text());
    }
    await fetch(server.link);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toBe('');
    // Nor does a page make the reader's browser fetch from elsewhere.
    for (const [path, html] of pages) {
      const fetched = [...html.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"/g)];
      const outside = fetched.map((match) => match[1] ?? '').filter((url) => /^(?:https?:)?\/\//.test(url));
      expect(outside, path).toEqual([]);
    }
  });
});
