import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillMonths } from '../../src/modules/standardization/actions/load-job.ts';
import { readTable } from '../../src/modules/standardization/actions/read-table.ts';
import { BUSINESSES } from '../../src/modules/standardization/rules/businesses.ts';
import { SAMPLE_LIST } from '../../src/modules/standardization/sample.ts';
import { runDueJobs } from '../../src/platform/jobs/runner.ts';
import { sampleBodies } from '../../src/spine/sample/bodies.ts';
import { faultsOf } from '../e2e/look.ts';
import { openPlace, type Place } from '../e2e/place.ts';
import { csv } from '../fixtures/files/cells.ts';

let place: Place;

beforeAll(async () => {
  place = await openPlace('2026-06-20T09:00:00+09:00');
}, 300_000);
afterAll(() => place?.close());

/** 見本県's municipalities in June, all 未着手 but the first step. */
function table(month: string) {
  const head = ['団体コード', '都道府県名', '市区町村名', '対象月', '業務名', ...SAMPLE_LIST.steps];
  const states = SAMPLE_LIST.steps.map((_, index) => (index === 0 ? '完了済み' : '未着手'));
  const rows = sampleBodies
    .filter((body) => body.kind !== 'prefecture')
    .flatMap((body) =>
      BUSINESSES.map((business) => [body.code, '見本県', body.name, month, business.title, ...states]),
    );
  return csv('国の表.csv', [head, ...rows]);
}

test('the operator brings the ministry’s table: refused by cell, looked at, at work, done', async () => {
  const { page } = await place.visit(true);
  await page.goto(await place.operatorLink());
  const bring = async (month: string) => {
    await page.goto(`${place.base}/standardization/step-list?area=990001`);
    await page.getByLabel('何月末の表か').fill('2026-06');
    await page.locator('input[type=file]').setInputFiles(place.fileOf(table(month)));
    await page.getByRole('button', { name: '内容を確かめる' }).click();
    await page.waitForSelector('progress');
    expect(await runDueJobs(place.deps, [readTable])).toBe(1);
    // Left and found again.
    await page.reload();
  };
  await bring('2026-05');
  expect(await page.locator('main').textContent()).toContain('この行は令和8年5月（2026年）の分です');
  expect(await faultsOf(page, 'load-refused')).toEqual([]);

  await bring('2026-06');
  expect(await page.locator('main').textContent()).toContain('5団体（100業務）');
  expect(await faultsOf(page, 'load-preview')).toEqual([]);
  await page.getByRole('button', { name: '5団体の2026-06を埋める' }).click();
  await page.waitForSelector('progress');
  await runDueJobs(place.deps, [fillMonths]);
  // Left and found again.
  await page.reload();
  expect(await page.locator('h1').textContent()).toContain('5団体の月を埋め');
  expect(await faultsOf(page, 'load-done')).toEqual([]);
}, 300_000);
