import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults, wordsOf } from '../../../../test/support/page-faults.ts';
import { openSite, type Site, observed as value } from '../../../../test/support/site.ts';
import { municipalitiesOf } from '../../bodies/queries/register.ts';
import type { NewObservation } from '../../observations/types.ts';

/** 当別町 and, beside it, four towns of Hokkaido. Their values are of this throw-away database. */
const OWN = '013030';
let others: readonly string[];
let site: Site;

/** `cio` 実施 of the dashboard's table, unless told otherwise. */
function observed(more: Partial<NewObservation> & { bodyCode: string }): NewObservation {
  return value({ indicator: 'cio@1', series: 'dx-dashboard', ...more });
}

beforeAll(async () => {
  site = await openSite('2026-01-10T09:00:00+09:00');
  const towns = (await municipalitiesOf(site.deps.db, '010006', '2023-04-01'))
    .filter((body) => body.stratum === 'town' && body.bodyCode !== OWN)
    .map((body) => body.bodyCode);
  others = towns.slice(0, 4);
  const [first = '', second = '', third = '', fourth = ''] = others;
  const structure = [
    'cio-aide',
    'overall-policy',
    'cross-cutting-body',
    'external-talent',
    'staff-development',
  ];
  await site.save([
    observed({ bodyCode: OWN, value: 0n }),
    ...[first, second].map((bodyCode) => observed({ bodyCode })),
    observed({ bodyCode: third, value: 0n }),
    observed({ bodyCode: fourth, reason: 'not-asked' }),
    ...structure.map((id) => observed({ bodyCode: OWN, indicator: `${id}@1` })),
    observed({ bodyCode: OWN, indicator: 'all-staff-training@1', reason: 'not-answered' }),
    observed({ bodyCode: OWN, indicator: 'procedures-26@1', value: 96n }),
    ...[first, second, third].map((bodyCode) =>
      observed({ bodyCode, indicator: 'procedures-26@1', value: 100n }),
    ),
    observed({ bodyCode: OWN, indicator: 'procedures-32@1', value: 7n, base: 23n }),
    observed({ bodyCode: first, indicator: 'procedures-32@1', value: 0n, base: 0n }),
    observed({
      bodyCode: OWN,
      indicator: 'online-rate@1',
      part: 'library-loans',
      on: '2023-03-31',
      value: 0n,
    }),
    observed({
      bodyCode: OWN,
      indicator: 'standardization@1',
      part: 'total',
      on: '2026-01-31',
      value: 60n,
      base: 80n,
      baseOn: '2026-01-31',
      series: 'standardization-pmo',
    }),
    observed({
      bodyCode: OWN,
      indicator: 'standardization@1',
      part: 'school-enrolment',
      on: '2026-01-31',
      value: 40n,
      base: 40n,
      baseOn: '2026-01-31',
      series: 'standardization-pmo',
    }),
    observed({
      bodyCode: OWN,
      indicator: 'standardization@1',
      part: 'public-assistance',
      on: '2026-01-31',
      value: 20n,
      base: 40n,
      baseOn: '2026-01-31',
      series: 'standardization-pmo',
    }),
    observed({
      bodyCode: OWN,
      indicator: 'late-migration@1',
      part: 'national-pension',
      on: '2025-12-31',
      series: 'late-migration-list',
    }),
  ]);
  await site.save([
    observed({
      bodyCode: '403059',
      indicator: 'card-issued@1',
      on: '2017-12-01',
      value: 4_000n,
      base: 50_000n,
      baseOn: '2017-01-01',
      series: 'card-issuance',
    }),
    observed({
      bodyCode: '402311',
      indicator: 'card-issued@1',
      on: '2020-06-01',
      value: 8_500n,
      base: 50_000n,
      baseOn: '2019-01-01',
      series: 'card-issuance',
    }),
  ]);
  site.clock.set('2026-02-01T09:00:00+09:00');
  await site.save([observed({ bodyCode: OWN })], '訂正の届出', 'correction');
  site.clock.set('2026-03-01T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

/** The row of the sheet's tables that names an indicator. */
function rowOf(html: string, title: string): string {
  const row = html.split('<tr>').find((part) => part.includes(`>${title}</a>`)) ?? '';
  return wordsOf(row.split('</tr>')[0] ?? '');
}

describe('団体別シート', () => {
  it('opens with three sentences and has no fault that a page may not have', async () => {
    const html = await site.page(`/bodies/${OWN}`);
    expect(pageFaults(html)).toEqual([]);
    const text = wordsOf(html);
    expect(text).toContain('北海道当別町の現在地');
    expect(text).toContain('当別町はデジタル化の体制の7項目のうち6項目に回答し、6項目が実施済みでした。');
    expect(text).toContain('当別町のマイナンバーカードの値は、まだ登録されていません。');
    expect(text).toContain('子育て・介護の手続の96%、よく使う手続は23件中7件です。');
  });

  it('says value or reason, class, prefecture and nation of each indicator, with its day', async () => {
    const html = await site.page(`/bodies/${OWN}`);
    const cio = rowOf(html, 'CIO（最高情報統括責任者）の任命');
    expect(cio).toContain('実施');
    // The one that was not asked is in no base while others have no record at all.
    expect(cio).toMatch(/75\.0 % が実施（3／4団体）/);
    expect(cio).toContain('2023-04-01');
    expect(rowOf(html, '全職員を対象とする研修の実施')).toContain('未回答');
    const rate = rowOf(html, 'よく使う32手続のオンライン化');
    expect(rate).toMatch(/30\.4 % .*7／23/);
    // 0/0 of another town is no value: the median is over one town alone.
    expect(rate).toMatch(/1団体の中央値 30\.4 %/);
    expect(rowOf(html, '標準準拠システムへの移行作業の完了率（20業務）')).toMatch(/75\.0 % .*60／80/);
  });

  it('shows what its class mostly does and it does not, with the heading of the plan', async () => {
    const before = wordsOf(await site.page(`/bodies/${OWN}?knownOn=2026-01-31`));
    const list = before.slice(
      before.indexOf('この団体がまだ実施していないこと'),
      before.indexOf('オンライン化を進める手続'),
    );
    expect(list).not.toContain('CIO');
    expect(list).toMatch(/26手続のオンライン化 ：町では 3／4団体が実施/);
    expect(list).toContain('① 自治体フロントヤード改革の推進');
  });

  it('as known on a day shows the value of that day, and before anything says so', async () => {
    const then = await site.page(`/bodies/${OWN}?knownOn=2026-01-31`);
    expect(pageFaults(then)).toEqual([]);
    expect(rowOf(then, 'CIO（最高情報統括責任者）の任命')).toMatch(/未実施 50\.0 % が実施（2／4団体）/);
    expect(then).toContain(`knownOn=2026-01-31`);
    const empty = wordsOf(await site.page(`/bodies/${OWN}?knownOn=2026-01-01`));
    expect(empty).toContain('団体ごとの値はまだ登録されていません');
    expect(empty).not.toMatch(/未実施|実施済み/);
  });

  it('lists the procedures and businesses; a list of marks is no lateness', async () => {
    const html = await site.page(`/bodies/${OWN}`);
    const text = wordsOf(html);
    expect(text).toContain('市区町村の手続は52件です。');
    expect(text).toContain('オンライン申請率が分かる手続は1件です。');
    expect(text).toContain('31手続のうち市区町村の27件');
    expect(text).toContain('図書館の図書貸出予約等 処理件数が多い手続 32 0.0 %');
    expect(text).toContain('対象外の内訳は分かりません');
    expect(text).toContain('2業務のうち、40の作業がすべて完了（対象外を含む）の業務は1業務です。');
    expect(text).toMatch(/該当する見込みの業務（2025-12-31時点）： 国民年金/);
  });

  it('a body of which nothing is recorded has 登録なし everywhere, never 未実施 or 0', async () => {
    const html = await site.page('/bodies/131016');
    expect(pageFaults(html)).toEqual([]);
    expect(rowOf(html, 'CIO（最高情報統括責任者）の任命')).toContain('特別区の値は登録なし');
    const own = [...html.matchAll(/<td class="dads-sheet__own"[^>]*>(.*?)<\/td>/gs)].map((match) =>
      wordsOf(match[1] ?? '').trim(),
    );
    expect(new Set(own)).toEqual(new Set(['登録なし']));
    expect(wordsOf(html)).toContain('この団体の回答が登録されていないため、示せません。');
  });

  it('shows what was recorded under the former code of the same body', async () => {
    const text = wordsOf(await site.page('/bodies/402311'));
    expect(text).toContain('那珂川町が市制を施行');
    expect(text).toMatch(/平成29年12月1日（2017年） 8\.0 集計値（那珂川町として）/);
    expect(text).toMatch(/令和2年6月1日（2020年） 17\.0/);
    expect(text).toContain('2019-01-01の人口で割ります。');
  });

  it('a prefecture has its own page under the same address', async () => {
    const text = wordsOf(await site.page('/bodies/010006'));
    expect(text).toContain('北海道（道庁分）');
  });

  it('gives the day of the national figure where the prefecture has none of its own', async () => {
    const text = wordsOf(await site.page('/bodies/010006'));
    expect(text).toMatch(
      /DX推進専任部署の設置 ① 組織体制の整備 登録なし 25\.2 % 438／1,741団体 公表値 全国計 2021-04-01/,
    );
  });
});

describe('addresses that are no body of today', () => {
  it.each([
    ['/bodies/13030', '/bodies/013030'],
    ['/bodies/01303', '/bodies/013030'],
    ['/bodies/1303', '/bodies/013030'],
    ['/bodies/13030?knownOn=2026-01-31', '/bodies/013030?knownOn=2026-01-31'],
    ['/bodies/%EF%BC%90%EF%BC%91%EF%BC%93%EF%BC%90%EF%BC%93%EF%BC%90', '/bodies/013030'],
    // 士別市 without its zero, or 市川市 without its check digit.
    ['/bodies/12203', '/search?q=12203'],
    ['/bodies/000000', '/'],
    [`/bodies/${encodeURIComponent('当別町')}`, `/search?q=${encodeURIComponent('当別町')}`],
  ])('%s leads to %s', async (from, to) => {
    const response = await site.get(from);
    expect([response.status >= 300 && response.status < 400, response.headers.get('location')]).toEqual([
      true,
      to,
    ]);
  });

  it.each([
    ['/bodies/011011', ['行政区は団体ではありません', '札幌市', '中央区', '/bodies/011002']],
    ['/bodies/016951', ['この村の行政機関は置かれていません', '色丹村']],
    ['/bodies/013031', ['検査数字が合いません', '/bodies/013030']],
    ['/bodies/019992', ['台帳にありません']],
    ['/bodies/99', ['台帳にありません']],
  ])('%s is 404 and offers the search', async (path, words) => {
    const html = await site.page(path, 404);
    expect(pageFaults(html)).toEqual([]);
    for (const word of words) expect(html).toContain(word);
    expect(html).toContain('action="/search"');
  });

  it('an old code says what became of it, by which source, and its last values', async () => {
    const html = await site.page('/bodies/403059');
    expect(pageFaults(html)).toEqual([]);
    const text = wordsOf(html);
    expect(text).toContain('那珂川町は、平成30年10月1日（2018年）に那珂川市になりました');
    expect(text).toContain('出典：総務省「都道府県コード及び市区町村コード」改正一覧表');
    expect(html).toContain('href="/bodies/402311"');
    expect(text).toMatch(/カードの交付枚数率 8\.0 %/);
  });

  it('a body that ended before the register begins is 収録対象外', async () => {
    const text = wordsOf(await site.page('/bodies/093670'));
    expect(text).toContain('岩舟町は、平成26年4月5日（2014年）に栃木市になりました');
    expect(text).toContain('収録対象外');
    expect(text).toContain('別の団体なので、この団体の値を足してはいません。');
  });
});
