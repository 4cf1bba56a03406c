import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bindSubject,
  createAccount,
  disableAccount,
  enableAccount,
  issueEnrolment,
  listAccounts,
  revokeSessions,
} from '../../src/platform/sign-in/actions.ts';
import { codeNow, type Desk, enrolled, NOW, openDesk, PASSWORD } from './support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

const later = (minutes: number) =>
  desk.clock.set(new Date(desk.clock.now() + minutes * 60_000).toISOString());

describe('from the enrolment link to the desk', () => {
  it('password, app, printed codes; the link works once; then password and code', async () => {
    const { browser, secret, codes, path } = await enrolled(desk, 'Hanako.Mihon');
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect((await browser.get('/desk')).html).toMatch(/^hanako\.mihon /);
    expect((await desk.browser().get(path)).status).toBe(403);

    const other = desk.browser();
    expect((await other.get('/desk')).path).toBe('/sign-in?next=%2Fdesk');
    const asked = await other.post('/sign-in', {
      loginName: ' HANAKO.mihon ',
      password: PASSWORD,
      next: '/desk',
    });
    expect(asked.path).toBe('/sign-in/second-factor?next=%2Fdesk');
    // Half signed in is not signed in.
    expect((await other.get('/desk')).path).toContain('/sign-in');
    const replayed = await other.fill(asked, 'code', { code: codeNow(desk, secret) });
    expect(replayed.status).toBe(422);
    expect(replayed.html).toContain('コードが違うか、既に使われています。');
    later(1);
    const arrived = await other.fill(asked, 'code', { code: codeNow(desk, secret) });
    expect(arrived).toMatchObject({ status: 200, path: '/desk' });

    const paper = desk.browser();
    const typed = (codes[3] ?? '').toLowerCase().replaceAll('-', ' ');
    expect((await paper.signIn('hanako.mihon', typed)).status).not.toBe(422);
    expect((await paper.get('/desk')).status).toBe(200);
    expect((await desk.browser().signIn('hanako.mihon', typed)).status).toBe(422);
  });

  it('the printed codes alone, where no app may be used', async () => {
    const { enrolmentLink } = await desk.account('paper.only');
    const browser = desk.browser();
    const asked = await browser.get(enrolmentLink.replace(/^.*?(?=\/enrol)/, ''));
    const weak = await browser.fill(asked, 'newPassword', {
      newPassword: 'paper.only',
      newPasswordAgain: '',
    });
    expect(weak).toMatchObject({ status: 422 });
    expect(weak.html).toContain('12文字以上');
    const setUp = await browser.fill(weak, 'newPassword', {
      newPassword: PASSWORD,
      newPasswordAgain: PASSWORD,
    });
    const done = await browser.fill(setUp, 'way', {});
    expect(done.html).toContain('使い捨てコード');
    expect((await browser.get('/desk')).status).toBe(200);
  });

  it('an account without a need for a second factor enters by the password', async () => {
    const { enrolmentLink } = await desk.account('one.factor', { secondFactor: false });
    const browser = desk.browser();
    const asked = await browser.get(enrolmentLink.replace(/^.*?(?=\/enrol)/, ''));
    await browser.fill(asked, 'newPassword', { newPassword: PASSWORD, newPasswordAgain: PASSWORD });
    expect((await browser.get('/desk')).status).toBe(200);
    const again = desk.browser();
    await again.signIn('one.factor');
    expect((await again.get('/desk')).status).toBe(200);
  });

  it('a link ends after 72 hours, and when a newer one is issued', async () => {
    const { accountId, enrolmentLink } = await desk.account('late.comer');
    const path = enrolmentLink.replace(/^.*?(?=\/enrol)/, '');
    const newer = await desk.deps.db.transaction().execute((tx) => issueEnrolment(tx, desk.deps, accountId));
    expect((await desk.browser().get(path)).status).toBe(403);
    const newerPath = newer.replace(/^.*?(?=\/enrol)/, '');
    expect((await desk.browser().get(newerPath)).status).toBe(200);
    const now = desk.clock.now();
    later(72 * 60 + 1);
    expect((await desk.browser().get(newerPath)).status).toBe(403);
    desk.clock.set(new Date(now).toISOString());
  });
});

describe('what an attacker learns', () => {
  it('nothing: a wrong password, an unknown name and a disabled account get the same page', async () => {
    const { accountId } = await enrolled(desk, 'known.person');
    await enrolled(desk, 'gone.person').then(({ accountId: gone }) =>
      desk.deps.db.transaction().execute((tx) => disableAccount(tx, desk.deps, gone)),
    );
    const pages = await Promise.all(
      ['known.person', 'nobody.here1', 'gone.person'].map(async (loginName) => {
        const answer = await desk.browser().post('/sign-in', { loginName, password: 'wrong-password-1' });
        return { status: answer.status, html: answer.html.replaceAll(loginName, '…') };
      }),
    );
    expect(pages[0]?.html).toContain('利用者IDかパスワードが違います。');
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    expect(accountId).not.toBe('');
    // Names and passwords that were typed do not reach the log.
    expect(desk.logged.join('')).not.toMatch(/nobody\.here1|wrong-password-1/);
  });

  it('an unknown name costs as much time as a known one', async () => {
    await desk.owner.transaction().execute((tx) => sql`delete from sign_in.attempts`.execute(tx));
    const time = async (loginName: string) => {
      const began = performance.now();
      await desk.browser().post('/sign-in', { loginName, password: 'wrong-password-1' });
      return performance.now() - began;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round++) {
      known.push(await time('known.person'));
      unknown.push(await time('nobody.here2'));
    }
    const middle = (times: number[]) => times.sort((a, b) => a - b)[3] ?? 0;
    const ratio = middle(unknown) / middle(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it('the database holds no token, code or secret that lets in', async () => {
    const { browser, secret, codes, path } = await enrolled(desk, 'dumped.person');
    const { rows } = await sql<{ text: string }>`
      select (select string_agg(t::text, ' ') from sign_in.session t) || (select string_agg(t::text, ' ') from sign_in.totp t)
        || (select string_agg(t::text, ' ') from sign_in.one_time_code t)
        || (select string_agg(t::text, ' ') from sign_in.enrolment t)
        || (select string_agg(t::text, ' ') from sign_in.password t) as text`.execute(desk.owner);
    const dump = rows[0]?.text ?? '';
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    const held = [
      browser.jar.get('shirube_session'),
      codes[0],
      codes[0]?.replaceAll('-', ''),
      path.slice(13),
    ];
    for (const each of [...held, secret.toString('base64url'), secret.toString('hex')]) {
      expect(each?.length).toBeGreaterThan(5);
      expect(dump).not.toContain(each);
    }
  });
});

describe('sessions', () => {
  it('have a cookie that scripts cannot read, and that changes with every sign-in', async () => {
    const { browser, secret } = await enrolled(desk, 'cookie.person');
    const first = browser.jar.get('shirube_session');
    later(1);
    const half = await browser.post('/sign-in', { loginName: 'cookie.person', password: PASSWORD });
    const second = browser.jar.get('shirube_session');
    const answer = await desk.app.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ loginName: 'cookie.person', password: PASSWORD }),
    });
    expect(answer.headers.getSetCookie().join()).toMatch(
      /shirube_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    await browser.fill(half, 'code', { code: codeNow(desk, secret) });
    const third = browser.jar.get('shirube_session');
    expect(new Set([first, second, third]).size).toBe(3);
    // What was handed out before no longer opens anything.
    for (const token of [first, second]) {
      const old = desk.browser();
      old.jar.set('shirube_session', token ?? '');
      expect((await old.get('/desk')).path).toContain('/sign-in');
    }
  });

  it('end after two idle hours, after twelve, by signing out, one by one, all at once, and when the account is disabled', async () => {
    desk.clock.set(NOW);
    const { accountId, browser, secret } = await enrolled(desk, 'many.places');
    const open = async () => {
      later(1);
      const place = desk.browser();
      await place.signIn('many.places', codeNow(desk, secret));
      expect((await place.get('/desk')).status).toBe(200);
      return place;
    };
    const signedOut = (place: { get(path: string): Promise<{ path: string }> }) =>
      place.get('/desk').then(({ path }) => path.startsWith('/sign-in'));
    const [a, b, c] = [await open(), await open(), await open()];
    const page = await browser.get('/account');
    expect(page.html.match(/>終了する</g)).toHaveLength(3);
    const form = /name="id" value="([0-9a-f-]{36})"/.exec(page.html)?.[1] ?? '';
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    await browser.post('/account/sessions/end', { id: form, csrf });
    expect([await signedOut(a), await signedOut(b), await signedOut(c)].filter(Boolean)).toHaveLength(1);
    await browser.post('/account/sessions/end', { id: 'others', csrf });
    expect([await signedOut(a), await signedOut(b), await signedOut(c)]).toEqual([true, true, true]);
    expect(await signedOut(browser)).toBe(false);

    await browser.post('/sign-out', { csrf });
    expect(await signedOut(browser)).toBe(true);
    const idle = await open();
    later(119);
    expect(await signedOut(idle)).toBe(false);
    later(121);
    expect(await signedOut(idle)).toBe(true);
    const long = await open();
    for (let hour = 1; hour < 12; hour++) {
      later(60);
      expect(await signedOut(long), `${hour}`).toBe(false);
    }
    later(61);
    expect(await signedOut(long)).toBe(true);

    const { deps } = desk;
    const [d, e] = [await open(), await open()];
    expect(await deps.db.transaction().execute((tx) => revokeSessions(tx, deps, accountId))).toBe(2);
    expect([await signedOut(d), await signedOut(e)]).toEqual([true, true]);
    const last = await open();
    await deps.db.transaction().execute((tx) => disableAccount(tx, deps, accountId));
    expect(await signedOut(last)).toBe(true);
    await deps.db.transaction().execute((tx) => enableAccount(tx, deps, accountId));
    expect(await signedOut(last)).toBe(true);
  });

  it('of another account are neither seen nor ended', async () => {
    const mine = await enrolled(desk, 'first.owner');
    const other = await enrolled(desk, 'second.owner');
    const { rows } = await sql<{ id: string }>`select session_id as id from sign_in.session
      where account_id = ${other.accountId} and completed_at is not null`.execute(desk.owner);
    const page = await mine.browser.get('/account');
    expect(page.html).not.toContain(rows[0]?.id);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    await mine.browser.post('/account/sessions/end', { id: rows[0]?.id ?? '', csrf });
    expect((await other.browser.get('/desk')).status).toBe(200);
  });
});

describe('what administrators do', () => {
  it('refuses names that are taken or none, and lists accounts', async () => {
    const { deps } = desk;
    const make = (loginName: string) =>
      deps.db.transaction().execute((tx) => createAccount(tx, deps, { loginName }));
    expect(await make('First.Owner')).toMatchObject({ ok: false, code: 'login-name-taken' });
    for (const name of ['ab', '見本花子', 'a b c', '-abc', 'x'.repeat(65)]) {
      expect(await make(name), name).toMatchObject({ ok: false, code: 'login-name-invalid' });
    }
    const { accountId } = await desk.account('fresh.person');
    expect(await listAccounts(deps.db, [accountId])).toMatchObject([
      {
        loginName: 'fresh.person',
        enrolled: false,
        secondFactor: true,
        disabledAt: null,
        lastSignInAt: null,
      },
    ]);
    const { accountId: used } = await enrolled(desk, 'used.person');
    expect((await listAccounts(deps.db, [used]))[0]).toMatchObject({ enrolled: true });
    const bind = (id: string, subject: string) =>
      deps.db.transaction().execute((tx) => bindSubject(tx, deps, id, subject));
    expect(await bind(used, 'subject-1')).toMatchObject({ ok: true });
    expect(await bind(accountId, 'subject-1')).toMatchObject({ ok: false, code: 'subject-taken' });
  });

  it('a new link takes everything away that let in before', async () => {
    const { accountId, browser, secret, codes } = await enrolled(desk, 'lost.device');
    const link = await desk.deps.db.transaction().execute((tx) => issueEnrolment(tx, desk.deps, accountId));
    // Until it is used nothing changes: a link that was sent by mistake harms nobody.
    expect((await browser.get('/desk')).status).toBe(200);
    const anew = desk.browser();
    const asked = await anew.get(link.replace(/^.*?(?=\/enrol)/, ''));
    const other = `${PASSWORD} neu`;
    await anew.fill(asked, 'newPassword', { newPassword: other, newPasswordAgain: other });
    expect((await browser.get('/desk')).path).toContain('/sign-in');
    later(1);
    expect((await desk.browser().signIn('lost.device')).html).toContain('利用者IDかパスワードが違います。');
    const asking = await desk.browser().signIn('lost.device', undefined, other);
    expect(asking.path).toBe('/sign-in/set-up');
    expect(codes.length + secret.length).toBe(30);
  });
});
