import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, readable, type Site } from '../../../../test/support/site.ts';
import { municipalitiesOf } from '../../bodies/queries/register.ts';

let site: Site;
let codes: readonly string[];

/** The count of 862 of 1,741: the same fact has two official percentages. */
const YES = 862;
const NOT_ASKED = 8;

beforeAll(async () => {
  site = await openSite();
  const municipalities = await municipalitiesOf(site.deps.db, null, '2023-04-01');
  codes = municipalities.map((body) => body.bodyCode);
  await site.save(
    codes.map((bodyCode, index) =>
      observed({
        bodyCode,
        ...(index < NOT_ASKED
          ? { value: null, reason: 'not-asked' as const }
          : { value: index < NOT_ASKED + YES ? 1n : 0n }),
      }),
    ),
  );
  // Business by business: 函館市 has done all, 小樽市 nothing of the taxes.
  await site.save(
    ['012025', '012033'].flatMap((bodyCode, index) => [
      observed({
        bodyCode,
        indicator: 'standardization@1',
        on: '2026-01-31',
        part: 'property-tax',
        value: index === 0 ? 40n : 0n,
        base: 40n,
      }),
      observed({
        bodyCode,
        indicator: 'standardization@1',
        on: '2026-01-31',
        part: 'total',
        value: index === 0 ? 800n : 400n,
        base: 800n,
      }),
    ]),
  );
  await site.save([
    observed({ bodyCode: '012025', indicator: 'late-migration@1', on: '2025-12-31', part: '' }),
    ...[
      { on: '2020-06-01', baseOn: '2019-01-01', value: 142n },
      { on: '2021-10-01', baseOn: '2021-01-01', value: 700n },
    ].map((point) => observed({ bodyCode: '172065', indicator: 'card-issued@1', base: 1000n, ...point })),
    observed({ bodyCode: '012025', indicator: 'population@1', on: '2021-01-01', value: 250_000n }),
    observed({
      bodyCode: '012025',
      indicator: 'population@1',
      on: '2021-01-01',
      value: 250_007n,
      series: 'second-source',
    }),
  ]);
}, 120_000);
afterAll(() => site?.close());

describe('the page of an indicator', () => {
  it('says what it means and how it is computed before any figure', async () => {
    const text = readable(await site.page('/indicators/overall-policy'));
    const order = [
      '定義と計算式',
      '全体方針を策定した団体数 ÷ 調査した団体数',
      '現在の値',
      '推移',
      '団体ごとの値',
    ];
    const places = order.map((word) => text.indexOf(word));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('prints both official bases with their counts', async () => {
    const text = readable(await site.page('/indicators/overall-policy'));
    expect(text).toContain('全団体 49.5 % 862／1,741団体');
    expect(text).toContain('調査した団体（公式の分母） 49.7 % 862／1,733団体');
    expect(text).toContain('1,741団体中1,733団体が回答・調査無し8');
  });

  it('shows all held dates, printed ones in another shape, and cuts the line at a break', async () => {
    const html = await site.page('/indicators/overall-policy');
    expect(html).toContain('dads-plot__point--published');
    expect(readable(html)).toContain('公表値（公表された表から）');
    expect(readable(html)).toContain('断1 令和4年4月1日（2022年）から、前と比べられません。');
  });

  it('gives an earlier date with its printed figure, and prints the table of the document whole', async () => {
    const text = readable(await site.page('/indicators/overall-policy?asOf=2021-04-01'));
    expect(text).toContain('資料に印刷された値');
    for (const value of ['52.2 % 12／23団体', '21.1 % 167／792団体', '4.8 % 36／743団体', '2.2 % 4／183団体'])
      expect(text).toContain(value);
  });

  it('keeps words of a document as words, and says where it states no date', async () => {
    expect(readable(await site.page('/indicators/ai-survey-2020'))).toContain('8割以上');
    expect(readable(await site.page('/indicators/staff-development-2021'))).toContain('時点の記載なし');
  });

  it('marks where the population behind a rate changes its day', async () => {
    const text = readable(await site.page('/indicators/card-issued'));
    expect(text).toContain('基1 令和3年10月1日（2021年）から、分母の基準日が変わります。');
    expect(text).toContain('平成31年1月1日（2019年）現在から、令和3年1月1日（2021年）現在');
  });

  it('puts honest views beside the official formula of the standardization', async () => {
    const text = readable(await site.page('/indicators/standardization'));
    expect(text).toContain('完了率 =（完了済み＋対象外）÷ 全ステップ');
    expect(text).toContain('対象外の内訳はこの資料からは分からない');
    expect(text).toMatch(/20業務すべての完了率が100%の団体 1団体 50\.0 % 1／2団体/);
    expect(text).toContain('遅れとは分けて示します');
    expect(text).toMatch(/75\.0 %[^。]*単純平均/);
  });

  it('lists the parts with the figure of each and leads to each', async () => {
    const html = await site.page('/indicators/standardization');
    expect(html).toContain('/indicators/standardization?part=property-tax');
    const part = readable(await site.page('/indicators/standardization?part=property-tax'));
    expect(part).toContain('標準準拠システムへの移行作業の完了率（20業務）：固定資産税');
    expect(part).toContain('完了率が0%の団体 1団体');
  });

  it('sets sources that disagree side by side', async () => {
    const text = readable(await site.page('/indicators/population?asOf=2021-01-01'));
    expect(text).toContain('資料による値の違い');
    expect(text).toMatch(/函館市 250,000人 試験の資料その一 250,007人 試験の資料その二/);
  });

  it('shows the 1,741 in pages of 100, in code order unless asked otherwise, missing ones last', async () => {
    const first = await site.page('/indicators/overall-policy?view=table');
    expect(readable(first)).toContain('1,741団体中 1～100番目');
    expect(first.match(/<tr><th scope="row"><a href="\/bodies\//g)).toHaveLength(100);
    const sorted = await site.page('/indicators/overall-policy?view=table&sort=value&order=desc&page=18');
    expect(readable(sorted)).toContain('調査無し');
    const narrowed = readable(
      await site.page('/indicators/overall-policy?view=table&prefecture=020001&class=village'),
    );
    expect(narrowed).toContain('8団体中 1～8番目');
  });

  it('has one view for the squares, one by prefecture and one for governments', async () => {
    expect(await site.page('/indicators/overall-policy')).toContain('市区町村ごとの升目');
    expect(readable(await site.page('/indicators/overall-policy?view=prefectures'))).toContain(
      '青森県内市町村計',
    );
    expect(await site.page('/indicators/cio?level=prefecture')).toContain('都道府県');
  });

  it.each([
    ['/indicators/nothing', '/indicators/cio'],
    ['/indicators/overall-policy?version=9', '第1版'],
    ['/indicators/standardization?part=nothing', 'part=property-tax'],
    ['/indicators/overall-policy?asOf=2022-04-01', 'asOf=2021-04-01'],
    ['/indicators/overall-policy?knownOn=2020-01-01', '最初に登録したのは'],
  ])('%s is not there: lists what there is', async (path, listed) => {
    expect(await site.page(path, 404)).toContain(listed);
  });

  it.each([
    '/indicators',
    '/indicators/overall-policy',
    '/indicators/standardization',
    '/indicators/online-rate',
    '/indicators/telework-survey-2021',
    '/indicators/card-applications-monthly',
    '/indicators/late-migration',
    '/corrections',
    '/accessibility',
  ])('%s has one h1 and no inline style', async (path) => {
    const html = await site.page(path);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).not.toMatch(/\sstyle="/);
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('the list of indicators', () => {
  it('stands by headings of the plan, with figure, date and number of dates', async () => {
    const text = readable(await site.page('/indicators'));
    expect(text).toMatch(
      /DXを推進するための全体方針の策定 全体方針を策定している団体の割合です。 .{0,40}49\.7 % 862／1,733団体 市区町村 2023-04-01 2/,
    );
    expect(text).toContain('人口・基礎指標');
    expect(text).toContain('指標がまだない取組：');
  });

  it('shows an earlier day as it was then', async () => {
    const text = readable(await site.page('/indicators?knownOn=2026-03-31'));
    expect(text).not.toContain('862／1,733団体');
  });
});
