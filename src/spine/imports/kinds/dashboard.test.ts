import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { municipalRows, prefecturalRows } from '../../../../test/fixtures/files/dashboard.ts';
import { codesOf, factLines, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { describeShared, sharedPath, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dashboardFileKinds } from './all.ts';
import { dashboardMunicipal, dashboardPrefectural } from './dashboard.ts';

async function read(rows: Rows, asOf: Day | null = '2023-04-01', encoding: 'utf8' | 'shift_jis' = 'utf8') {
  const workbook = await workbookOf(csv('比較.csv', rows, encoding));
  expect(kindsOf(workbook, dashboardFileKinds)).toEqual(['dashboard-municipal']);
  return dashboardMunicipal.read(workbook, { asOf });
}

const CARD = 12;
const PRINTED = 14;
const N = 15;
const K = 16;

describe('a table like the dashboard of municipalities', () => {
  it.each(['utf8', 'shift_jis'] as const)(
    'is read in %s: 15 bodies × 13 figures, on the day that was given',
    async (encoding) => {
      const outcome = await read(municipalRows(), '2023-04-01', encoding);
      expect(outcome.rejected).toEqual([]);
      expect(codesOf(outcome)).toHaveLength(15);
      expect(codesOf(outcome).every((code) => prefectureOf(code) === '160008')).toBe(true);
      expect(outcome.facts).toHaveLength(15 * 13);
      expect(outcome).toMatchObject({ asOf: '2023-04-01', registerOn: '2023-04-01', editionOn: null });
      expect(new Set(outcome.facts.map((fact) => fact.on))).toEqual(new Set(['2023-04-01']));
    },
  );

  it('has no day of its own: the labels of all editions are the same', async () => {
    const outcome = await read(municipalRows(), null);
    expect(outcome).toMatchObject({ asOf: null, facts: [] });
    expect(outcome.remarks?.map((remark) => remark.text).join()).toContain('基準日が分かりません');
  });

  it('keeps 調査無し, an empty cell, 0/0, 実施 and 未実施 apart', async () => {
    const outcome = await read(municipalRows());
    const cio = factLines(outcome, 'cio@1').map(([, , , value, , reason]) => reason ?? value);
    expect(cio.slice(3, 6)).toEqual(['not-asked', 'not-asked', 'blank-in-source']);
    expect(new Set(cio.filter((_, index) => index < 3 || index > 5))).toEqual(new Set([0n, 1n]));
    const none = factLines(outcome, 'procedures-32@1')[1];
    expect(none?.slice(3)).toEqual([null, null, 'not-applicable']);
  });

  it('uses the day that is given for every row, and asks for one where the figures are another edition', async () => {
    const given = await read(municipalRows(), '2024-04-01');
    expect(new Set(given.facts.map((fact) => fact.on))).toEqual(new Set(['2024-04-01']));
    const workbook = await workbookOf(csv('都道府県.csv', prefecturalRows()));
    expect(kindsOf(workbook, dashboardFileKinds)).toEqual(['dashboard-prefectural']);
    const undated = dashboardPrefectural.read(workbook, { asOf: null });
    expect(undated).toMatchObject({ asOf: null, facts: [] });
    const dated = dashboardPrefectural.read(workbook, { asOf: '2024-04-01' });
    expect(dated.facts).toHaveLength(47 * 11);
    expect(codesOf(dated)).toHaveLength(47);
    expect(codesOf(dated)[46]).toBe('470007');
  });

  it('notes where the printed percentage is not k/n, and takes the counts', async () => {
    const outcome = await read(withCell(municipalRows(), PRINTED, 3, '99%'));
    expect(outcome.rejected).toEqual([]);
    expect(outcome.remarks?.filter((remark) => remark.row === PRINTED)).toHaveLength(1);
    expect(outcome.facts.find((fact) => fact.row === K && fact.column === 3)?.note).toContain('99%');
  });

  it.each([
    ['an unknown row', 2, 2, 'CIOの兼務', '知らない項目'],
    ['the same row twice', 3, 2, 'CIOの任命', '2 行目と 3 行目'],
    ['an unknown answer', 4, 3, '検討中', '知らない答え'],
    ['a percentage above 100', CARD, 3, '101%', '100%を超え'],
    ['a percentage without its sign', CARD, 3, '72', '割合として'],
    ['a share above 1', K, 3, '99', '超えています'],
    ['half a share', N, 3, '', '一方が空欄'],
    ['a count in words', N, 3, '約20', '整数として'],
    ['a value without a head', 2, 18, '実施', '見出しのない列'],
    ['a head without a name', 1, 5, '', '団体名のない列'],
    ['a value without a label', 2, 2, '', '項目名のない行'],
  ])('refuses %s and names its place', async (_, row, column, text, message) => {
    const outcome = await read(withCell(municipalRows(), row, column, text));
    expect(outcome.rejected.length).toBeGreaterThan(0);
    expect(outcome.rejected[0]?.message).toContain(message);
    expect(outcome.rejected.every((one) => one.sheet === '比較' && one.row > 0 && one.column > 0)).toBe(true);
  });

  it('reads a percentage that a workbook keeps as a share', async () => {
    const workbook = await workbookOf(csv('比較.csv', withCell(municipalRows(), CARD, 3, '0.72')));
    const outcome = dashboardMunicipal.read({ ...workbook, format: 'xlsx' }, { asOf: '2023-04-01' });
    expect(outcome.rejected).toEqual([]);
    expect(factLines(outcome, 'card-holding@1')[0]?.[3]).toBe(72n);
  });

  it('is not recognised when its rows are of another table', async () => {
    const rows: Rows = [
      ['', '', '富山市', '高岡市'],
      ['甲', '乙', '1', '2'],
      ['丙', '丁', '3', '4'],
    ];
    expect(kindsOf(await workbookOf(csv('他.csv', rows)), dashboardFileKinds)).toEqual([]);
  });

  it('leaves one missing or two swapped names to the register, which refuses', async () => {
    const without = municipalRows().map((row) => row.filter((_, index) => index !== 6));
    expect(codesOf(await read(without)).join()).toContain('富山県の「滑川市」がありません');
    const [head = [], ...rest] = municipalRows();
    const swapped = [head[0], head[1], head[3], head[2], ...head.slice(4)].map((cell) => cell ?? '');
    const codes = codesOf(await read([swapped, ...rest]));
    expect(codes.filter((code) => /^\d{6}$/.test(code))).toEqual([]);
    expect(codes.length).toBeGreaterThan(15);
  });
});

describeShared('the dashboard of 2024-07-12', () => {
  const MUNICIPAL = 'dx/市区町村毎のDX進捗状況_市区町村比較_北海道東北抜粋.csv';

  it('gives the counts of the seven prefectures', async () => {
    const outcome = dashboardMunicipal.read(await sharedWorkbook(MUNICIPAL), { asOf: null });
    const days = new Map(outcome.facts.map((fact) => [fact.indicator, fact.on]));
    expect([days.get('cio@1'), days.get('card-holding@1')]).toEqual(['2023-04-01', '2024-03-31']);
    expect(outcome.editionOn).toBe('2024-07-12');
    expect(outcome.rejected).toEqual([]);
    expect(outcome.remarks).toEqual([]);
    expect(new Set(codesOf(outcome)).size).toBe(406);
    const [head = '', ...lines] = readFileSync(sharedPath('../facts/truth-hokkaido-tohoku-2023.csv'), 'utf8')
      .trim()
      .split('\n');
    const truth = lines.map((line) => line.split(','));
    const yes = ['cio', 'cio-aide', 'overall-policy', 'cross-cutting-body', 'external-talent'].concat([
      ...['staff-development', 'all-staff-training', 'ai', 'rpa', 'telework'],
    ]);
    expect(head.split(',')).toHaveLength(18);
    for (const [index, row] of truth.entries()) {
      const within = (id: string) =>
        factLines(outcome, `${id}@1`).filter(([code]) => Number(code.slice(0, 2)) === index + 1);
      expect(within('cio')).toHaveLength(Number(row[1]));
      const counts = yes.map((id) => within(id).filter(([, , , value]) => value === 1n).length);
      expect(counts).toEqual(row.slice(3, 13).map(Number));
      expect(within('procedures-26').filter(([, , , value]) => value === 100n)).toHaveLength(Number(row[14]));
      const shares = within('procedures-32');
      expect(shares.reduce((total, [, , , , base]) => total + (base ?? 0n), 0n)).toBe(BigInt(row[16] ?? ''));
      expect(shares.reduce((total, [, , , value]) => total + (value ?? 0n), 0n)).toBe(BigInt(row[17] ?? ''));
      const cards = within('card-holding').map(([, , , value]) => Number(value));
      const mean = cards.reduce((total, value) => total + value, 0) / cards.length;
      expect(mean.toFixed(1)).toBe(row[15]);
    }
  });

  it('keeps the two 伊達市 apart and gives 道内 870 of 3,696', async () => {
    const outcome = dashboardMunicipal.read(await sharedWorkbook(MUNICIPAL), { asOf: null });
    const codes = codesOf(outcome);
    const dates = outcome.mentions.flatMap((mention, index) =>
      mention.name === '伊達市' ? [codes[index]] : [],
    );
    expect(dates).toEqual(['012335', '072133']);
    const shares = factLines(outcome, 'procedures-32@1').filter(([code]) => code.startsWith('01'));
    expect(shares.reduce((total, [, , , value]) => total + (value ?? 0n), 0n)).toBe(870n);
    expect(shares.reduce((total, [, , , , base]) => total + (base ?? 0n), 0n)).toBe(3696n);
  });

  it('reads the 47 prefectural governments', async () => {
    const workbook = await sharedWorkbook('dx/都道府県のDX進捗状況_都道府県比較.csv');
    const outcome = dashboardPrefectural.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(outcome.asOf).toBe('2023-04-01');
    expect(codesOf(outcome)).toHaveLength(47);
    expect(factLines(outcome, 'cio@1').filter(([, , , value]) => value === 1n)).toHaveLength(43);
    expect(factLines(outcome, 'procedures-32@1')[0]).toEqual(['010006', '', '2023-04-01', 15n, 17n, null]);
  });
});
