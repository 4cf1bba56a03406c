import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, type Site } from '../../../test/support/site.ts';
import { dataVersion } from '../roll-up/queries/cells.ts';
import { pageCache, sharing } from './cache.ts';

function controlled() {
  const waiting: ((value: number) => void)[] = [];
  let asked = 0;
  const share = sharing<number>();
  const ask = () =>
    share(() => {
      asked += 1;
      return new Promise<number>((resolve) => waiting.push(resolve));
    });
  return { ask, waiting, count: () => asked };
}

describe('sharing', () => {
  it('never answers with what was asked before the asker came', async () => {
    const { ask, waiting, count } = controlled();
    const first = ask();
    const second = ask();
    const third = ask();
    expect(count()).toBe(1);
    waiting[0]!(1);
    expect(await first).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(count()).toBe(2);
    waiting[1]!(2);
    expect(await second).toBe(2);
    expect(await third).toBe(2);
  });

  it('asks again after a failure', async () => {
    let fail = true;
    const share = sharing<number>();
    const ask = () =>
      share(async () => {
        if (fail) throw new Error('down');
        return 7;
      });
    await expect(ask()).rejects.toThrow('down');
    fail = false;
    expect(await ask()).toBe(7);
  });
});

describe('pageCache', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  }, 120_000);
  afterAll(() => site?.close());

  const gzipped = async (path: string, held?: string) => {
    const response = await site.request(path, {
      headers: { 'Accept-Encoding': 'gzip', ...(held === undefined ? {} : { 'If-None-Match': held }) },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const etag = response.headers.get('ETag') ?? '';
    return { status: response.status, etag, html: bytes.length === 0 ? '' : gunzipSync(bytes).toString() };
  };

  it('keeps a page compressed until a figure changes; nobody is sent the former one', async () => {
    await site.save([observed({ bodyCode: '012025', value: 0n })]);
    const path = '/bodies/012025';
    const [first, beside] = await Promise.all([gzipped(path), gzipped(path)]);
    expect(first.html).toBe(await site.page(path));
    expect(beside).toEqual(first);
    expect(await gzipped(path, first.etag)).toEqual({ status: 304, etag: first.etag, html: '' });
    await site.save([observed({ bodyCode: '012025', value: 1n })]);
    const changed = await gzipped(path, first.etag);
    expect(changed.status).toBe(200);
    expect(changed.html).toBe(await site.page(path));
    expect(changed.html).not.toBe(first.html);
  });

  it('makes a page once at a time while figures move, for all who wait, and never an older one', async () => {
    const app = new Hono();
    let made = 0;
    let beside = 0;
    let most = 0;
    app.use(pageCache(site.appDeps));
    app.get('/slow', async (c) => {
      made += 1;
      beside += 1;
      most = Math.max(most, beside);
      const version = await dataVersion(site.appDeps.db);
      await sleep(80);
      beside -= 1;
      return c.html(version);
    });
    app.get('/refused', (c) => c.html('nothing', 404));
    const read = async () => {
      const before = BigInt(await dataVersion(site.appDeps.db));
      const seen = BigInt(await (await app.request('/slow')).text());
      return seen >= before;
    };
    const readers: Promise<boolean>[] = [];
    for (let at = 0; at < 8; at += 1) {
      await site.save([observed({ bodyCode: '012025', value: BigInt(100 + at) })]);
      readers.push(...Array.from({ length: 5 }, read));
      await sleep(20);
    }
    expect(await Promise.all(readers)).toEqual(readers.map(() => true));
    expect(most).toBe(1);
    expect(made).toBeLessThan(20);
    const refused = await Promise.all([app.request('/refused'), app.request('/refused')]);
    expect(refused.map((response) => response.status)).toEqual([404, 404]);
  });

  it('answers HEAD with the marks of GET', async () => {
    const head = await site.request('/', { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
    expect(head.headers.get('ETag')).toBe((await gzipped('/')).etag);
  });
});
