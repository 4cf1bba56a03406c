import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/server.ts';
import { accountSession } from '../../src/platform/sign-in/session.ts';
import { signInAs } from '../../src/platform/sign-in/trial.ts';
import { codeNow, type Desk, enrolled, openDesk } from './support.ts';

const opened: Desk[] = [];
async function open(env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const desk = await openDesk(env);
  opened.push(desk);
  return desk;
}
afterAll(async () => {
  for (const desk of opened) await desk.close();
});

describe('guessing', () => {
  let desk: Desk;
  let person: Awaited<ReturnType<typeof enrolled>>;
  beforeEach(async () => {
    desk = await open();
    person = await enrolled(desk, 'honest.person');
  });

  it('makes strangers wait after ten, not the browser that signed in before, and nobody for ever', async () => {
    const attacker = desk.browser();
    const guess = () =>
      attacker.post('/sign-in', { loginName: 'honest.person', password: 'wrong-guess-123' });
    for (let attempt = 1; attempt <= 10; attempt++) expect((await guess()).status, `${attempt}`).toBe(422);
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(refused.html).toContain('試行の回数が多すぎます。15分ほど待ってから');
    // The right password does not help a stranger now, so guessing on tells nothing.
    expect((await attacker.signIn('honest.person')).status).toBe(429);
    desk.clock.set('2026-04-01T09:01:00+09:00');
    await person.browser.signIn('honest.person', codeNow(desk, person.secret));
    expect((await person.browser.get('/desk')).status).toBe(200);
    // Guessing on does not lengthen the wait.
    for (let attempt = 0; attempt < 50; attempt++) await guess();
    desk.clock.set('2026-04-01T09:15:01+09:00');
    const elsewhere = desk.browser();
    await elsewhere.signIn('honest.person', codeNow(desk, person.secret));
    expect((await elsewhere.get('/desk')).status).toBe(200);
  });

  it('a device mark made up, or of another person, has no count of its own', async () => {
    const attacker = desk.browser();
    const guess = () =>
      attacker.post('/sign-in', { loginName: 'honest.person', password: 'wrong-guess-123' });
    attacker.jar.set('shirube_device', `${person.browser.jar.get('shirube_device')?.slice(0, -2)}AA`);
    for (let attempt = 0; attempt < 10; attempt++) await guess();
    expect((await guess()).status).toBe(429);
    const other = await enrolled(desk, 'other.person');
    attacker.jar.set('shirube_device', other.browser.jar.get('shirube_device') ?? '');
    expect((await guess()).status).toBe(429);
  });

  it('of the second factor ends after ten, and the program can be started anew in between', async () => {
    const thief = desk.browser();
    const asked = await thief.signIn('honest.person');
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect((await thief.fill(asked, 'code', { code: String(100_000 + attempt) })).status).toBe(422);
    }
    expect((await thief.fill(asked, 'code', { code: '123456' })).status).toBe(429);
    desk.clock.set('2026-04-01T09:01:00+09:00');
    expect((await thief.fill(asked, 'code', { code: codeNow(desk, person.secret) })).status).toBe(429);
    // Another process of the program knows it too: the count is in the database.
    const again = createApp(desk.deps, [], '/nowhere');
    const answer = await again.request('/sign-in/second-factor', {
      method: 'POST',
      body: new URLSearchParams({
        csrf: /name="csrf" value="([^"]+)"/.exec(asked.html)?.[1] ?? '',
        code: '1',
      }),
      headers: {
        origin: desk.deps.settings.baseUrl,
        cookie: `shirube_session=${thief.jar.get('shirube_session')}`,
      },
    });
    expect(answer.status).toBe(429);
  });

  it('ten thousand times over many names is refused quickly, without a hash for each', async () => {
    const cpu = process.cpuUsage();
    const began = performance.now();
    const seen = new Map<number, number>();
    for (let batch = 0; batch < 100; batch++) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, place) =>
          desk.app.request('/sign-in', {
            method: 'POST',
            body: new URLSearchParams({
              loginName: `name${(batch * 100 + place) % 500}`,
              password: 'wrong-guess-123',
            }),
          }),
        ),
      );
      for (const { status } of answers) seen.set(status, (seen.get(status) ?? 0) + 1);
    }
    const seconds = (performance.now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    const busy = (used.user + used.system) / 1e6;
    console.log(
      `10,000 attempts: ${seconds.toFixed(1)} s, ${busy.toFixed(1)} s of CPU, ${JSON.stringify([...seen])}`,
    );
    expect([...seen.keys()].sort()).toEqual([422, 429]);
    expect(seen.get(422) ?? 0).toBeLessThanOrEqual(310);
    // 10,000 hashes would take 400 s of CPU. The clock on the wall depends on who else works here.
    expect(busy).toBeLessThan(40);
    expect(seconds).toBeLessThan(150);
    // An honest person on a known browser comes in meanwhile.
    desk.clock.set('2026-04-01T09:01:00+09:00');
    await person.browser.signIn('honest.person', codeNow(desk, person.secret));
    expect((await person.browser.get('/desk')).status).toBe(200);
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from sign_in.attempts`.execute(desk.owner);
    expect(Number(rows[0]?.n)).toBeLessThanOrEqual(310);
  }, 180_000);
});

describe('networks of staff', () => {
  const from = (remoteAddress: string) => ({
    incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } },
  });

  it('others neither sign in nor use a session from elsewhere, and are told why', async () => {
    const desk = await open({ SHIRUBE_STAFF_NETWORKS: '10.20.0.0/16,2001:db8::/32' });
    const browser = desk.browser();
    expect((await browser.get('/sign-in', from('10.20.4.5'))).status).toBe(200);
    expect((await browser.get('/sign-in', from('2001:db8::7'))).status).toBe(200);
    const refused = await browser.get('/sign-in', from('203.0.113.9'));
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('このネットワークからは、サインインできません');
    expect(refused.html).toContain('しるべから見たアドレスは「203.0.113.9」です。');
    for (const path of ['/enrol?token=x', '/desk', '/account', '/sign-in/second-factor', '/sign-in/kept']) {
      expect((await browser.get(path, from('203.0.113.9'))).status, path).toBe(403);
    }
    expect((await browser.post('/desk', { note: 'x' }, from('203.0.113.9'))).status).toBe(403);
    // Unknown is not inside.
    expect((await browser.get('/sign-in')).status).toBe(403);
    const { accountId } = await desk.account('trial.person', { trial: true });
    const session = new Hono()
      .use(accountSession(desk.deps))
      .get('/in', async (c) => c.json(await signInAs(c, desk.deps, accountId)))
      .get('/who', (c) => c.text(c.get('account')?.loginName ?? 'nobody'));
    const signedIn = await session.request('/in', {}, from('10.20.4.5'));
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const who = (address: string) =>
      Promise.resolve(session.request('/who', { headers: { cookie } }, from(address))).then((r) => r.text());
    expect(await who('10.20.9.9')).toBe('trial.person');
    expect(await who('203.0.113.9')).toBe('nobody');
  });
});

describe('trial mode', () => {
  it('takes on accounts of the trial only, and only there', async () => {
    const desk = await open();
    const sample = await desk.account('sample.person', { trial: true });
    const real = await desk.account('real.person');
    const routes = (deps: Desk['deps']) =>
      new Hono()
        .use(accountSession(deps))
        .get('/in/:id', async (c) => c.json(await signInAs(c, deps, c.req.param('id'))))
        .get('/who', (c) => c.text(c.get('account')?.loginName ?? 'nobody'));
    const trial = routes(desk.deps);
    const earnest = routes({ ...desk.deps, settings: { ...desk.deps.settings, trial: false } });
    const answer = await trial.request(`/in/${sample.accountId}`);
    expect(await answer.json()).toMatchObject({ sessionId: expect.any(String) });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const who = async (app: typeof trial) => (await app.request('/who', { headers: { cookie } })).text();
    expect(await who(trial)).toBe('sample.person');
    // The same data under a program that is no trial: the session is worth nothing.
    expect(await who(earnest)).toBe('nobody');
    const none = await trial.request(`/in/${real.accountId}`);
    expect(await none.json()).toBeNull();
    expect(none.headers.getSetCookie()).toEqual([]);
    expect(await (await earnest.request(`/in/${sample.accountId}`)).json()).toBeNull();
  });
});
