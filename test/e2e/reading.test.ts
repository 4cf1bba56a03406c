import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fill, openPlace, type Place, WITH_AND_WITHOUT_SCRIPT } from './place.ts';

const TOYAMA = '/bodies/160008';
const HOKKAIDO = '/bodies/010006';

let place: Place;
beforeAll(async () => {
  place = await openPlace('2026-04-01T09:00:00+09:00');
  await fill(place);
});
afterAll(() => place?.close());

async function words(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

async function open(page: Page, path: string): Promise<number | undefined> {
  return (await page.goto(place.base + path))?.status();
}

describe.each(WITH_AND_WITHOUT_SCRIPT)('%s', (_, javaScript) => {
  let page: Page;
  beforeAll(async () => {
    page = (await place.visit(javaScript)).page;
  });

  test.each([
    ['a name', '舟橋', '163210', '富山県舟橋村の現在地'],
    ['a reading', 'ふなはしむら', '163210', '富山県舟橋村の現在地'],
    ['a code', '163210', '163210', '富山県舟橋村の現在地'],
    ['a former code', '403059', '402311', '福岡県那珂川市の現在地'],
    ['a former name', '篠山市', '282219', '兵庫県丹波篠山市の現在地'],
  ])('a body is found by %s', async (_kind, words_, code, heading) => {
    await open(page, '/accessibility');
    await page.getByRole('searchbox').fill(words_);
    await page.getByRole('button', { name: '検索' }).click();
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/bodies/${code}`);
  });

  test('two of one name are both offered; none says what to try', async () => {
    await open(page, '/');
    await page.getByRole('searchbox').fill('府中市');
    await page.getByRole('button', { name: '検索' }).click();
    expect(await page.getByRole('link', { name: '府中市', exact: true }).count()).toBe(2);
    expect(await page.getByRole('searchbox').inputValue()).toBe('府中市');
    await page.getByRole('searchbox').fill('どこにもない村');
    await page.getByRole('button', { name: '検索' }).click();
    expect(await words(page)).toContain('団体コード');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('当たる団体はありません');
  });

  test("a prefecture's table is filtered, sorted and turned by forms and links", async () => {
    const table = page.getByRole('table').filter({ hasText: '市区町村ごとの値' });
    const column = async (at: number) => {
      const cells = table.locator(`tbody tr > :nth-child(${at})`);
      return (await cells.allInnerTexts()).map((text) => text.trim());
    };
    await open(page, HOKKAIDO);
    expect(await table.locator('caption').innerText()).toContain('179団体中 1～50番目');
    await page
      .getByRole('navigation', { name: '市区町村の表のページ' })
      .getByRole('link', { name: /4/ })
      .click();
    await page.waitForURL(/page=4/);
    expect(await table.locator('caption').innerText()).toContain('179団体中 151～179番目');
    expect((await column(1)).length).toBe(29);

    await open(page, TOYAMA);
    await page.getByText('団体区分と列を選ぶ').click();
    await page.getByRole('combobox', { name: '団体区分' }).last().selectOption('town');
    const chosen = page.getByRole('checkbox', { checked: true });
    while ((await chosen.count()) > 0) await chosen.first().uncheck();
    await page.getByRole('checkbox', { name: 'よく使う32手続のオンライン化', exact: true }).check();
    await page.getByRole('checkbox', { name: 'AIの導入', exact: true }).check();
    await page.getByRole('button', { name: 'この内容で表示する' }).click();
    await page.waitForURL(/class=town/);
    const towns = await column(1);
    expect(towns).toEqual(['上市町', '立山町', '入善町', '朝日町']);
    expect(await table.locator('thead th').count()).toBe(4);

    // In code order already: the same head turns it round.
    await table.getByRole('link', { name: /団体コード/ }).click();
    await page.waitForURL(/sort=code&order=desc/);
    expect(await column(1)).toEqual(['朝日町', '入善町', '立山町', '上市町']);
    expect(await table.locator('th[aria-sort=descending]').innerText()).toContain('団体コード');
    await table.getByRole('link', { name: /^市区町村/ }).click();
    await page.waitForURL(/sort=kana/);
    expect(await column(1)).toEqual(['朝日町', '上市町', '立山町', '入善町']);
    expect(await table.locator('thead th').count(), 'the columns stay').toBe(4);
  });

  test('another indicator and another view are a form, not a script', async () => {
    await open(page, '/');
    await page.getByRole('combobox', { name: '指標' }).selectOption({ label: 'CIO補佐官等の任命' });
    await page.getByRole('combobox', { name: '見せ方' }).selectOption('prefectures');
    await page.getByRole('button', { name: '表示する', exact: true }).click();
    await page.waitForURL(/view=prefectures/);
    await page.getByRole('heading', { level: 3, name: 'CIO補佐官等の任命' }).waitFor();
    expect(await page.locator('main a[href="/bodies/470007"]').count()).toBeGreaterThan(0);
  });

  test.each([
    ['/nothing', 404, 'ページが見つかりません', '団体を探す'],
    ['/bodies/999999', 404, '団体コードの検査数字が合いません', '団体'],
    ['/indicators/nothing', 404, 'この指標はありません', '指標'],
    ['/indicators/cio?asOf=1999-01-01', 404, 'この基準日の値はありません', '令和5年4月1日'],
    ['/plan/9.9', 404, 'この版の計画はありません', '5.0'],
    ['/provenance/nothing', 400, '算出の内訳の番号を読み取れません', '番号'],
    ['/imports/nothing', 404, 'この番号の取込はありません', '番号'],
    ['/?knownOn=kinou', 200, '全国1,741市区町村の現在地', '「kinou」を読み取れません'],
    ['/?indicator=nothing', 200, '全国1,741市区町村の現在地', '指標「nothing」はありません'],
    [`${TOYAMA}?class=nothing`, 200, '富山県内市町村15団体の現在地', '団体区分「nothing」はありません'],
  ])('%s says what is wrong and what can be done', async (path, status, heading, hint) => {
    expect(await open(page, path)).toBe(status);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(heading);
    expect(await words(page)).toContain(hint);
    expect(await page.getByRole('searchbox').count()).toBeGreaterThan(0);
  });
});

interface Focused {
  readonly what: string;
  readonly visible: boolean;
}

/** What has the focus, and whether a person can see that it has. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    // A square of a map is no box that could be outlined: its edge is drawn.
    const edge = element.querySelector(':scope > rect, :scope > path');
    const marked = outlined || (edge !== null && Number.parseFloat(getComputedStyle(edge).strokeWidth) >= 2);
    return {
      what: `${element.tagName} ${element.getAttribute('href') ?? element.id} ${element.textContent?.trim().slice(0, 20)}`,
      visible: marked && box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0,
    };
  });
}

describe('by keyboard alone', () => {
  let page: Page;
  beforeAll(async () => {
    page = (await place.visit(true)).page;
  });

  test.each([TOYAMA, '/bodies/162019', '/indicators/overall-policy?view=table', '/data'])(
    '%s: the skip link comes first, every control is reached and seen',
    async (path) => {
      await open(page, path);
      const controls = await page
        .locator('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')
        .evaluateAll(
          (all) => all.filter((each) => each.checkVisibility({ visibilityProperty: true })).length,
        );
      const seen: Focused[] = [];
      for (let step = 0; step < controls; step++) {
        await page.keyboard.press('Tab');
        seen.push(await focused(page));
      }
      expect(seen[0]?.what).toBe('A #main 本文へ移動');
      expect(seen.filter((each) => !each.visible)).toEqual([]);
      // One more step leaves the page: every control was reached, none twice, none held the keyboard.
      await page.keyboard.press('Tab');
      expect((await focused(page)).what).toMatch(/^BODY|^A #main/);
    },
    30_000,
  );

  test('the skip link leads past the navigation', async () => {
    await open(page, TOYAMA);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });
});

describe('on paper', () => {
  let page: Page;
  beforeAll(async () => {
    page = (await place.visit(true)).page;
  });

  test.each(['/bodies/162019', '/bodies/163210'])('%s fits two sheets of A4', async (path) => {
    await open(page, path);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
    expect(boxes.length).toBeGreaterThan(0);
    for (const [, width, height] of boxes) {
      expect(Number(width)).toBeCloseTo(595, -1);
      expect(Number(height)).toBeCloseTo(842, -1);
    }
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
  });

  test.each(['/', TOYAMA, '/bodies/162019', '/indicators/overall-policy'])(
    '%s keeps its sources and leaves the navigation out',
    async (path) => {
      await open(page, path);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.dads-header, .dads-breadcrumb, main form').first().isVisible()).toBe(false);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
      expect(await page.getByRole('heading', { name: 'このページの数値の出典' }).isVisible()).toBe(true);
      expect(await page.locator('.dads-footer__attribution').first().isVisible()).toBe(true);
    },
  );
});

test('no page asked for anything outside of this machine', () => {
  expect(place.outside()).toEqual([]);
});
