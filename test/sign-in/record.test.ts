import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../src/platform/audit/entry.ts';
import { eraseAccount } from '../../src/platform/sign-in/actions.ts';
import { knownSecret, seal, secretOf, unseal } from '../../src/platform/sign-in/secret.ts';
import { secretWarning } from '../../src/platform/sign-in/secret-mark.ts';
import { codeNow, type Desk, enrolled, openDesk, PASSWORD } from './support.ts';

let desk: Desk;
const folder = mkdtempSync(join(tmpdir(), 'shirube-secret-'));
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk?.close();
  rmSync(folder, { recursive: true });
});

it('what somebody does with their own account stands in the audit, without name or secret', async () => {
  const { accountId, browser, secret } = await enrolled(desk, 'audited.person');
  desk.clock.set('2026-04-01T09:01:00+09:00');
  await browser.signIn('audited.person', codeNow(desk, secret));
  const page = await browser.get('/account');
  const other = `${PASSWORD} neu`;
  const changed = await browser.fill(page, 'newPassword', {
    password: PASSWORD,
    newPassword: other,
    newPasswordAgain: other,
  });
  expect(changed.html).toContain('パスワードを変えました。');
  const csrf = /name="csrf" value="([^"]+)"/.exec(changed.html)?.[1] ?? '';
  const codes = await browser.post('/account/codes', { csrf });
  expect(codes.html).toContain('使い捨てコード');
  await browser.post('/account/totp/remove', { csrf });
  await browser.post('/sign-out', { csrf });
  const { rows } = await sql<{ action: string; detail: string }>`
    select action, detail from audit.entry where object_id = ${accountId} order by at, action`.execute(
    desk.owner,
  );
  expect(rows.map((row) => row.action).sort()).toEqual(
    [
      ...['enrolment.use', 'totp.set', 'session.open', 'codes.issue', 'session.open', 'password.change'],
      ...['codes.issue', 'totp.remove', 'session.end'],
    ]
      .map((action) => `sign-in:${action}`)
      .sort(),
  );
  expect(JSON.stringify(rows)).not.toContain('audited.person');
});

it('nobody changes a password with another one, or long after the sign-in', async () => {
  const { browser } = await enrolled(desk, 'left.alone');
  const page = await browser.get('/account');
  const typed = { newPassword: `${PASSWORD} x`, newPasswordAgain: `${PASSWORD} x` };
  const wrong = await browser.fill(page, 'newPassword', { ...typed, password: 'not the old one 1' });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('今のパスワードが違います。');
  desk.clock.set(new Date(desk.clock.now() + 31 * 60_000).toISOString());
  const late = await browser.fill(page, 'newPassword', { ...typed, password: PASSWORD });
  expect(late.path).toBe('/sign-in?next=%2Faccount&again=1');
  expect((await browser.get('/account/totp')).path).toContain('/sign-in');
});

it('the last second factor is not taken away where one is needed', async () => {
  const { browser, codes } = await enrolled(desk, 'only.factor');
  expect(codes).toHaveLength(10);
  await sql`delete from sign_in.one_time_code`.execute(desk.owner);
  const page = await browser.get('/account');
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const kept = await browser.post('/account/totp/remove', { csrf });
  expect(kept.status).toBe(422);
  expect(kept.html).toContain('先に、使い捨てコードかパスキーを用意してください。');
});

it('an erased account keeps no name and lets nobody in', async () => {
  const { accountId, browser } = await enrolled(desk, 'erased.person');
  await desk.deps.db.transaction().execute((tx) => eraseAccount(tx, desk.deps, accountId, SYSTEM));
  expect((await browser.get('/desk')).path).toContain('/sign-in');
  const { rows } = await sql<{ text: string }>`
    select (select string_agg(t::text, ' ') from sign_in.account t)
      || (select string_agg(t::text, ' ') from audit.pseudonym t) as text`.execute(desk.owner);
  expect(rows[0]?.text).not.toContain('erased.person');
  expect((await desk.browser().signIn('erased.person')).status).toBe(422);
});

it('the key is made once, for this program alone; another key is told at the start', async () => {
  const settings = { ...desk.deps.settings, secret: null, dataDir: folder };
  expect(knownSecret(settings)).toBeNull();
  const secret = secretOf(settings);
  expect(secret).toHaveLength(32);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(secret.toString('base64url'));
  const sealed = seal(secret, 'a', 'text');
  expect(unseal(secret, 'a', sealed)).toBe('text');
  expect(unseal(secret, 'b', sealed)).toBeNull();
  expect(unseal(Buffer.alloc(32), 'a', sealed)).toBeNull();
  expect(unseal(secret, 'a', `${sealed.slice(0, -2)}AA`)).toBeNull();

  const { db } = desk.deps;
  expect(await secretWarning(desk.deps)).toBeNull();
  expect(await secretWarning(desk.deps)).toBeNull();
  expect(await secretWarning({ db, settings })).toContain('秘密鍵が、前に使われていたものと違います。');
  const many = { ...settings, dataDir: join(folder, 'none'), databaseUrl: 'postgresql://u@db/x' };
  expect(await secretWarning({ db, settings: many })).toContain('SHIRUBE_SECRET が指定されていません。');
});
