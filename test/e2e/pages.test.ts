import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv } from '../fixtures/files/cells.ts';
import { municipalRows, prefecturalRows } from '../fixtures/files/dashboard.ts';
import { importAll, read } from '../imports/support.ts';
import { axe, sideways } from '../support/browser.ts';
import { pageFaults } from '../support/page-faults.ts';
import { fill, openPlace, type Place } from './place.ts';

let place: Place;
let page: Page;
/** Addresses that only the filled store has. */
const known = new Map<string, string>();
const messages: string[] = [];

beforeAll(async () => {
  place = await openPlace('2026-04-01T09:00:00+09:00');
  await fill(place);
  // One value changed a day later: a correction that has a page.
  place.clock.set('2026-04-02T09:00:00+09:00');
  const changed = municipalRows().map((row, at) =>
    at === 2 ? row.map((cell) => (cell === '未実施' ? '実施' : cell)) : row,
  );
  const run = await importAll(place.deps, [csv('市区町村比較.csv', changed)], '2023-04-01');
  known.set('<result>', `/imports/${run.runId}`);
  const preview = await read(
    place.deps,
    [csv('都道府県比較2.csv', prefecturalRows().slice(0, 5))],
    '2022-04-01',
  );
  known.set('<preview>', `/imports/${preview.runId}`);
  page = (await place.visit(true)).page;
  page.on('console', (message) => {
    if (message.type() === 'error') messages.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => messages.push(`${page.url()}: ${error.message}`));
  await page.goto(await place.operatorLink());
  const origin = async (from: string, kind: string) =>
    page
      .goto(place.base + from)
      .then(() => page.locator(`main a[href^="/provenance/${kind}"]`).first().getAttribute('href'));
  known.set('<rolled up>', (await origin('/', 'r~')) ?? '');
  known.set('<printed>', (await origin('/', 'p~')) ?? '');
  known.set('<observed>', (await origin('/bodies/162019', 'o~')) ?? '');
});
afterAll(() => place?.close());

/** 1,741 squares and hundreds of rows alike take axe half a minute and tell nothing more than the first of them. */
async function thin(): Promise<void> {
  await page.evaluate(() => {
    const groups = [...document.querySelectorAll('.dads-tiles__group')];
    for (const group of groups.slice(0, -1)) {
      if (!group.textContent?.includes('富山県')) group.remove();
    }
    for (const body of document.querySelectorAll('tbody')) {
      for (const row of [...body.rows].slice(16, -4)) row.remove();
    }
  });
}

const PAGES: readonly (readonly [path: string, status?: 404])[] = [
  ['/'],
  ['/?view=prefectures&indicator=procedures-32'],
  ['/?knownOn=2026-03-31'],
  ['/bodies/160008'],
  ['/bodies/160008?indicator=procedures-32&class=town'],
  ['/bodies/162019'],
  ['/bodies/403059'],
  ['/indicators'],
  ['/indicators/overall-policy'],
  ['/indicators/procedures-32?view=table'],
  ['/indicators/standardization'],
  ['/indicators/card-issued'],
  ['/plan'],
  ['/plan/5.0'],
  ['/plan/5.0/front-yard'],
  ['/plan/changes'],
  ['/imports'],
  ['<preview>'],
  ['<result>'],
  ['<rolled up>'],
  ['<printed>'],
  ['<observed>'],
  ['/corrections'],
  ['/data'],
  ['/search?q=府中市'],
  ['/search?q=どこにもない'],
  ['/accessibility'],
  ['/nothing', 404],
  ['/bodies/999999', 404],
  ['/indicators/cio?asOf=1999-01-01', 404],
];

test.each(PAGES.map(([path, status]): [string, number] => [path, status ?? 200]))(
  '%s can be read by everyone, on a desk and on a phone',
  async (path, status) => {
    const address = known.get(path) ?? path;
    expect(address).toMatch(/^\//);
    await page.setViewportSize({ width: 1280, height: 900 });
    const response = await page.goto(place.base + address);
    expect(response?.status()).toBe(status);
    expect(pageFaults((await response?.text()) ?? '')).toEqual([]);
    expect((await page.title()).endsWith('｜しるべ')).toBe(true);
    expect(await sideways(page), '1280').toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await sideways(page), '360').toEqual([]);
    await thin();
    // Colours are the same at every width: judged once.
    expect(await axe(page, { without: ['color-contrast'] }), '360').toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await axe(page), '1280').toEqual([]);
  },
  40_000,
);

test('a page with faults is not called clean', async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${place.base}/accessibility`);
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const image = document.createElement('img');
    const wide = document.createElement('div');
    wide.className = 'too-wide';
    wide.style.width = '2000px';
    wide.textContent = 'x';
    main?.append(image, wide);
  });
  expect((await axe(page)).map((fault) => fault.split(':')[0])).toContain('image-alt');
  expect(await sideways(page)).toContain('div.too-wide');
  // The policy of the page refuses inline style; the browser says so.
  messages.length = 0;
});

test('nothing was asked for outside of this machine, and no page complained', () => {
  expect(place.outside()).toEqual([]);
  // A page that is not there is told to the console by the browser itself.
  expect(messages.filter((text) => !text.includes('status of 404'))).toEqual([]);
});
