import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { compress } from './compress.ts';
import { keptPages } from './kept-pages.ts';

const HTML = `<!doctype html><title>頁</title>${'<p>当別町 12.5 %</p>'.repeat(500)}`;

function server(limit = 1_000_000) {
  const pages = keptPages(limit);
  const app = new Hono();
  app.use(compress());
  app.get('/', (c) => {
    const page = pages.get('/') ?? pages.keep('/', HTML, 'text/html; charset=UTF-8');
    return pages.answer(c, page);
  });
  const ask = (headers: Record<string, string> = {}, method = 'GET') => app.request('/', { headers, method });
  return { pages, ask };
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('keptPages', () => {
  it('sends the same page plain, as gzip and as brotli, to each reader what they take', async () => {
    const { ask } = server();
    const plain = await ask();
    expect([plain.headers.get('Content-Encoding'), await plain.text()]).toEqual([null, HTML]);
    for (const round of ['first', 'again']) {
      const gzip = await ask({ 'Accept-Encoding': 'gzip' });
      expect(gzip.headers.get('Content-Encoding'), round).toBe('gzip');
      expect(gunzipSync(await bytesOf(gzip)).toString(), round).toBe(HTML);
      const br = await ask({ 'Accept-Encoding': 'gzip, deflate, br' });
      expect(br.headers.get('Content-Encoding'), round).toBe('br');
      expect(brotliDecompressSync(await bytesOf(br)).toString(), round).toBe(HTML);
    }
    const refused = await ask({ 'Accept-Encoding': 'br;q=0, gzip;q=0' });
    expect([refused.headers.get('Content-Encoding'), await refused.text()]).toEqual([null, HTML]);
  });

  it('compresses once for all readers', async () => {
    const { pages, ask } = server();
    await ask({ 'Accept-Encoding': 'gzip' });
    const page = pages.get('/');
    const body = page?.bodies.get('gzip');
    await Promise.all([1, 2, 3].map(() => ask({ 'Accept-Encoding': 'gzip' })));
    expect(body).toBeDefined();
    expect(page?.bodies.get('gzip')).toBe(body);
  });

  it('says by what an answer varies, and answers 304 to the mark it gave, strong or weak', async () => {
    const { ask } = server();
    for (const encoding of ['identity', 'gzip', 'br']) {
      const first = await ask({ 'Accept-Encoding': encoding });
      const etag = first.headers.get('ETag') ?? '';
      expect([etag.startsWith('W/'), first.headers.get('Vary')]).toEqual([
        encoding !== 'identity',
        'Accept-Encoding',
      ]);
      const same = await ask({ 'Accept-Encoding': encoding, 'If-None-Match': `"other", ${etag}` });
      expect([same.status, await same.text(), same.headers.get('ETag')]).toEqual([304, '', etag]);
      expect([same.headers.get('Content-Encoding'), same.headers.get('Vary')]).toEqual([
        null,
        'Accept-Encoding',
      ]);
    }
    expect((await ask({ 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { ask } = server();
    const head = await ask({ 'Accept-Encoding': 'br' }, 'HEAD');
    const get = await ask({ 'Accept-Encoding': 'br' });
    expect([head.status, (await bytesOf(head)).length]).toEqual([200, 0]);
    for (const name of ['ETag', 'Vary', 'Content-Type', 'Content-Encoding', 'Cache-Control']) {
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
    }
  });

  it('holds no more than its bytes, and lets go first what was asked for longest ago', async () => {
    const pages = keptPages(2500);
    const page = 'x'.repeat(1000);
    pages.keep('a', page, 'text/html');
    pages.keep('b', page, 'text/html');
    expect(pages.get('a')).toBeDefined();
    pages.keep('c', page, 'text/html');
    expect(['a', 'b', 'c'].map((key) => pages.get(key) !== undefined)).toEqual([true, false, true]);
    expect(pages.size()).toBe(2000);
    pages.keep('c', page, 'text/html');
    expect(pages.size()).toBe(2000);
    pages.clear();
    expect([pages.size(), pages.get('a')]).toEqual([0, undefined]);
  });

  it('counts compressed bytes too', async () => {
    const { pages, ask } = server();
    await ask();
    const plain = pages.size();
    const sent = await bytesOf(await ask({ 'Accept-Encoding': 'gzip' }));
    expect(pages.size()).toBe(plain + sent.length);
  });
});
