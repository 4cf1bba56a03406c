import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpServer, listen } from '../../src/app/listen.ts';
import { createApp } from '../../src/app/server.ts';
import { axe, type OpenBrowser, openBrowser, openPage, screenshot, sideways } from '../support/browser.ts';
import { codeNow, type Desk, deskModule, openDesk, PASSWORD, secretOn } from './support.ts';

/** Pictures for whoever wants to look: SHOTS=folder. */
const shots = process.env.SHOTS;
let http: HttpServer;
let desk: Desk;
let base = '';
let browser: OpenBrowser;

beforeAll(async () => {
  http = await listen('127.0.0.1', 0);
  // Passkeys need a name: the number 127.0.0.1 is none.
  base = `http://localhost:${http.port}`;
  desk = await openDesk({ SHIRUBE_BASE_URL: base, PORT: String(http.port) });
  http.serve(createApp(desk.deps, [deskModule]).fetch);
  browser = await openBrowser();
  if (shots !== undefined) mkdirSync(shots, { recursive: true });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await http?.close();
  await desk?.close();
});

/** Judged on a desk and a phone; where the page scrolls sideways, or axe finds something, it fails. */
async function judge(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    // The same elements and colours at both widths: judged once, it takes most of the time.
    if (width === 360) expect(await axe(page), name).toEqual([]);
    expect(await sideways(page), `${name} ${width}`).toEqual([]);
    if (shots !== undefined) await screenshot(page, join(shots, `${name}-${width}.png`), { width });
  }
  if (shots !== undefined && name === 'codes') {
    await screenshot(page, join(shots, `${name}-print.png`), { width: 794, print: true });
  }
}

it('every page of signing in, with a key of the browser: from the link to a passkey', {
  timeout: 180_000,
}, async () => {
  const { page, context } = browser;
  const authority = await context.newCDPSession(page);
  await authority.send('WebAuthn.enable');
  await authority.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { enrolmentLink } = await desk.account('browser.person');
  await page.goto(enrolmentLink);
  await judge(page, 'enrol');
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill('みじかい');
  await page.getByLabel('もう一度', { exact: false }).fill('みじかい');
  await page.getByRole('button', { name: 'このパスワードで始める' }).click();
  await judge(page, 'enrol-refused');
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill(PASSWORD);
  await page.getByLabel('もう一度', { exact: false }).fill(PASSWORD);
  await page.getByRole('button', { name: 'このパスワードで始める' }).click();
  await judge(page, 'set-up');
  const secret = secretOn(await page.content());
  await page.getByLabel('6桁の数字').fill(codeNow(desk, secret));
  await page.getByRole('button', { name: '登録する' }).click();
  await judge(page, 'codes');

  await page.goto(`${base}/account`);
  await judge(page, 'account');
  await page.getByRole('link', { name: 'パスキーを登録する' }).click();
  await judge(page, 'new-passkey');
  await page.getByLabel('この登録の名前').fill('庁内の端末');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByText('パスキーを登録しました。').waitFor();
  expect(await page.content()).toContain('「庁内の端末」を消す');
  await judge(page, 'account-passkey');

  await page.getByRole('button', { name: 'サインアウトする' }).click();
  await page.goto(`${base}/desk`);
  await judge(page, 'sign-in');
  await page.getByRole('link', { name: 'パスキーでサインインする' }).click();
  await judge(page, 'passkey');
  await page.getByRole('button', { name: 'パスキーを使う' }).click();
  await page.waitForURL(`${base}/desk`);
  expect(await page.textContent('body')).toContain('browser.person');

  // An answer that was sent once is worth nothing a second time, and a made-up one nothing at all.
  const other = await openPage(browser.browser);
  await other.page.goto(`${base}/sign-in/passkey`);
  const forged = await other.page.request.post(`${base}/sign-in/passkey`, {
    form: { answer: JSON.stringify({ id: 'made-up', response: {} }) },
    headers: { origin: base },
  });
  expect(forged.status()).toBe(422);
  await other.page.goto(`${base}/sign-in`);
  await other.page.getByLabel('利用者ID').fill('browser.person');
  await other.page.getByLabel('パスワード').fill('not-this-one-at-all');
  await other.page.getByRole('button', { name: 'サインインする' }).click();
  await judge(other.page, 'sign-in-refused');
  await other.page.getByLabel('パスワード').fill(PASSWORD);
  await other.page.getByRole('button', { name: 'サインインする' }).click();
  await judge(other.page, 'second-factor');
  await other.close();

  await desk.clock.set('2026-04-01T12:30:00+09:00');
  const answer = await page.request.post(`${base}/desk`, {
    form: { note: '長い文章をここまで書いた。\n二行目。', many: '1' },
    headers: { origin: base },
  });
  expect(await answer.text()).toContain('入力した内容は残してあります');
  await page.goto(`${base}/sign-in?kept=1`);
  await judge(page, 'sign-in-kept');
  await page.goto(`${base}/sign-in/passkey`);
  await page.getByRole('button', { name: 'パスキーを使う' }).click();
  await page.waitForURL(`${base}/sign-in/kept`);
  await judge(page, 'kept');
  await page.getByRole('button', { name: 'この内容をもう一度送る' }).click();
  await page.waitForURL(`${base}/desk`);
  expect(desk.notes()).toEqual([JSON.stringify(['長い文章をここまで書いた。\r\n二行目。', '1'])]);
  await page.goto(`${base}/account`);
  await desk.clock.set('2026-04-01T13:10:00+09:00');
  await page.reload();
  await judge(page, 'account-not-fresh');
  expect(await page.content()).not.toContain('パスワードを変える</h3>');
  expect(browser.outside).toEqual([]);
});

it('without JavaScript everything but passkeys works, and their page says what to do', {
  timeout: 60_000,
}, async () => {
  const visitor = await openPage(browser.browser, { javaScript: false });
  const { page } = visitor;
  const { enrolmentLink } = await desk.account('no.script');
  await page.goto(enrolmentLink);
  await page.getByLabel('新しいパスワード', { exact: false }).first().fill(PASSWORD);
  await page.getByLabel('もう一度', { exact: false }).fill(PASSWORD);
  await page.getByRole('button', { name: 'このパスワードで始める' }).click();
  await page.getByRole('button', { name: '使い捨てコードだけを使う' }).click();
  const code = (await page.locator('.dads-codes code').first().textContent()) ?? '';
  await page.goto(`${base}/account`);
  await page.getByRole('button', { name: 'サインアウトする' }).click();
  await page.goto(`${base}/sign-in/passkey`);
  expect(await page.getByText('このページだけはJavaScriptが必要です').isVisible()).toBe(true);
  await page.getByRole('link', { name: 'パスワードでサインインする' }).click();
  await page.getByLabel('利用者ID').fill('no.script');
  await page.getByLabel('パスワード').fill(PASSWORD);
  await page.getByRole('button', { name: 'サインインする' }).click();
  await page.getByRole('textbox', { name: 'コード※必須' }).fill(code);
  await page.getByRole('button', { name: '確かめる' }).click();
  await page.goto(`${base}/desk`);
  expect(await page.textContent('body')).toContain('no.script');
  await visitor.close();
});
