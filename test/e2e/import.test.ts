import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localgovRows } from '../fixtures/files/cards.ts';
import { csv, made, municipalitiesOf, withCell } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { openPlace, type Place, WITH_AND_WITHOUT_SCRIPT } from './place.ts';

/** Look-alikes of 富山県 in a store that only this file reads. */
const TOYAMA = '160008';
const POLICY = 'DXを推進するための全体方針の策定';
const BODIES = municipalitiesOf(TOYAMA, '2023-04-01');
const DECIDED = BODIES.filter((body) => made(`${body.name}全体方針策定`, 0, 1) === 1);
const SHARE = `${DECIDED.length}／${BODIES.length}団体`;

let place: Place;
beforeAll(async () => {
  place = await openPlace('2026-04-01T09:00:00+09:00');
});
afterAll(() => place?.close());

async function words(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

/** A page may still be on its way, or refresh itself: waits for its h1, and tells what came instead. */
async function title(page: Page, name: string): Promise<void> {
  try {
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 10_000 });
  } catch {
    throw new Error(`${page.url()} shows not 「${name}」 but: ${await words(page)}`);
  }
}

/** The row of a table by its indicator, as read. */
function row(page: Page, name: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
    .first();
}

async function choose(page: Page, path: string, asOf = ''): Promise<void> {
  await page.goto(`${place.base}/imports`);
  await page.getByLabel('取り込むファイル').setInputFiles(path);
  await page.getByLabel('基準日').fill(asOf);
  await page.getByRole('button', { name: '内容を確かめる' }).click();
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'この取込を取り消す' }).click();
  await title(page, 'この取込を取り消しますか');
  await page.getByRole('button', { name: '取り消す' }).click();
  await title(page, 'この取込は取り消されました');
}

test('a fresh start shows the register and the printed history, and says what would fill it', async () => {
  const { page } = await place.visit(false);
  await page.goto(place.base);
  await title(page, '全国1,741市区町村の現在地');
  const printed = await row(page, 'DX推進専任部署の設置').innerText();
  expect(printed).toContain('438／1,741団体');
  expect(printed).toContain('公表値');
  expect(await page.locator('.dads-squares a').count()).toBe(1741);
  expect(await words(page)).toContain('団体ごとの値はまだ登録されていません');
  await page.getByRole('link', { name: '取り込める資料' }).click();
  await title(page, 'データと利用条件');
  expect(await words(page)).toContain('自治体DXの取組に関するダッシュボード');
});

describe.each(WITH_AND_WITHOUT_SCRIPT)('%s', (_, javaScript) => {
  // The second walk comes days after the first, so that each sees its own days.
  const [before, day, after] = javaScript
    ? ['2026-04-01', '2026-04-02', '2026-04-03']
    : ['2026-04-11', '2026-04-12', '2026-04-13'];

  test('an imported figure moves every page, leads down to its row, and goes when it is undone', async () => {
    const { page } = await place.visit(javaScript);
    const body = DECIDED[0];
    if (body === undefined) throw new Error('the look-alike has no body with a policy');
    place.clock.set(`${day}T10:00:00+09:00`);
    await page.goto(await place.operatorLink());
    const file = place.fileOf(csv('見本の表.csv', municipalRows()));
    await choose(page, file, '令和5年4月1日');
    await title(page, '取り込む内容を確かめてください');
    expect(await words(page)).toContain('一致 15');
    await page.getByRole('button', { name: 'この資料を取り込む' }).click();
    await title(page, '資料を取り込みました');
    const result = page.url();

    for (const path of ['/', `/bodies/${TOYAMA}`]) {
      await page.goto(place.base + path);
      expect(await row(page, POLICY).innerText(), path).toContain(SHARE);
    }
    await page.goto(`${place.base}/bodies/${body.bodyCode}`);
    expect(await row(page, POLICY).innerText()).toMatch(/(^|\s)実施/);

    // From the nation's figure to the body, the file and the row.
    await page.goto(place.base);
    await row(page, POLICY).getByRole('link', { name: /%$/ }).first().click();
    await title(page, `全国計：${POLICY}の算出の内訳`);
    expect(await words(page)).toContain(`${DECIDED.length} ÷ ${BODIES.length} ＝`);
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: '富山県', exact: true }) })
      .getByRole('link', { name: /%$/ })
      .click();
    await title(page, `富山県内市町村計：${POLICY}の算出の内訳`);
    await page
      .getByRole('row')
      .filter({ hasText: body.name })
      .getByRole('link', { name: '実施', exact: true })
      .click();
    await title(page, `富山県${body.name}：${POLICY}の値の出所`);
    const column = BODIES.findIndex((one) => one.bodyCode === body.bodyCode) + 3;
    const origin = await words(page);
    expect(origin).toContain('見本の表.csv');
    expect(origin).toContain(`4行・${String.fromCharCode(64 + column)}列（${column}列目）`);
    expect(origin).toContain('運用管理者');

    place.clock.set(`${after}T10:00:00+09:00`);
    await page.goto(await place.operatorLink());
    await page.goto(result);
    await undo(page);
    await page.goto(`${place.base}/corrections`);
    const [newest] = await page.locator('main section').allInnerTexts();
    expect(newest).toContain('自治体DXダッシュボード 市区町村比較');
    expect(newest).toContain('195件の値を取り消しました');
    expect(newest).toContain(after);

    const shown = async (path: string) => {
      await page.goto(place.base + path);
      return row(page, POLICY).innerText();
    };
    expect(await shown('/')).not.toContain(SHARE);
    expect(await shown(`/?knownOn=${day}`)).toContain(SHARE);
    expect(await shown(`/bodies/${TOYAMA}`)).not.toContain(SHARE);
    expect(await shown(`/bodies/${TOYAMA}?knownOn=${day}`)).toContain(SHARE);
    expect(await shown(`/bodies/${TOYAMA}?knownOn=${before}`)).not.toContain(SHARE);
    await page.goto(`${place.base}/bodies/${body.bodyCode}`);
    expect(await words(page)).toContain(`${body.name}のデジタル化の体制は、まだ値が登録されていません。`);
  }, 40_000);

  test('a row whose body is not clear is decided by a person', async () => {
    const { page } = await place.visit(javaScript);
    await page.goto(await place.operatorLink());
    const unclear = withCell(withCell(localgovRows(), 2, 3, '架空市'), 2, 9, '<NA>');
    await choose(page, place.fileOf(csv(`交付状況-${javaScript}.csv`, unclear)));
    await title(page, 'どの団体か決めてください（残り1件）');
    await page.getByLabel('ほかの団体').check();
    await page.getByLabel('団体コード', { exact: true }).fill('162019');
    await page.getByRole('button', { name: '決めて次へ' }).click();
    await title(page, '取り込む内容を確かめてください');
    await page.getByRole('button', { name: 'この資料を取り込む' }).click();
    await title(page, '資料を取り込みました');
    const result = page.url();
    await page.goto(`${place.base}/indicators/card-issued?asOf=2021-10-01&area=162019`);
    expect(await words(page)).toContain('2021年');
    await page.goto(result);
    await undo(page);
  });

  test('a bad file is refused in Japanese, and nothing changes', async () => {
    const { page } = await place.visit(javaScript);
    await page.goto(await place.operatorLink());
    const shown = async () => {
      await page.goto(place.base);
      return words(page);
    };
    const nation = await shown();
    await choose(
      page,
      place.fileOf(csv('誤り.csv', withCell(municipalRows(), 4, 3, '検討中'))),
      '2023-04-01',
    );
    await title(page, '取り込めない箇所がありました');
    const refusal = await words(page);
    expect(refusal).toContain('何も取り込んでいません');
    expect(refusal).toContain('検討中');
    expect(refusal).toMatch(/4\s+3/);
    expect(await shown()).toBe(nation);

    await choose(page, place.fileOf({ fileName: '写真.csv', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47]) }));
    expect(await words(page)).toMatch(/[ぁ-ん]/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('取り込めない箇所がありました');
    expect(await shown()).toBe(nation);
  });

  test('who is not the operator reads the history and changes nothing', async () => {
    const { page } = await place.visit(javaScript);
    await page.goto(`${place.base}/imports`);
    expect(await page.locator('input[type=file]').count()).toBe(0);
    expect(await words(page)).toContain('見本の表.csv');
    const used = await place.operatorLink();
    await page.goto(used);
    const again = await place.visit(javaScript);
    const answer = await again.page.goto(used);
    expect(answer?.status()).toBeGreaterThanOrEqual(400);
    expect(await words(again.page)).toMatch(/リンク/);
  });
});

test('no page asked for anything outside of this machine', () => {
  expect(place.outside()).toEqual([]);
});
