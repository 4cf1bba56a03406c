import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDueJobs } from '../../src/platform/jobs/runner.ts';
import { makeWorkbooks } from '../../src/spine/surveys/actions/workbooks-of-round.ts';
import type { OpenBrowser } from '../support/browser.ts';
import { lookAt } from './look.ts';
import { openPlace, type Place } from './place.ts';

let place: Place;
let visit: OpenBrowser;

beforeAll(async () => {
  place = await openPlace('2026-04-20T09:00:00+09:00');
  visit = await place.visit(true);
}, 120_000);
afterAll(() => place?.close());

const look = (name: string, path: string) => lookAt(place, visit, name, path);

it('what a prefecture gathers, prepares and types in is accessible on a desk and on a phone', async () => {
  const { page } = visit;
  await page.goto(place.base);
  await page.getByRole('button', { name: '県の取りまとめ担当として試す' }).click();
  await look('review', '/surveys/review');
  await page.goto(`${place.base}/surveys/review`);
  await page.locator('tbody th a').first().click();
  const review = new URL(page.url()).pathname;
  await look('review-round', review);
  const workbooks = `${review.replace('/review/', '/rounds/')}/workbooks`;
  await look('batches-none', workbooks);
  await page.goto(place.base + workbooks);
  await page.getByRole('button', { name: '分の回答票を作る' }).click();
  const batch = new URL(page.url()).pathname;
  expect(await page.locator('h1').textContent()).toBe('回答票を作っています');
  await runDueJobs(place.deps, [makeWorkbooks]);
  await look('batch', batch);
  expect(await page.locator('h1').textContent()).toBe('回答票ができました');
  await look('batches', workbooks);

  await page.goto(place.base + review);
  await page.getByRole('link', { name: '架空村' }).click();
  await look('owing', new URL(page.url()).pathname);
  await page.getByRole('link', { name: '代行入力する' }).click();
  const proxy = new URL(page.url()).pathname;
  await look('proxy-start', proxy);
  await page.goto(place.base + proxy);
  await page.getByLabel('聞いた日').fill('2026-04-20');
  await page.getByLabel('誰から').fill('総務課 主任');
  await page.getByRole('button', { name: '回答の入力へ進む' }).click();
  const entry = new URL(page.url()).pathname;
  expect(entry).toContain('/pages/1');
  await look('proxy-entry', entry);
  await page.goto(place.base + entry);
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: '残る' }).click();
  await look('proxy-saved', `${entry}?saved=1&kept=0`);
  await look('proxy-start-again', proxy);

  await page.context().clearCookies();
  await page.goto(place.base);
  await page.getByRole('button', { name: '村の一人担当として試す' }).click();
  await look('proxy-confirm', `${proxy.replace('/proxy/', '/sheets/')}/proxy`);
}, 180_000);
