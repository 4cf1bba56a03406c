import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, screenshot, sideways } from '../support/browser.ts';
import { openPlace, type Place } from './place.ts';

/** Where pictures go for a person to look at; none unless asked for. */
const PICTURES = process.env.SHIRUBE_PICTURES ?? '';
const VILLAGE = '993611';

let place: Place;
beforeAll(async () => {
  place = await openPlace('2026-04-20T09:00:00+09:00');
}, 180_000);
afterAll(() => place?.close());

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let time = 0; time < 200; time += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return;
  }
  throw new Error(`the keyboard does not reach ${selector} on ${page.url()}`);
}

async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  const left = page.waitForNavigation();
  await page.keyboard.press('Enter');
  await left;
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

async function looked(page: Page, name: string): Promise<void> {
  expect([name, await axe(page)]).toEqual([name, []]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect([name, await sideways(page)]).toEqual([name, []]);
  if (PICTURES !== '') {
    await screenshot(page, `${PICTURES}/${name}-1280.png`, { width: 1280 });
    await screenshot(page, `${PICTURES}/${name}-360.png`, { width: 360 });
    await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 794, print: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

describe('a village without any plan', () => {
  test('comes by keyboard alone, without script, from sign-in to a policy that counts', async () => {
    const { page } = await place.visit(false);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(place.base);
    await press(page, '.dads-seat a[href="/try"]');
    await press(page, 'form:has([value="village-officer"]) button');
    await press(page, '.dads-seat__links a[href="/overall-policy"]');
    expect(await heading(page)).toBe('架空村の全体方針を、約30分で決裁用案にできます');
    await press(page, 'form[action="/overall-policy"] button');
    expect(await heading(page)).toBe('1　ビジョンを書く');
    await press(page, 'button[value="example"]');
    await type(page, 'textarea', '\n４　村の外からも頼れる役場にします。');
    await press(page, 'button[value="next"]:not([tabindex])');
    expect(await heading(page)).toBe('2　現状を書く');
    await tabTo(page, 'input[name="figure"]');
    await page.keyboard.press('Space');
    await press(page, 'button[value="next"]');
    expect(await heading(page)).toBe('3　取組事項ごとの方針を書く');
    await press(page, 'button[value="next"]');
    await press(page, 'button[value="next"]');
    expect(await heading(page)).toBe('5　工程表のあらましを書く');
    await press(page, 'button[value="next"]');
    expect(await page.locator('main').innerText()).toContain('ビジョンと工程表がそろっています');
    await press(page, 'a[href$="/paper"]');
    const paper = await page.locator('main').innerText();
    expect(paper).toContain('４　村の外からも頼れる役場にします。');
    expect(paper).toMatch(/未実施.*時点。出典：/);
    await press(page, 'a[href$="/record"]');
    await type(page, '[name="documentNo"]', '総第12号');
    await type(page, '[name="decidedOn"]', '令和8年4月20日');
    await type(page, '[name="decider"]', '村長');
    await tabTo(page, '[name="samePerson"]');
    await page.keyboard.press('Space');
    await press(page, 'form[action$="/decision"] button');
    expect(await page.locator('main').innerText()).toContain('足りないもの：公表日');
    await type(page, '[name="publishedOn"]', 'R8.4.20');
    await press(page, 'form[action$="/publication"] button');
    expect(await heading(page)).toBe('この全体方針は数えています');
    await press(page, `a[href="/overall-policy/of/${VILLAGE}"]`);
    expect(await page.locator('main').innerText()).toContain('公表日');
    expect(await heading(page)).toBe('架空村の全体方針');
    // From the first page to the public one, the way is short.
    expect(loads).toBeLessThanOrEqual(16);
    expect(place.outside()).toEqual([]);
  }, 120_000);

  test('its pages are read by everybody, on a phone and on paper', async () => {
    const { page } = await place.visit(true);
    await page.goto(place.base);
    await page.getByRole('button', { name: '町の情報政策担当として試す' }).click();
    const at = `${place.base}/overall-policy`;
    await page.goto(at);
    await looked(page, 'policy-home');
    await page.goto(`${at}/1`);
    await page.getByLabel('改定の理由').fill('見直しのため');
    await page.getByRole('button', { name: '改定を始める' }).click();
    await page.getByRole('heading', { level: 1, name: '1　ビジョンを書く' }).waitFor();
    const saved = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.locator('textarea').fill('新しいビジョン');
    await page.locator('textarea').blur();
    expect((await saved).status()).toBe(200);
    await expect.poll(() => page.locator('[data-save-status]').innerText()).toContain('保存しました。');
    await page.reload();
    expect(await page.locator('textarea').inputValue()).toBe('新しいビジョン');
    for (const [name, path] of [
      ['policy-one', '1'],
      ['policy-items', '1/versions/2/write/items'],
      ['policy-paper', '1/versions/2/paper'],
      ['policy-compare', '1/compare?from=1&to=2'],
      ['policy-public', 'of/993026'],
    ] as const) {
      await page.goto(`${at}/${path}`);
      await looked(page, name);
    }
  }, 240_000);
});
