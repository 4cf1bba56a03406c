import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFaults, wordsOf } from '../../../../test/support/page-faults.ts';
import { observed, openSite, SITE_HASH, type Site } from '../../../../test/support/site.ts';
import { provenanceId } from '../../../core/provenance.ts';
import { municipalitiesOf } from '../../bodies/queries/register.ts';

const TOBETSU = '013030';
const CIO = { indicator: 'cio@1', series: 'dx-dashboard', row: 12, column: 28 } as const;
const CARD = { indicator: 'card-issued@1', on: '2022-05-01', series: 'card-issuance' } as const;

let site: Site;
let all: readonly string[];

function path(id: string, query = ''): string {
  return `/provenance/${encodeURIComponent(id)}${query}`;
}

function observation(bodyCode: string, indicator: string, on: string, part = ''): string {
  return path(provenanceId({ kind: 'observation', bodyCode, indicator, part, on }));
}

function rollUp(
  more: Partial<Extract<Parameters<typeof provenanceId>[0], { kind: 'roll-up' }>> = {},
): string {
  return path(
    provenanceId({
      kind: 'roll-up',
      indicator: 'cio@1',
      area: '000000',
      level: 'municipality',
      bodyClass: 'all',
      part: '',
      on: '2023-04-01',
      knownOn: '2026-06-01',
      base: 'official',
      ...more,
    }),
  );
}

beforeAll(async () => {
  site = await openSite('2026-01-10T09:00:00+09:00');
  all = (await municipalitiesOf(site.deps.db, null, '2023-04-01')).map((body) => body.bodyCode);
  // Eight were not asked, one is silent, one has no record: 862 of the others do it.
  await site.save(
    all.slice(0, 1740).map((bodyCode, index) =>
      observed({
        bodyCode,
        ...CIO,
        ...(index < 8
          ? { value: null, reason: 'not-asked' as const }
          : index === 8
            ? { value: null, reason: 'not-answered' as const }
            : { value: index < 871 ? 1n : 0n }),
      }),
    ),
    'ダッシュボードの表',
  );
  await site.save([
    observed({
      bodyCode: TOBETSU,
      indicator: 'population@1',
      on: '2021-01-01',
      value: 15_618n,
      series: 'card-population',
    }),
    observed({
      bodyCode: TOBETSU,
      indicator: 'population@1',
      on: '2021-01-01',
      value: 15_620n,
      series: 'resident-register',
    }),
    observed({
      bodyCode: TOBETSU,
      ...CARD,
      value: 5_689n,
      base: 15_618n,
      baseOn: '2021-01-01',
      note: '注記の文',
    }),
    observed({
      bodyCode: TOBETSU,
      indicator: 'procedures-32@1',
      value: 0n,
      base: 0n,
      series: 'dx-dashboard',
    }),
    observed({ bodyCode: '010006', ...CIO }),
  ]);
  site.clock.set('2026-02-01T23:59:00+09:00');
  await site.save([observed({ bodyCode: TOBETSU, ...CIO, value: 0n, row: 13 })], '正誤表', 'correction');
  site.clock.set('2026-02-03T10:00:00+09:00');
  await site.save(
    [
      observed({
        bodyCode: TOBETSU,
        indicator: 'population@1',
        on: '2021-01-01',
        value: 15_600n,
        series: 'card-population',
      }),
    ],
    '人口の正誤表',
    'correction',
  );
  const wrong = await site.save([observed({ bodyCode: all[1740] ?? '', ...CIO })], '誤った表');
  site.clock.set('2026-02-05T10:00:00+09:00');
  await site.undo(wrong);
  site.clock.set('2026-06-01T09:00:00+09:00');
}, 120_000);
afterAll(() => site?.close());

describe('a rolled-up figure', () => {
  it('shows formula, version, substitution and counts that sum to the expected', async () => {
    const html = await site.page(rollUp());
    expect(pageFaults(html)).toEqual([]);
    const text = wordsOf(html);
    expect(text).toContain('全国計：CIO（最高情報統括責任者）の任命の算出の内訳');
    expect(text).toContain('CIOを任命した団体数 ÷ 調査した団体数');
    expect(text).toMatch(/cio@1（文言の第1版、2026-01-10に登録）/);
    // One has no record: only those who answered are a base. 861 after the correction.
    expect(text).toContain('861 ÷ 1,731 ＝ 49.7 %');
    expect(text).toMatch(
      /値あり 1,731 調査無し 8 未回答 1 該当なし 0 空欄 0 取下げ 0 登録なし 1 計（対象の団体） 1,741/,
    );
    expect(text).toMatch(/全団体 示せません — 調査した団体 示せません — 値のある団体 49\.7 % 861／1,731団体/);
    expect(text).toContain('登録なしの団体があるため、値のある団体だけを分母にしています。');
  });

  it('breaks a national figure down by prefecture, each leading to its own', async () => {
    const html = await site.page(rollUp());
    const hokkaido = rollUp({ area: '010006' });
    expect(html).toContain(`href="${hokkaido}"`);
    const text = wordsOf(await site.page(hokkaido));
    expect(text).toContain('北海道内市町村計：CIO');
    expect(text).toMatch(/計（対象の団体） 179/);
    expect(text).not.toContain('都道府県ごとの内訳');
  });

  it('lists its bodies a hundred on a page, each with value or reason, leading to the observation', async () => {
    const first = await site.page(rollUp());
    expect(wordsOf(first)).toContain('1,741団体中 1～100番目（団体コード順）');
    expect(wordsOf(first)).toMatch(/札幌市 011002 指定都市 調査無し — 2023-04-01/);
    expect(first).toContain(`href="${observation('012025', 'cio@1', '2023-04-01')}"`);
    const last = wordsOf(await site.page(`${rollUp()}?page=18`));
    expect(last).toContain('1,741団体中 1,701～1,741番目');
    expect(last).toMatch(/登録なし — —/);
  });

  it('as known before the correction is the figure of that day', async () => {
    const html = await site.page(rollUp({ knownOn: '2026-01-31' }));
    expect(wordsOf(html)).toContain('862 ÷ 1,731 ＝ 49.8 %');
    expect(wordsOf(html)).toContain('令和8年1月31日（2026年）時点の登録内容で表示しています');
    expect(html).toContain('2023-04-01?knownOn=2026-01-31');
  });

  it('of prefectural governments stands apart from their municipalities', async () => {
    const text = wordsOf(await site.page(rollUp({ level: 'prefecture' })));
    expect(text).toContain('全国の都道府県庁：CIO');
    expect(text).toMatch(/値あり 1 .*計（対象の団体） 47/);
  });

  const REFUSED: readonly [() => string, number, string][] = [
    [() => rollUp({ on: '2022-04-01' }), 404, '登録されている基準日：2023-04-01'],
    [() => rollUp({ indicator: 'no-such@1' }), 404, 'この指標は登録されていません'],
    [() => rollUp({ part: 'nothing' }), 404, 'この内訳は、指標にありません'],
    [() => rollUp({ bodyClass: 'staff-301-' }), 404, 'この団体区分はありません'],
    [() => rollUp({ area: TOBETSU }), 404, '全国か都道府県'],
    [() => rollUp({ knownOn: '2026-01-09' }), 404, 'まだ登録されていません'],
    [() => rollUp({ area: '010007' }), 400, '番号を読み取れません'],
    [() => rollUp({ on: '2023-02-30' }), 400, '番号を読み取れません'],
    [() => rollUp({ base: 'best' }), 400, '番号を読み取れません'],
    [() => '/provenance/nothing', 400, '番号を読み取れません'],
    [() => '/provenance/r~cio@1~000000', 400, '番号を読み取れません'],
    [() => '/provenance/p~none', 404, 'この公表値は登録されていません'],
    [
      () => observation('131016', 'ai@1', '2023-04-01'),
      404,
      '千代田区の「AIの導入」の2023-04-01の値は登録されていません',
    ],
    [() => observation('131017', 'ai@1', '2023-04-01'), 400, '番号を読み取れません'],
  ];

  it.each(REFUSED)('refuses what is not there, clearly (%#)', async (address, status, words) => {
    const html = await site.page(address(), status);
    expect(html).toContain(words);
    expect(pageFaults(html)).toEqual([]);
  });
});

describe('one observation', () => {
  it('shows value, file, row, column and hash, who recorded it and when in Japan', async () => {
    const html = await site.page(observation(TOBETSU, 'cio@1', '2023-04-01'));
    expect(pageFaults(html)).toEqual([]);
    const text = wordsOf(html);
    expect(text).toContain('北海道当別町：CIO（最高情報統括責任者）の任命の値の出所');
    expect(text).toContain('13行・AB列（28列目）');
    expect(text).toContain(SITE_HASH);
    expect(text).toContain('資料の版の日 2024-07-12');
    expect(text).toContain('記録日時 2026-02-01 23:59（日本時間）');
    expect(text).toContain('記録した役割 運用管理者');
    expect(html).toContain(rollUp({ bodyClass: 'town' }));
  });

  it('keeps all revisions: what superseded what, and why', async () => {
    const text = wordsOf(await site.page(observation(TOBETSU, 'cio@1', '2023-04-01')));
    expect(text).toMatch(
      /第2版 訂正 未実施 使っている 確定 2026-02-01 23:59 運用管理者 正誤表 .*第1版 新規 実施 使っていない/,
    );
    const then = wordsOf(
      await site.page(`${observation(TOBETSU, 'cio@1', '2023-04-01')}?knownOn=2026-01-31`),
    );
    expect(then).toMatch(/第1版 新規 実施 使っている/);
    expect(then).not.toContain('第2版');
  });

  it('a corrected denominator is a revision of the rate', async () => {
    const html = await site.page(observation(TOBETSU, 'card-issued@1', '2022-05-01'));
    const text = wordsOf(html);
    expect(text).toMatch(/第2版 分母の訂正 36\.5 %（5,689／15,600） 使っている/);
    expect(text).toMatch(/第1版 新規 36\.4 %（5,689／15,618） 使っていない/);
    expect(html).toContain(`href="${observation(TOBETSU, 'population@1', '2021-01-01')}"`);
  });

  it('sets two sources side by side and says that they disagree', async () => {
    const text = wordsOf(await site.page(observation(TOBETSU, 'population@1', '2021-01-01')));
    expect(text).toContain('資料によって値が違います');
    expect(text).toMatch(/住民基本台帳に基づく人口、人口動態及び世帯数：15,620人（使っている値）/);
    expect(text).toMatch(/交付状況に印字された人口：15,600人/);
  });

  it('an undone value is no value, and stays in the history', async () => {
    const last = all[1740] ?? '';
    const text = wordsOf(await site.page(observation(last, 'cio@1', '2023-04-01')));
    expect(text).toContain('いま使われている値はありません');
    expect(text).toMatch(/第2版 取消し（値なしに戻す） 値なし 使っていない .*第1版 新規 実施 使っていない/);
    expect(wordsOf(await site.page(`/bodies/${last}`))).not.toMatch(
      /CIO（最高情報統括責任者）の任命 ① 組織体制の整備 実施/,
    );
  });

  it('0/0 is no value and says so', async () => {
    const text = wordsOf(await site.page(observation(TOBETSU, 'procedures-32@1', '2023-04-01')));
    expect(text).toContain('対象なし（0／0）');
    expect(text).not.toContain('0.0 %');
  });
});

describe('a printed figure', () => {
  it('shows document, date and line, as printed', async () => {
    const { rows } = await sql<{ id: string }>`
      select published_id as id from observations.published
      where document ->> 'indicator' = 'overall-policy@1' and body_class = 'village' and period_end = '2021-04-01'
        and item is null`.execute(site.deps.db);
    const html = await site.page(path(`p~${rows[0]?.id ?? ''}`));
    expect(pageFaults(html)).toEqual([]);
    const text = wordsOf(html);
    expect(text).toContain('印字された値 2.2 %');
    expect(text).toContain('4／183');
    expect(text).toMatch(/資料と行 .*2022年5月11日.*行/);
    expect(text).toContain('令和3年4月1日');
  });
});

describe('every way to 算出の内訳', () => {
  it.each([`/bodies/${TOBETSU}`, '/bodies/010006', '/'])(
    'that stands on %s leads somewhere',
    async (page) => {
      const html = await site.page(page);
      const links = [
        ...new Set([...html.matchAll(/href="(\/provenance\/[^"]+)"/g)].map((match) => match[1] ?? '')),
      ];
      expect(links.length).toBeGreaterThan(3);
      const dead: string[] = [];
      for (const link of links) {
        const { status } = await site.get(link.replaceAll('&amp;', '&'));
        if (status !== 200) dead.push(`${status} ${decodeURIComponent(link)}`);
      }
      expect(dead).toEqual([]);
    },
    60_000,
  );
});

describe('a value whose first file was taken back and that a later file says too', () => {
  const page = '/provenance/o~023019~overall-policy@1~~2024-04-01';
  it('points to the file by which it stands, today and on each day before', async () => {
    const value = (row: number) => [observed({ bodyCode: '023019', on: '2024-04-01', row })];
    site.clock.set('2026-06-01T10:00:00+09:00');
    const first = await site.save(value(7), 'はじめの表');
    site.clock.set('2026-06-02T10:00:00+09:00');
    const second = await site.save(value(9), '二つ目の表');
    const before = wordsOf(await site.page(page));
    expect(before).toMatch(/行・列 7行・C列/);
    expect(before).not.toContain('はじめの資料');
    site.clock.set('2026-06-03T10:00:00+09:00');
    await site.undo(first);
    site.clock.set('2026-06-04T10:00:00+09:00');
    const text = wordsOf(await site.page(page));
    expect(text).toMatch(/行・列 9行・C列/);
    expect(text).toMatch(new RegExp(`取込・操作 二つ目の表 取込・操作の番号 ${second}`));
    expect(text).toContain('はじめに記録した取込は取り消されています。');
    expect(text).toMatch(/7行 C列（取消済み） 同じ値：試験\.csv 9行 C列/);
    // On the day before the undoing the first file was the source.
    expect(wordsOf(await site.page(`${page}?knownOn=2026-06-02`))).toMatch(/行・列 7行・C列/);
    const answer = await site.get('/api/v1/provenance/o~023019~overall-policy@1~~2024-04-01');
    const { revisions } = (await answer.json()) as { revisions: readonly unknown[] };
    expect(revisions).toHaveLength(1);
    expect(revisions[0]).toMatchObject({ counts: true, batch: first, standsBy: { row: 9, batch: second } });
    await site.undo(second);
    expect(wordsOf(await site.page(page))).toContain('いま使われている値はありません');
    site.clock.set('2026-06-01T09:00:00+09:00');
  });
});
