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
  await page.waitForURL('**/home');
}

async function faultsAt(name: string, path: string | null = null): Promise<string[]> {
  const faults: string[] = [];
  if (path !== null) await page.goto(`${place.base}${path}`);
  await page.locator('main details').evaluateAll((all) => {
    for (const each of all.slice(0, 8)) each.setAttribute('open', '');
  });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await axe(page)).map((fault) => `${name} ${width}: ${fault}`));
    faults.push(...(await sideways(page)).map((element) => `${name} ${width}: sideways ${element}`));
    if (PICTURES !== '') await screenshot(page, `${PICTURES}/${name}-${width}.png`, { width });
  }
  if (PICTURES !== '') await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 794, print: true });
  return faults;
}

describe('homes and threads', () => {
  test('are right for axe and a phone: the village', async () => {
    await signInAs('村の一人担当として試す');
    const faults = [
      ...(await faultsAt('home-village')),
      ...(await faultsAt('home-cio', '/home/cio')),
      ...(await faultsAt('home-one-page', '/home/one-page?indicator=card-holding')),
      ...(await faultsAt('calendar', '/surveys/calendar')),
      ...(await faultsAt('threads', '/threads')),
      ...(await faultsAt('thread', '/threads/T6-993611')),
      ...(await faultsAt('thread-new', '/threads/new')),
    ];
    expect(faults).toEqual([]);
  }, 300_000);

  test('are right for axe and a phone: prefecture and nation', async () => {
    await signInAs('県の取りまとめ担当として試す');
    const faults = await faultsAt('home-prefecture');
    faults.push(...(await faultsAt('contact', '/threads/contact?to=993611')));
    await signInAs('国の調査担当として試す');
    faults.push(...(await faultsAt('home-nation')), ...(await faultsAt('stations', '/threads/stations')));
    expect(faults).toEqual([]);
  }, 300_000);

  test('the first thing to do is reached and opened by the keyboard alone', async () => {
    await signInAs('村の一人担当として試す');
    for (let time = 0; time < 60; time += 1) {
      await page.keyboard.press('Tab');
      if (await page.locator('.home-month .dads-button:focus').count()) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(threads|surveys|standardization|steps)\//);
    expect(await page.locator('h1').count()).toBe(1);
  }, 60_000);
});
