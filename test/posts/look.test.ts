import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPlace, type Place } from '../e2e/place.ts';
import { axe, screenshot, sideways } from '../support/browser.ts';

/** Where pictures go, for a person to look at; none are made unless it is set. */
const PICTURES = process.env.SHIRUBE_PICTURES ?? '';

let place: Place;
let page: Page;

beforeAll(async () => {
  place = await openPlace('2026-11-21T09:00:00+09:00');
  page = (await place.visit(true)).page;
}, 300_000);
afterAll(() => place?.close());

async function signInAs(button: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${place.base}/try`);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/\/(home|seats)/);
  await page.goto(`${place.base}/seats`);
}

async function faultsAt(name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await axe(page)).map((fault) => `${name} ${width}: ${fault}`));
    faults.push(...(await sideways(page)).map((element) => `${name} ${width}: sideways ${element}`));
    if (PICTURES !== '') await screenshot(page, `${PICTURES}/${name}-${width}.png`, { width });
  }
  if (PICTURES !== '') await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 794, print: true });
  return faults;
}

const follow = (text: string | RegExp) =>
  page.getByRole('main').getByRole('link', { name: text }).first().click();

describe('pages of posts', () => {
  test('are right for axe and a phone, as the village officer walks them', async () => {
    const faults: string[] = [];
    await page.goto(`${place.base}/try`);
    faults.push(...(await faultsAt('try')));
    await signInAs('村の一人担当として試す');
    faults.push(...(await faultsAt('seats')));
    await follow('課・職・在席');
    faults.push(...(await faultsAt('office')));
    await follow('主任（情報・統計・広報）');
    await page.locator('main details').evaluateAll((all) => {
      for (const each of all) each.setAttribute('open', '');
    });
    faults.push(...(await faultsAt('post')));
    await follow('引継書を見る');
    faults.push(...(await faultsAt('handover')));
    await page.goBack();
    await follow('職を改める');
    faults.push(...(await faultsAt('post-edit')));
    await page.goto(`${place.base}/office`);
    await follow('「総務課」を改める');
    faults.push(...(await faultsAt('section')));
    await page.goto(`${place.base}/office/people`);
    faults.push(...(await faultsAt('people')));
    await follow('人を登録する');
    await page.getByLabel('氏名').fill('後任 二郎');
    await page.getByLabel('利用者ID').fill('!');
    await page.getByRole('button', { name: '登録してリンクを作る' }).click();
    faults.push(...(await faultsAt('person-refused')));
    expect(await page.getByLabel('氏名').inputValue()).toBe('後任 二郎');
    await page.getByLabel('利用者ID').fill('kounin.jiro');
    await page.getByRole('button', { name: '登録してリンクを作る' }).click();
    faults.push(...(await faultsAt('enrolment')));
    await page.goto(`${place.base}/office/people`);
    await follow('後任 二郎');
    faults.push(...(await faultsAt('person')));
    expect(faults).toEqual([]);
  }, 300_000);

  test('so is the recovery, and the choice of somebody with two seats', async () => {
    const faults: string[] = [];
    await signInAs('県の管理者として試す');
    await page.goto(`${place.base}/office/recovery`);
    faults.push(...(await faultsAt('recovery')));
    await signInAs('CIO補佐官として試す');
    faults.push(...(await faultsAt('two-seats')));
    await page.getByRole('button', { name: /仮名町/ }).click();
    expect(await page.getByRole('region', { name: '今の在席' }).innerText()).toContain('仮名町 CIO補佐官');
    expect(faults).toEqual([]);
  }, 300_000);
});
