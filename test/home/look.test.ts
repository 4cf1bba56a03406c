import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, type Look, openLook } from '../e2e/look.ts';

let look: Look;

beforeAll(async () => {
  look = await openLook('2026-11-21T09:00:00+09:00');
}, 300_000);
afterAll(() => look?.close());

async function clean(name: string, path: string): Promise<void> {
  await look.goto(path);
  // Some of each: they are alike, and axe takes its time for every one.
  await look.unfold(8);
  expect(await faultsOf(look.page, name)).toEqual([]);
}

describe('homes and threads', () => {
  test('are right for axe and a phone: the village', async () => {
    await look.signInAs('村の一人担当として試す');
    await clean('home-village', '/home');
    await clean('home-cio', '/home/cio');
    await clean('home-one-page', '/home/one-page?indicator=card-holding');
    await clean('calendar', '/surveys/calendar');
    await clean('threads', '/threads');
    await clean('thread', '/threads/T6-993611');
    await clean('thread-new', '/threads/new');
  }, 300_000);

  test('are right for axe and a phone: prefecture and nation', async () => {
    await look.signInAs('県の取りまとめ担当として試す');
    await clean('home-prefecture', '/home');
    await clean('contact', '/threads/contact?to=993611');
    await look.signInAs('国の調査担当として試す');
    await clean('home-nation', '/home');
    await clean('stations', '/threads/stations');
  }, 300_000);

  test('the first thing to do is reached and opened by the keyboard alone', async () => {
    await look.signInAs('村の一人担当として試す');
    for (let time = 0; time < 60; time += 1) {
      await look.page.keyboard.press('Tab');
      if (await look.page.locator('.home-month .dads-button:focus').count()) break;
    }
    await look.page.keyboard.press('Enter');
    await look.page.waitForURL(/\/(threads|surveys|standardization|steps)\//);
    expect(await look.page.locator('h1').count()).toBe(1);
  }, 60_000);
});
