import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { fixedClock, type TestDatabase, testDatabase } from '../support/database.ts';
import { TABLE } from './table.ts';

/** Which routes exist on which side, held against the table of who may ask what. */
let database: TestDatabase;

function side(name: 'both' | 'staff' | 'public', env: Readonly<Record<string, string>> = {}) {
  const settings = parseSettings({
    PORT: '0',
    SHIRUBE_SECRET: 'only-for-tests-'.repeat(3),
    SHIRUBE_SIDE: name,
    ...env,
  });
  const clock = fixedClock('2026-04-01T09:00:00+09:00');
  const deps: Deps = { db: database.appDb, clock, log: pino({ level: 'silent' }), settings };
  return createApp(deps, modules, '/nowhere');
}

function routesOf(app: ReturnType<typeof createApp>): readonly string[] {
  const all = new Set(app.routes.map((route) => `${route.method} ${route.path}`));
  return [...all].filter((route) => !route.startsWith('ALL ')).sort();
}

const isPublic = (route: string) => {
  const line = TABLE[route];
  return line?.who === 'public' && line.staffSide !== true;
};

const address = (route: string) =>
  route
    .slice(route.indexOf(' ') + 1)
    .replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => (name === 'version' ? '5.0' : '012025'));

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

describe('routes of the two sides', () => {
  it('are all on both sides together and on the staff side', () => {
    const both = routesOf(side('both'));
    expect(both.filter((route) => TABLE[route] === undefined)).toEqual([]);
    expect(routesOf(side('staff'))).toEqual(both);
  });

  it('are on the public side those that the table calls public, and no other', () => {
    const expected = Object.keys(TABLE).filter(isPublic).sort();
    expect(routesOf(side('public'))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(25);
    expect(expected.filter((route) => !route.startsWith('GET '))).toEqual([]);
  });

  it('answer 503 on a public side without a copy', async () => {
    const page = await side('public').request('/');
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('公開用の写しを、まだ受け取っていません');
    expect((await side('public').request('/api/v1/bodies')).status).toBe(503);
    expect((await side('public').request('/healthz')).status).toBe(200);
  });

  it('answer 404 on the public side wherever they are the staff’s, whatever cookie or method comes', async () => {
    await sql`insert into platform.copy (copied_at, taken_at, sha256, sample)
      values ('2026-04-01T00:00:00Z', '2026-04-01T00:10:00Z', ${'0'.repeat(64)}, false)`.execute(database.db);
    const app = side('public');
    const headers = { cookie: 'shirube_session=x; shirube_operator=x', origin: 'http://127.0.0.1:0' };
    const answers: string[] = [];
    for (const route of Object.keys(TABLE).filter((one) => !isPublic(one))) {
      const method = route.slice(0, route.indexOf(' '));
      const path = address(route);
      const answer = await app.request(
        path,
        method === 'GET' ? { headers } : { method, headers, body: 'csrf=x' },
      );
      const text = await answer.text();
      if (answer.status !== 404) answers.push(`${route}: ${answer.status}`);
      if (/サインイン|\/sign-in|<form[^>]*method="post"/.test(text))
        answers.push(`${route}: offers to sign in`);
    }
    // Everywhere else under /api/v1 a wrong method is told so; none of it writes.
    expect(answers).toEqual([]);
    expect((await app.request('/bodies/012025', { method: 'POST', headers })).status).toBe(404);
    expect((await app.request('/api/v1/bodies', { method: 'POST', headers })).status).toBe(405);
  });

  it('the staff side answers networks of its setting only, its public pages too', async () => {
    const app = side('staff', { SHIRUBE_STAFF_NETWORKS: '10.20.0.0/16', SHIRUBE_TRUSTED_PROXIES: '1' });
    const from = (address: string, path: string) =>
      app.request(path, { headers: { 'x-forwarded-for': address } });
    expect((await from('10.20.3.4', '/sign-in')).status).toBe(200);
    for (const path of ['/', '/sign-in', '/api/v1/bodies', '/operator?token=x']) {
      expect((await from('203.0.113.9', path)).status, path).toBe(403);
    }
    expect((await from('203.0.113.9', '/healthz')).status).toBe(200);
  });
});
