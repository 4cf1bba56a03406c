import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adoptBoundSubjects, bindSubject, disableAccount } from '../../src/platform/sign-in/actions.ts';
import { type Desk, openDesk } from './support.ts';

const BASE = 'http://127.0.0.1:3000';
let provider: Server;
let issuer = '';
/** Who has signed in at the provider in this test. */
let subject = 'person-0001';
const asked: URL[] = [];
let desk: Desk;

beforeAll(async () => {
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: 'shirube',
        client_secret: 'a secret of the test that is long enough',
        redirect_uris: [`${BASE}/sign-in/oidc/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    cookies: { keys: ['only for tests'] },
  });
  const answer = oidc.callback();
  provider.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    // Signs in whoever the test says, and agrees.
    void oidc.interactionDetails(request, response).then(async ({ prompt, params }) => {
      asked.push(new URL(`${issuer}/?${new URLSearchParams(params)}`));
      const grant = new oidc.Grant({ accountId: subject, clientId: params.client_id ?? '' });
      grant.addOIDCScope('openid');
      const result =
        prompt.name === 'login'
          ? { login: { accountId: subject }, consent: { grantId: await grant.save() } }
          : { consent: { grantId: await grant.save() } };
      await oidc.interactionFinished(request, response, result);
    });
  });
  desk = await openDesk({
    SHIRUBE_OIDC_ISSUER: issuer,
    SHIRUBE_OIDC_CLIENT_ID: 'shirube',
    SHIRUBE_OIDC_CLIENT_SECRET: 'a secret of the test that is long enough',
  });
});
afterAll(async () => {
  await desk?.close();
  provider?.closeAllConnections();
  await new Promise((resolve) => provider?.close(resolve));
});

/** Follows the provider's own pages with its own cookies, until it sends the browser back to us. */
async function atProvider(address: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = address;
  for (let step = 0; step < 8; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    const target = response.headers.get('location');
    if (target === null) throw new Error(`${response.status}: ${await response.text()}`);
    url = new URL(target, url).href;
    if (url.startsWith(BASE)) return url.slice(BASE.length);
  }
  throw new Error('the provider goes round in circles');
}

async function begin(browser = desk.browser(), next = '/desk') {
  const leaving = await browser.get(`/sign-in/oidc?next=${encodeURIComponent(next)}`);
  return { browser, address: leaving.path };
}

it('a person whom an administrator bound comes in, by PKCE, state and nonce', async () => {
  const { accountId } = await desk.account('oidc.person');
  await desk.deps.db.transaction().execute((tx) => bindSubject(tx, desk.deps, accountId, 'person-0001'));
  expect((await desk.browser().get('/sign-in')).html).toContain('庁内の職員認証でサインインする');
  const { browser, address } = await begin();
  const url = new URL(address);
  expect(url.origin).toBe(issuer);
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(url.searchParams.get(name)?.length, name).toBeGreaterThan(20);
  }
  const back = await atProvider(address);
  expect(asked.at(-1)?.searchParams.get('scope')).toBe('openid');
  expect(await browser.get(back)).toMatchObject({ status: 200, path: '/desk' });
  expect((await browser.get('/account')).html).toContain('庁内の職員認証');
  // The same answer a second time, or in another browser, opens nothing.
  expect((await browser.get(back)).status).toBe(403);
  const thief = desk.browser();
  expect((await thief.get(back)).status).toBe(403);
  const begun = await begin();
  expect((await begun.browser.get(back)).status).toBe(403);
  expect((await begun.browser.get('/desk')).path).toContain('/sign-in');
});

it('an answer with another state, or without a code, is refused', async () => {
  const { browser, address } = await begin();
  const back = await atProvider(address);
  const forged = back.replace(/state=[^&]+/, 'state=forged');
  expect((await browser.get(forged)).status).toBe(403);
  const denied = await begin();
  const state = new URL(denied.address).searchParams.get('state');
  const iss = encodeURIComponent(issuer);
  const answer = await denied.browser.get(
    `/sign-in/oidc/callback?error=access_denied&state=${state}&iss=${iss}`,
  );
  expect(answer.status).toBe(403);
  expect(answer.html).toContain('職員認証基盤でのサインインを終えられませんでした');
});

it('who is known to the provider only is told what an administrator needs', async () => {
  subject = 'person-9999';
  const { browser, address } = await begin();
  const answer = await browser.get(await atProvider(address));
  expect(answer.status).toBe(403);
  expect(answer.html).toContain('識別子「person-9999」の登録を依頼してください。');
  expect((await browser.get('/desk')).path).toContain('/sign-in');
});

it('a disabled account does not come in', async () => {
  subject = 'person-0002';
  const { accountId } = await desk.account('oidc.gone');
  await desk.deps.db.transaction().execute(async (tx) => {
    await bindSubject(tx, desk.deps, accountId, subject);
    await disableAccount(tx, desk.deps, accountId);
  });
  const { browser, address } = await begin();
  expect((await browser.get(await atProvider(address))).status).toBe(403);
});

it('a subject of another provider is somebody else, and one of none waits until a provider is set', async () => {
  subject = 'person-0003';
  const [elsewhere, here] = [await desk.account('oidc.elsewhere'), await desk.account('oidc.here')];
  const { db } = desk.deps;
  const bind = (id: string, at: string | null) =>
    sql`update sign_in.account set subject = ${subject}, issuer = ${at} where account_id = ${id}`.execute(db);
  const arrive = async () => {
    const { browser, address } = await begin();
    return browser.get(await atProvider(address));
  };
  await bind(elsewhere.accountId, 'https://other.example.lg.jp');
  expect((await arrive()).status).toBe(403);
  // As a row from before issuers were kept: nobody comes in by it until the program has been started again.
  await bind(here.accountId, null);
  expect((await arrive()).status).toBe(403);
  await adoptBoundSubjects(desk.deps);
  expect(await arrive()).toMatchObject({ status: 200, path: '/desk' });
  const { rows } = await sql<{ account_id: string; issuer: string }>`
    select account_id, issuer from sign_in.account where subject = ${subject} order by issuer`.execute(db);
  expect(rows).toEqual([
    { account_id: here.accountId, issuer },
    { account_id: elsewhere.accountId, issuer: 'https://other.example.lg.jp' },
  ]);
});

it('a provider that is away has a clear page, and a program without one makes no call', async () => {
  const away = await openDesk({ SHIRUBE_OIDC_ISSUER: 'http://127.0.0.1:9', SHIRUBE_OIDC_CLIENT_ID: 'x' });
  try {
    const answer = await away.browser().get('/sign-in/oidc');
    expect(answer.status).toBe(503);
    expect(answer.html).toContain('職員認証基盤につながりません');
  } finally {
    await away.close();
  }
  const none = await openDesk();
  try {
    expect((await none.browser().get('/sign-in/oidc')).status).toBe(404);
    expect((await none.browser().get('/sign-in')).html).not.toContain('職員認証');
  } finally {
    await none.close();
  }
});
