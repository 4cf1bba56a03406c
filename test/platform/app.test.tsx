import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { HttpProblem } from '../../src/platform/http/problem.ts';
import { platformMigrations } from '../../src/platform/migrations.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { csrfToken, isOperator, requireOperator } from '../../src/platform/operator/session.ts';
import { defineModule } from '../../src/spine/module.ts';
import { fixedClock, type TestDatabase, testDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/process.ts';

const ORIGIN = 'http://127.0.0.1:3000';
const LONG = 'あ'.repeat(2000);

const sample = defineModule({
  id: 'sample',
  title: '見本',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
  pages: () =>
    new Hono()
      .get('/long', (c) => c.html(`<p>${LONG}</p>`))
      .get('/fault', () => {
        throw new Error('secret detail');
      })
      .get('/who', (c) => c.text(isOperator(c) ? csrfToken(c) : 'reader'))
      .post('/write', (c) => c.text('written'))
      .post('/operate', requireOperator(), (c) => c.text('operated')),
  api: () =>
    new Hono()
      .get('/api/v1/refused', () => {
        throw new HttpProblem(404, 'その基準日の値はありません。', '次の基準日から選んでください。', {
          available: ['2023-04-01'],
        });
      })
      .get('/api/v1/fault', () => {
        throw new Error('secret detail');
      })
      .get('/api/v1/rows.csv', (c) => c.body(LONG, 200, { 'Content-Type': 'text/csv; charset=utf-8' })),
});

describe('the app', () => {
  let database: TestDatabase;
  let deps: Deps;
  let app: Hono;
  const clock = fixedClock('2026-04-01T09:00:00+09:00');
  const logged: string[] = [];
  const folder = temporaryFolder('public');

  beforeAll(async () => {
    database = await testDatabase(platformMigrations);
    const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
    deps = { db: database.db, clock, log, settings: parseSettings({}) };
    const publicDir = join(folder.path, 'public');
    mkdirSync(publicDir);
    writeFileSync(join(publicDir, 'main-1A2B.css'), 'body{color:#000}'.repeat(200));
    writeFileSync(join(publicDir, 'manifest.json'), JSON.stringify({ 'main.css': 'main-1A2B.css' }));
    app = createApp({ ...deps, db: database.appDb }, [sample], publicDir);
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  it('says 404 with a search, as a page', async () => {
    const response = await app.request('/nowhere');
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain('ページが見つかりません');
    expect(html).toContain('action="/search"');
    expect(html).toContain('/assets/main-1A2B.css');
  });

  it('says what happened with a reference number, and keeps the cause to the log', async () => {
    const response = await app.request('/fault');
    const html = await response.text();
    expect(response.status).toBe(500);
    const reference = /参照番号: ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(html)?.[1];
    expect(reference).toBe(response.headers.get('X-Request-Id'));
    expect(html).not.toContain('secret detail');
    expect(logged.some((line) => line.includes('secret detail') && line.includes(String(reference)))).toBe(
      true,
    );
  });

  it('answers problem documents under /api', async () => {
    const refused = await app.request('/api/v1/refused');
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect([refused.status, await refused.json()]).toEqual([
      404,
      {
        type: 'about:blank',
        title: 'その基準日の値はありません。',
        status: 404,
        detail: '次の基準日から選んでください。',
        instance: '/api/v1/refused',
        available: ['2023-04-01'],
      },
    ]);
    const fault = await app.request('/api/v1/fault');
    expect(fault.status).toBe(500);
    expect(await fault.text()).not.toContain('secret detail');
    expect((await app.request('/api/v1/nothing')).headers.get('Content-Type')).toMatch(
      /^application\/problem/,
    );
  });

  it('allows no script of others and none inline', async () => {
    const policy = (await app.request('/long')).headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('compresses what is worth it, for those who can read it', async () => {
    const read = async (path: string, accept: string) => {
      const response = await app.request(path, { headers: { 'Accept-Encoding': accept } });
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const br = await read('/long', 'gzip, br');
    expect(br.response.headers.get('Content-Encoding')).toBe('br');
    expect(br.response.headers.get('Vary')).toBe('Accept-Encoding');
    expect(brotliDecompressSync(br.bytes).toString()).toBe(`<p>${LONG}</p>`);
    const gzip = await read('/long', 'gzip, br;q=0');
    expect(gunzipSync(gzip.bytes).toString()).toBe(`<p>${LONG}</p>`);
    const csv = await read('/api/v1/rows.csv', 'br, gzip');
    expect(csv.response.headers.get('Content-Encoding')).toBe('gzip');
    expect(gunzipSync(csv.bytes).toString()).toBe(LONG);
    const plain = await read('/long', 'identity');
    expect(plain.response.headers.get('Content-Encoding')).toBeNull();
    expect(plain.bytes.toString()).toBe(`<p>${LONG}</p>`);
  });

  it('serves built files for ever, and nothing outside their folder', async () => {
    const css = await app.request('/assets/main-1A2B.css', { headers: { 'Accept-Encoding': 'br' } });
    expect(css.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(css.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect(brotliDecompressSync(Buffer.from(await css.arrayBuffer())).toString()).toContain('color:#000');
    for (const path of [
      '/assets/manifest.json',
      '/assets/..%2Fmanifest.json',
      '/assets/../server.ts',
      '/assets/x.css',
    ])
      expect((await app.request(path)).status).toBe(404);
  });

  it.each([
    [{ Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ Origin: ORIGIN }, 200],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{}, 200],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, 403],
    [{ Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Cookie: 'shirube_operator=x' }, 403],
    [{ Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example', Host: '127.0.0.1:3000' }, 403],
  ])('judges who sends a form: %j → %i', async (headers, status) => {
    expect(
      (await app.request('/write', { method: 'POST', headers: headers as Record<string, string> })).status,
    ).toBe(status);
  });

  it('lets the operator in once by the link, for 12 hours, and out again', async () => {
    const link = await issueOperatorLink(deps, ORIGIN);
    const opened = await app.request(link);
    expect(opened.status).toBe(200);
    const cookie = opened.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^shirube_operator=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const session = { Cookie: cookie.split(';')[0] ?? '' };

    expect((await app.request(link)).status).toBe(403);
    expect(await (await app.request('/who')).text()).toBe('reader');
    const who = await app.request('/who', { headers: session });
    const token = await who.text();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(who.headers.get('Cache-Control')).toBe('private, no-store');

    const operate = (query: string, init: RequestInit = {}) =>
      app.request(`/operate${query}`, { method: 'POST', headers: { ...session, Origin: ORIGIN }, ...init });
    expect((await operate('')).status).toBe(403);
    expect((await operate('?csrf=wrong')).status).toBe(403);
    expect((await operate(`?csrf=${token}`)).status).toBe(200);
    expect((await operate('', { body: new URLSearchParams({ csrf: token }) })).status).toBe(200);
    expect((await app.request(`/operate?csrf=${token}`, { method: 'POST' })).status).toBe(403);

    clock.set('2026-04-01T21:00:01+09:00');
    expect(await (await app.request('/who', { headers: session })).text()).toBe('reader');
    clock.set('2026-04-01T20:00:00+09:00');
    expect(await (await app.request('/who', { headers: session })).text()).toBe(token);

    const end = await app.request(`/operator/end?csrf=${token}`, {
      method: 'POST',
      headers: { ...session, Origin: ORIGIN },
    });
    expect(end.status).toBe(303);
    expect(await (await app.request('/who', { headers: session })).text()).toBe('reader');
  });

  it('keeps no usable secret in the database or in the log', async () => {
    const link = await issueOperatorLink(deps, ORIGIN);
    const opened = await app.request(link);
    const secrets = [
      new URL(link).searchParams.get('token') ?? '',
      /shirube_operator=([\w-]+)/.exec(opened.headers.get('Set-Cookie') ?? '')?.[1] ?? '',
    ];
    const rows = await database.db
      .withTables<{ 'platform.operator_session': object; 'platform.operator_link': object }>()
      .selectFrom(['platform.operator_session', 'platform.operator_link'])
      .selectAll()
      .execute();
    const kept = JSON.stringify(rows) + logged.join('');
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of secrets) {
      expect(secret).toHaveLength(43);
      expect(kept).not.toContain(secret);
    }
  });

  it('ends an unopened link when a newer one is issued, and after a day', async () => {
    const older = await issueOperatorLink(deps, ORIGIN);
    const newer = await issueOperatorLink(deps, ORIGIN);
    expect((await app.request(older)).status).toBe(403);
    clock.set('2026-04-02T20:00:01+09:00');
    expect((await app.request(newer)).status).toBe(403);
  });

  it('tells its health', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ ok: true, database: 'up' });
  });
});
