import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpServer, listen } from '../../src/app/listen.ts';
import { modules } from '../../src/app/modules.ts';
import { createApp } from '../../src/app/server.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { issueOperatorLink } from '../../src/platform/operator/actions.ts';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { axe, type OpenBrowser, openBrowser, screenshot, sideways } from '../support/browser.ts';
import { stored, type Workplace, workplace } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'shirube-journey-'));
/** Pictures for whoever wants to look: SHOTS=folder. */
const shots = process.env.SHOTS;
let place: Workplace;
let http: HttpServer;
let deps: Deps;
let base = '';
const open: OpenBrowser[] = [];

beforeAll(async () => {
  place = await workplace();
  http = await listen('127.0.0.1', 0);
  base = `http://127.0.0.1:${http.port}`;
  deps = { ...place.deps, settings: { ...place.deps.settings, port: http.port, baseUrl: base } };
  http.serve(createApp({ ...deps, db: place.database.appDb }, modules).fetch);
  if (shots !== undefined) mkdirSync(shots, { recursive: true });
});
afterAll(async () => {
  for (const each of open) await each.close();
  await http?.close();
  await place?.database.close();
  rmSync(folder, { recursive: true });
});

async function operator(javaScript: boolean): Promise<OpenBrowser> {
  const browser = await openBrowser({ javaScript });
  open.push(browser);
  await browser.page.goto(await issueOperatorLink(deps, base));
  return browser;
}

function file(name: string, rows: Parameters<typeof csv>[1]): string {
  const path = join(folder, name);
  writeFileSync(path, csv(name, rows).bytes);
  return path;
}

/** No page may have a fault of accessibility, nor move sideways on a phone. */
async function look({ page }: OpenBrowser, name: string): Promise<void> {
  if (shots !== undefined) await screenshot(page, join(shots, `${name}.png`), { width: 1280 });
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await sideways(page)).toEqual([]);
  if (shots !== undefined) await screenshot(page, join(shots, `${name}-phone.png`), { width: 360 });
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('without script: choose, preview, import, undo', async () => {
  const { page, outside } = await operator(false);
  await page.goto(`${base}/imports`);
  await page.getByLabel('取り込むファイル').setInputFiles(file('見本の表.csv', municipalRows()));
  await page.getByLabel('基準日').fill('令和5年4月1日');
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.getByRole('heading', { level: 1, name: '取り込む内容を確かめてください' }).waitFor();
  await page.getByRole('button', { name: 'この資料を取り込む' }).click();
  await page.getByRole('heading', { level: 1, name: '資料を取り込みました' }).waitFor();
  expect((await stored(place.deps)).counting).toBe(195);
  await page.getByRole('link', { name: 'この取込を取り消す' }).click();
  await page.getByRole('button', { name: '取り消す' }).click();
  await page.getByRole('heading', { level: 1, name: 'この取込は取り消されました' }).waitFor();
  expect((await stored(place.deps)).counting).toBe(0);
  expect(outside).toEqual([]);
}, 90_000);

test('every page of an import is readable for everyone, and fits a phone', async () => {
  const browser = await operator(true);
  const { page } = browser;
  const choose = async (...paths: string[]) => {
    await page.goto(`${base}/imports`);
    await page.getByLabel('取り込むファイル').setInputFiles(paths);
    await page.getByRole('button', { name: '内容を確かめる' }).click();
  };
  await page.goto(`${base}/imports`);
  await look(browser, 'list');

  await choose(file('誤り.csv', withCell(municipalRows(), 4, 3, '検討中')));
  await page.getByRole('heading', { level: 1, name: '取り込めない箇所がありました' }).waitFor();
  await look(browser, 'refused');

  const unclear = withCell(withCell(localgovRows(), 2, 3, '架空市'), 2, 9, '<NA>');
  await choose(file('交付状況.csv', unclear));
  await page.getByRole('heading', { level: 1, name: 'どの団体か決めてください' }).waitFor();
  await look(browser, 'decision');
  await page.getByLabel('ほかの団体').check();
  await page.getByLabel('団体コード', { exact: true }).fill('162019');
  await page.getByRole('button', { name: '決めて次へ' }).click();
  await page.getByRole('heading', { level: 1, name: '取り込む内容を確かめてください' }).waitFor();
  await look(browser, 'preview');
  await page.getByRole('button', { name: 'この資料を取り込む' }).click();
  await page.getByRole('heading', { level: 1, name: '資料を取り込みました' }).waitFor();
  await look(browser, 'result');
  await page.getByRole('link', { name: 'この取込を取り消す' }).click();
  await look(browser, 'undo');
}, 120_000);
