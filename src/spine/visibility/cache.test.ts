import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, type Site } from '../../../test/support/site.ts';
import { shareQuestion } from './cache.ts';

function controlled() {
  const waiting: ((value: number) => void)[] = [];
  let asked = 0;
  const ask = shareQuestion(() => {
    asked += 1;
    return new Promise<number>((resolve) => waiting.push(resolve));
  });
  return { ask, waiting, count: () => asked };
}

describe('shareQuestion', () => {
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
    const ask = shareQuestion(async () => {
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

  it('answers HEAD with the marks of GET', async () => {
    const head = await site.request('/', { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
    expect(head.headers.get('ETag')).toBe((await gzipped('/')).etag);
  });
});
