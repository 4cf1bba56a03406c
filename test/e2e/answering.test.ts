import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE_BODIES } from '../../src/spine/sample/bodies.ts';
import { axe, screenshot, sideways } from '../support/browser.ts';
import { everyKind } from '../surveys/answering-survey.ts';
import { sentRound } from '../surveys/support.ts';
import { openPlace, type Place } from './place.ts';

const VILLAGE = SAMPLE_BODIES.village.code;
/** Where pictures go for a person to look at; none unless asked for. */
const PICTURES = process.env.SHIRUBE_PICTURES ?? '';

let place: Place;
beforeAll(async () => {
  place = await openPlace('2026-04-20T09:00:00+09:00');
}, 180_000);
afterAll(() => place?.close());

async function sheetOf(id: string): Promise<string> {
  const round = await sentRound(place.deps.db, place.clock, [{ bodyCode: VILLAGE }], {
    survey: everyKind(id),
  });
  const { rows } = await sql<{ sheet_no: string }>`
    select sheet_no from surveys.sheet where round_id = ${round.roundId}`.execute(place.deps.db);
  return `${place.base}/surveys/sheets/${rows[0]?.sheet_no}`;
}

async function officer(javaScript: boolean): Promise<Page> {
  const { page } = await place.visit(javaScript);
  await page.goto(place.base);
  await page.getByRole('button', { name: '村の一人担当として試す' }).click();
  return page;
}

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let time = 0; time < 200; time += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === '') return;
  await screenshot(page, `${PICTURES}/${name}-1280.png`, { width: 1280 });
  await screenshot(page, `${PICTURES}/${name}-360.png`, { width: 360 });
  await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 794, print: true });
  await page.setViewportSize({ width: 1280, height: 900 });
}

describe('a sheet', () => {
  test('is answered by keyboard alone, without script, and nothing that was typed is lost', async () => {
    const sheet = await sheetOf('try-keyboard');
    const page = await officer(false);
    await page.goto(`${sheet}/pages/1`);
    await tabTo(page, '[name="a.talent"]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[name="a.obstacles"]');
    for (let option = 0; option < 3; option += 1) {
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
    }
    await tabTo(page, '[name="a.staff"]');
    await page.keyboard.type('約3');
    // Enter saves and stays: it is the plain button of the form.
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    const main = await page.locator('main').innerText();
    expect(main).toContain('2つまで選べます。3つ選ばれています。');
    expect(main).toContain('「約3」は数値として読めません。');
    expect(await page.locator('[name="a.staff"]').inputValue()).toBe('約3');
    expect(await page.locator('[name="a.obstacles"]:checked').count()).toBe(3);
    expect(await page.locator('[name="a.talent"]:checked').inputValue()).toBe('none');
    // The link of the summary leads into the field itself.
    await tabTo(page, 'a[href="#f-a.staff"]');
    await page.keyboard.press('Enter');
    expect(await page.locator('[name="a.staff"]:focus').count()).toBe(1);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('3');
    await tabTo(page, '[name="a.obstacles"][value="work"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'button[value="next"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '手続と働き方' }).waitFor();
  }, 120_000);

  test('two tabs: both texts are shown, one is chosen', async () => {
    const sheet = await sheetOf('try-tabs');
    const first = await officer(false);
    const second = await first.context().newPage();
    for (const tab of [first, second]) await tab.goto(`${sheet}/pages/1`);
    for (const [tab, text] of [
      [first, '10'],
      [second, '12'],
    ] as const) {
      await tab.locator('[name="a.staff"]').fill(text);
      await tab.getByRole('button', { name: '保存してこのページに残る' }).click();
    }
    const kept = second.locator('.survey-kept');
    expect(await kept.innerText()).toMatch(/10 人[\s\S]*12 人/);
    await picture(second, 'conflict');
    await second.getByRole('button', { name: '問2は控えを回答にする' }).click();
    expect(await second.locator('[name="a.staff"]').inputValue()).toBe('12');
    expect(await kept.count()).toBe(0);
  }, 120_000);

  test('with script each field is saved when it is left; a reload shows it', async () => {
    const sheet = await sheetOf('try-script');
    const page = await officer(true);
    await page.goto(`${sheet}/pages/1`);
    const status = page.locator('[data-save-status]');
    for (const text of ['3', '4', '5']) {
      const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await page.locator('[name="a.staff"]').fill(text);
      await page.locator('[name="a.trained"]').focus();
      expect((await saved).status()).toBe(200);
    }
    await status.filter({ hasText: 'に保存しました。' }).waitFor();
    await page.reload();
    expect(await page.locator('[name="a.staff"]').inputValue()).toBe('5');
    expect(await page.locator('.survey-kept').count()).toBe(0);
  }, 120_000);

  test('a session that ended while typing: the text is offered again and saved', async () => {
    const sheet = await sheetOf('try-ended');
    const page = await officer(false);
    await page.goto(`${sheet}/pages/1`);
    await page.locator('[name="a.staff"]').fill('77');
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: /session/ });
    await page.getByRole('button', { name: '保存してこのページに残る' }).click();
    expect(new URL(page.url()).pathname).toContain('/sign-in');
    const words = await page.locator('main').innerText();
    expect(words).toContain('入力');
    // The one who was signed in comes back in the same browser.
    await page.context().addCookies(cookies.filter((cookie) => /session/.test(cookie.name)));
    await page.goto(`${place.base}/sign-in/kept`);
    await picture(page, 'ended');
    expect(await page.locator('main').innerText()).toContain('77');
    await page.getByRole('button', { name: /送/ }).first().click();
    await page.waitForURL(/\/pages\/1/);
    expect(await page.locator('[name="a.staff"]').inputValue()).toBe('77');
  }, 120_000);

  test('axe finds nothing, nothing scrolls sideways', async () => {
    const sheet = await sheetOf('try-axe');
    const page = await officer(true);
    await page.goto(`${sheet}/pages/1`);
    await page.locator('[name="a.talent"][value="none"]').check();
    await page.locator('[name="a.staff"]').fill('約3');
    await page.getByRole('button', { name: '保存してこのページに残る' }).click();
    await page.getByRole('alert').waitFor();
    const paths = ['', '/pages/1', '/pages/2', '/questions/staff', '/aside', '/paper', '/csv', '/proxy'];
    const addresses = [
      ...paths.map((path) => sheet + path),
      `${place.base}/surveys`,
      `${place.base}/surveys/known-facts`,
    ];
    for (const address of addresses) {
      await page.goto(address);
      expect([address, await axe(page)]).toEqual([address, []]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect([address, await sideways(page)]).toEqual([address, []]);
      await page.setViewportSize({ width: 1280, height: 900 });
      await picture(
        page,
        address
          .replace(place.base, '')
          .replace(/T[0-9A-F]{4}-\d{6}/, 'sheet')
          .replaceAll('/', '_'),
      );
    }
  }, 300_000);
});

test('no page asked for anything outside of this machine', () => {
  expect(place.outside()).toEqual([]);
});
