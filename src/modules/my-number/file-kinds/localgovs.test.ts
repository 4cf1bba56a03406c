import { describe, expect, it } from 'vitest';
import { cardRows, cardSums, localgovRows } from '../../../../test/fixtures/files/cards.ts';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { codesOf, factLines, kindsOf, sumOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { rational, round } from '../../../core/rational.ts';
import { myNumberFileKinds } from './all.ts';
import { cardPrefectures, cardTypes } from './controls.ts';
import { cardMunicipal } from './localgovs.ts';

const CARDS = 'card-issued@1';

async function read(rows: Rows, asOf: string | null = null) {
  const workbook = await workbookOf(csv('all_localgovs.csv', rows));
  expect(kindsOf(workbook, myNumberFileKinds)).toEqual(['card-municipal']);
  return cardMunicipal.read(workbook, { asOf });
}

const relabel = (rows: Rows, heads: Readonly<Record<string, string>>): Rows =>
  rows.map((row, index) => (index === 0 ? row.map((cell) => heads[cell] ?? cell) : row));

describe('a table like the cards by municipality', () => {
  it('gives cards over a dated population, and the population as a series of its own', async () => {
    const outcome = await read(localgovRows());
    expect(outcome.rejected).toEqual([]);
    expect(outcome.remarks).toEqual([]);
    expect(codesOf(outcome)).toEqual(cardRows('2021-10-01').map((row) => row.code));
    const cards = outcome.facts.filter((fact) => fact.indicator === CARDS);
    expect(cards[0]).toMatchObject({
      on: '2021-10-01',
      baseOn: '2021-01-01',
      base: BigInt(cardRows('2021-10-01')[0]?.population ?? 0),
    });
    const people = outcome.facts.filter((fact) => fact.indicator === 'population@1');
    expect(people.every((fact) => fact.series === 'card-population' && fact.on === '2021-01-01')).toBe(true);
    expect(sumOf(cards)).toBe(BigInt(cardSums().cards));
    expect(sumOf(people)).toBe(BigInt(cardSums().population));
  });

  it('reads other wordings, another order, lost zeros, pandas floats and <NA>', async () => {
    const heads = { 交付枚数: '交付件数', 人口に対する交付枚数率: '交付率', '総数（人口）': '人口' };
    const reordered = relabel(localgovRows(), heads).map((row) => [...row].reverse());
    const floats = reordered.map((row, index) =>
      index === 0 ? row : [`${row[0]}.0`.replace('<NA>.0', '<NA>'), ...row.slice(1)],
    );
    const outcome = await read(floats);
    expect(outcome.rejected).toEqual([]);
    expect(codesOf(outcome)).toEqual(cardRows('2021-10-01').map((row) => row.code));
    expect(outcome.mentions.filter((mention) => mention.code === null)).toHaveLength(1);
  });

  it('takes days from the heads, where the table is as the ministry printed it', async () => {
    const [head = [], ...rest] = localgovRows().map((row) => row.slice(1, 6));
    const printed = head.map((cell) =>
      cell === '総数（人口）'
        ? '総数（人口）\n【H29.1.1時点】'
        : cell === '交付枚数'
          ? '交付枚数\n【H29.8.31時点】'
          : cell,
    );
    const outcome = await read([printed, ...rest]);
    expect(outcome.matching).toBe('by-name');
    expect(outcome.asOf).toBe('2017-08-31');
    expect(outcome.facts[0]).toMatchObject({ on: '2017-08-31', baseOn: '2017-01-01' });
  });

  it('needs a day where neither cell nor head has one, and keeps the base undated', async () => {
    const bare = localgovRows().map((row) => row.slice(1, 6));
    expect(await read(bare)).toMatchObject({ asOf: null, facts: [] });
    const given = await read(bare, '2018-03-01');
    expect(given.facts.map((fact) => fact.indicator)).toEqual(Array(15).fill(CARDS));
    expect(given.facts[0]).toMatchObject({ on: '2018-03-01', baseOn: null });
  });

  it('refuses a column that nobody knows, and passes over one of notes', async () => {
    const wider = (head: string) =>
      localgovRows().map((row, index) => [...row, index === 0 ? head : String(index)]);
    expect((await read(wider('備考'))).rejected).toEqual([]);
    expect((await read(wider('保有枚数'))).rejected).toMatchObject([
      { row: 1, column: 10, found: '保有枚数', message: expect.stringContaining('知らない列') },
    ]);
  });

  it('passes over the nation, sums and repeated heads, and keeps the sums as controls', async () => {
    const rows = localgovRows();
    const { population, cards } = cardSums();
    const total = [
      '2021/10/01',
      '富山県',
      '計',
      String(population),
      String(cards),
      '',
      '2021/01/01',
      '2021/10/01',
      '',
    ];
    const outcome = await read([...rows.slice(0, 4), rows[0] ?? [], ...rows.slice(4), total]);
    expect(outcome.rejected).toEqual([]);
    expect(outcome.ignored.map(({ why }) => why)).toEqual(['見出しの行', '合計の行']);
    expect(outcome.controls).toMatchObject([
      { indicator: CARDS, prefecture: '富山県', value: BigInt(cards) },
    ]);
    expect(codesOf(outcome)).toHaveLength(15);
  });

  it.each([
    ['more cards than people', 5, '99999999', '超えています'],
    ['a count that is none', 5, '12o4', '整数として'],
    ['a rate that is another figure', 6, '0.1', '合いません'],
    ['a day that no other row has', 8, '2021/11/01', '違います'],
    ['a day that is none', 8, '2021/13/01', '日付として'],
  ])('refuses %s', async (_, column, text, message) => {
    const { rejected } = await read(withCell(localgovRows(), 3, column, text));
    expect(rejected.length).toBeGreaterThan(0);
    expect(rejected[0]).toMatchObject({ row: 3, column });
    expect(rejected[0]?.message).toContain(message);
  });
});

describeShared('the card files of three dates', () => {
  it.each([
    ['20200601', '2020-06-01', '2019-01-01', '14.2', '16.8'],
    ['20211001', '2021-10-01', '2021-01-01', '70.0', '38.4'],
    ['20220501', '2022-05-01', '2021-01-01', null, '44.0'],
  ])(
    '%s: 1,741 bodies sum to every prefecture, class-free nation and 加賀市',
    async (folder, on, populationOn, kaga, nation) => {
      const outcome = cardMunicipal.read(await sharedWorkbook(`mynumber/${folder}/all_localgovs.csv`), {
        asOf: null,
      });
      expect(outcome.rejected).toEqual([]);
      expect(outcome.remarks).toEqual([]);
      expect(outcome.asOf).toBe(on);
      const codes = codesOf(outcome);
      expect(new Set(codes).size).toBe(1741);
      const cards = outcome.facts.filter((fact) => fact.indicator === CARDS);
      expect(new Set(cards.map((fact) => fact.baseOn))).toEqual(new Set([populationOn]));
      const rate = round(
        rational(
          sumOf(cards) * 100n,
          sumOf(cards, (fact) => fact.base),
        ),
        1,
      );
      expect(rate).toBe(nation);
      if (kaga !== null) {
        const [, , , value, base] = factLines(outcome, CARDS).find(([code]) => code === '172065') ?? [];
        expect(round(rational((value ?? 0n) * 100n, base ?? 1n), 1)).toBe(kaga);
      }
      const sums = cardPrefectures.read(await sharedWorkbook(`mynumber/${folder}/all_prefectures.csv`), {
        asOf: null,
      });
      expect(sums.rejected).toEqual([]);
      expect(sums.controls).toHaveLength(94);
      for (const control of sums.controls) {
        const facts = outcome.facts.filter(
          (fact) =>
            fact.indicator === control.indicator &&
            outcome.mentions[fact.mention]?.prefecture === control.prefecture,
        );
        expect([control.prefecture, sumOf(facts)]).toEqual([control.prefecture, control.value]);
      }
      const types = cardTypes.read(await sharedWorkbook(`mynumber/${folder}/summary_by_types.csv`), {
        asOf: null,
      });
      expect(types.ignored).toEqual([]);
      const all = types.controls.filter((control) => control.bodyClass === undefined);
      expect(all.map((control) => control.value)).toEqual([sumOf(cards), sumOf(cards, (fact) => fact.base)]);
    },
  );
});
