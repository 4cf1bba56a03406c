import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../platform/env.ts';
import { forgetAddress, noteAddress, withServerAddress } from './server-address.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'shirube-address-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

describe('links of a command', () => {
  const plain = () => withServerAddress(parseSettings({ SHIRUBE_DATA: dataDir })).baseUrl;

  it('lead to the running server of the same data', () => {
    expect(plain()).toBe('http://127.0.0.1:3000');
    noteAddress(parseSettings({ SHIRUBE_DATA: dataDir, PORT: '3456' }));
    expect(plain()).toBe('http://127.0.0.1:3456');
    const given = { SHIRUBE_DATA: dataDir, SHIRUBE_BASE_URL: 'https://dx.example.lg.jp' };
    expect(withServerAddress(parseSettings(given)).baseUrl).toBe('https://dx.example.lg.jp');
    forgetAddress(dataDir);
    expect(plain()).toBe('http://127.0.0.1:3000');
  });

  it('are not taken from a server that was killed, nor from a broken note', () => {
    writeFileSync(
      join(dataDir, 'server.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, url: 'http://127.0.0.1:9' }),
    );
    expect(plain()).toBe('http://127.0.0.1:3000');
    writeFileSync(join(dataDir, 'server.json'), '{');
    expect(plain()).toBe('http://127.0.0.1:3000');
  });
});
