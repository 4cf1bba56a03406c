import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import type { Deps } from '../../../platform/deps.ts';
import { parseSettings } from '../../../platform/env.ts';
import { loadRegister } from '../actions.ts';
import { m0001 } from '../migrations/0001-register.ts';
import { REGISTER_SOURCE } from '../register-data.ts';
import { searchPages } from './search.tsx';

let database: TestDatabase;
let get: (path: string) => Promise<Response>;

beforeAll(async () => {
  database = await testDatabase([m0001]);
  const clock = fixedClock('2026-11-21T09:00:00+09:00');
  await loadRegister(database.db, clock, REGISTER_SOURCE);
  const deps: Deps = {
    db: database.db,
    clock,
    log: pino({ level: 'silent' }),
    settings: parseSettings({}),
  };
  const app = searchPages(deps);
  get = async (path) => app.request(path);
});
afterAll(() => database.close());

const search = (query: string) => get(`/search?q=${encodeURIComponent(query)}`);

describe('/search', () => {
  it('shows the only body found at once', async () => {
    const found = await search('さっぽろ');
    expect([found.status, found.headers.get('location')]).toEqual([303, '/bodies/011002']);
    expect((await search('403059')).headers.get('location')).toBe('/bodies/402311');
  });

  it('lists several with their prefecture and says why', async () => {
    const page = await (await search('府中市')).text();
    expect(page).toContain('「府中市」に当たる団体は2団体です');
    expect(page).toContain('href="/bodies/132063"');
    expect(page).toContain('href="/bodies/342084"');
    expect(page).toContain('東京都');
    expect(await (await search('那珂川町')).text()).toContain('以前の名称・コード（那珂川町）');
  });

  it('says what to do when nobody is found or nothing was asked', async () => {
    const nobody = await search('<b>ない市</b>');
    const text = await nobody.text();
    expect(nobody.status).toBe(200);
    expect(text).toContain('当たる団体はありません');
    expect(text).not.toContain('<b>ない市');
    expect(await (await get('/search')).text()).toContain('団体を探す');
  });

  it('says that more were found than are listed', async () => {
    expect(await (await search('町')).text()).toContain('はじめの50団体を示しています');
  });
});
