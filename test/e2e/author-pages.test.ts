import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('what an organiser prepares is accessible on a desk and on a phone', async () => {
  const { page } = visit;
  await page.goto(place.base);
  await page.getByRole('button', { name: '国の調査担当として試す' }).click();
  await look('definitions', '/surveys/definitions');
  await page.goto(`${place.base}/surveys/definitions/structure/1`);
  await page.getByLabel('識別子').fill('my-structure');
  await page.getByRole('button', { name: '下書きを作る' }).click();
  const draft = new URL(page.url()).pathname;
  expect(draft).toBe('/surveys/definitions/my-structure/1');
  await look('definition', draft);
  await look('question', `${draft}/questions/body-chair`);
  await look('head', `${draft}/edit`);
  await look('preview', `${draft}/preview`);
  await look('round-new', '/surveys/rounds/new?survey=structure&version=1');
  await page.getByLabel('調査回の名称').fill('令和8年度 推進体制の調査');
  await page.getByLabel('基準日').fill('令和8年4月1日');
  await page.getByLabel('県締切', { exact: false }).first().fill('2026-05-03');
  await page.getByLabel('国締切').fill('2026-05-20');
  await page.getByRole('button', { name: '対象と負担を確かめる' }).click();
  const round = new URL(page.url()).pathname;
  expect(await page.locator('h1').textContent()).toBe('令和8年度 推進体制の調査は6団体に聞きます');
  await look('round', round);
  await look('rounds', '/surveys/rounds');
  await look('disaster', '/surveys/disaster');
  await page.goto(`${place.base}${round}`);
  await page.getByRole('button', { name: '6団体に送る' }).click();
  expect(new URL(page.url()).pathname).toContain('/surveys/conduct/');
  await page.context().clearCookies();
  await page.goto(place.base);
  await page.getByRole('button', { name: '村の一人担当として試す' }).click();
  await look('consents', '/surveys/consents');
}, 180_000);
