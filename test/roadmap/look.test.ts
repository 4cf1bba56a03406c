import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
}

async function faultsAt(path: string, name: string): Promise<string[]> {
  const faults: string[] = [];
  const answer = await page.goto(`${place.base}${path}`);
  if (answer?.status() !== 200) faults.push(`${path}: ${answer?.status()}`);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    faults.push(...(await axe(page)).map((fault) => `${name} ${width}: ${fault}`));
    faults.push(...(await sideways(page)).map((element) => `${name} ${width}: sideways ${element}`));
    if (PICTURES !== '') await screenshot(page, `${PICTURES}/${name}-${width}.png`, { width });
  }
  if (name === 'gantt') faults.push(...(await paperFaults(path)));
  if (PICTURES !== '' && name === 'gantt') {
    await screenshot(page, `${PICTURES}/${name}-print.png`, { width: 1047, print: true });
  }
  return faults;
}

/** Width and height of the printed pages, in points: A4 or A3, landscape. */
async function paperFaults(path: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [paper, size] of [
    ['a4', '842x595'],
    ['a3', '1191x842'],
  ] as const) {
    await page.goto(`${place.base}${path}?paper=${paper}`);
    await page.emulateMedia({ media: 'print' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.emulateMedia({ media: 'screen' });
    const boxes = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
      ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
    );
    if (boxes.length === 0 || boxes.some((box) => box !== size)) faults.push(`${paper}: ${boxes.join()}`);
  }
  return faults;
}

test('pages of the roadmap are right for axe and a phone', async () => {
  const faults: string[] = [];
  await signInAs('町の情報政策担当として試す');
  for (const [path, name] of [
    ['/roadmap', 'list'],
    ['/roadmap/lines/K003-993026', 'line'],
    ['/roadmap/lines/K003-993026/edit', 'edit'],
    ['/roadmap/month', 'month'],
    ['/roadmap/years/2026', 'year'],
    ['/roadmap/items/telework', 'item'],
    ['/roadmap/gantt', 'gantt'],
    ['/roadmap/files', 'files'],
  ] as const)
    faults.push(...(await faultsAt(path, name)));
  await signInAs('県の取りまとめ担当として試す');
  faults.push(...(await faultsAt('/roadmap/review', 'review')));
  expect(faults).toEqual([]);
}, 300_000);
