import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, type Look, openLook } from '../e2e/look.ts';

let look: Look;

beforeAll(async () => {
  look = await openLook('2026-06-20T09:00:00+09:00');
}, 300_000);
afterAll(() => look?.close());

/** One page of each kind; the others are tables and forms of the same. */
const BODY = [
  ['month', '/standardization/months/2026-05'],
  ['line', '/standardization/months/2026-05/lines/resident-register'],
  ['systems', '/standardization/systems'],
  ['system', '/standardization/systems/resident-register'],
  ['vendors', '/standardization/vendors'],
] as const;

const ABOVE = [
  ['pmo', '/standardization/pmo?month=2026-05'],
  ['late-contact', '/standardization/pmo/late/contact'],
  ['close', '/standardization/pmo/months/2026-05'],
  ['forecasts', '/standardization/pmo/forecasts'],
] as const;

test('pages of the standardization are right for axe and a phone', async () => {
  await look.signInAs('村の一人担当として試す');
  for (const [name, path] of BODY) await look.lookAt(`village-${name}`, path);
  await look.signInAs('県の取りまとめ担当として試す');
  for (const [name, path] of ABOVE) await look.lookAt(`prefecture-${name}`, path);
}, 300_000);

test('a slip is walked from what the vendor told to its result', async () => {
  await look.signInAs('国の調査担当として試す');
  await look.goto('/standardization/pmo/slips');
  const { page } = look;
  await page.getByLabel('事業者', { exact: true }).selectOption({ label: '見本情報システム（架空）' });
  await page.getByLabel('業務').selectOption({ label: '国民年金' });
  await page.getByLabel('動かす日数').fill('30');
  await page.getByLabel('理由').fill('要員の不足');
  await page.getByLabel('事業者の通知の番号か日付').fill('2026-06-15');
  await page.getByRole('button', { name: '団体ごとの見込みを確かめる' }).click();
  await page.waitForSelector('text=団体ごとの見込み');
  expect(await page.locator('h1').textContent()).toMatch(/\d団体を動かし、\d団体はそのままにします/);
  expect(await faultsOf(page, 'slip-plan')).toEqual([]);
  await page.getByRole('button', { name: /移行予定日を動かす/ }).click();
  await page.waitForSelector('text=団体ごとの結果');
  expect(await faultsOf(page, 'slip')).toEqual([]);
}, 300_000);
