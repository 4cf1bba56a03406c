import { describe, expect, it } from 'vitest';
import { ageRows, cardSums, prefectureRows, typeRows } from '../../../../test/fixtures/files/cards.ts';
import { csv, type Rows } from '../../../../test/fixtures/files/cells.ts';
import { kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { myNumberFileKinds } from './all.ts';

async function read(rows: Rows, id: string) {
  const workbook = await workbookOf(csv('表.csv', rows));
  expect(kindsOf(workbook, myNumberFileKinds)).toEqual([id]);
  const kind = myNumberFileKinds.find((one) => one.id === id);
  return kind?.read(workbook, { asOf: null });
}

describe('aggregate tables', () => {
  it('hold the prefecture to account, and store nothing', async () => {
    const outcome = await read(prefectureRows(), 'card-prefectures');
    expect(outcome).toMatchObject({ controlOnly: true, facts: [], mentions: [], asOf: '2021-10-01' });
    expect(outcome?.controls).toMatchObject([
      { indicator: 'card-issued@1', on: '2021-10-01', prefecture: '富山県', value: BigInt(cardSums().cards) },
      {
        indicator: 'population@1',
        on: '2021-01-01',
        series: 'card-population',
        value: BigInt(cardSums().population),
      },
    ]);
  });

  it.each(['指定都市', '政令指定都市'] as const)('name the classes with %s', async (designated) => {
    const outcome = await read(typeRows('2021-10-01', designated), 'card-types');
    expect(outcome?.ignored).toEqual([]);
    expect(
      outcome?.controls.filter((one) => one.indicator === 'card-issued@1').map((one) => one.bodyClass),
    ).toEqual([undefined, 'special-ward', 'designated-city', 'city-without-designated', 'town-village']);
  });

  it('pass over a class that nobody knows, and say so', async () => {
    const rows = typeRows().map((row) => row.map((cell) => (cell === '町村' ? '町村等' : cell)));
    const outcome = await read(rows, 'card-types');
    expect(outcome?.ignored.map(({ text }) => text)).toEqual(['町村等']);
    expect(outcome?.controls).toHaveLength(8);
  });

  it('use the line of all ages only', async () => {
    const outcome = await read(ageRows(), 'card-ages');
    expect(
      outcome?.controls.map(({ indicator, prefecture, value }) => [indicator, prefecture, value]),
    ).toEqual([
      ['card-issued@1', null, 3000n],
      ['population@1', null, 6000n],
    ]);
    expect(outcome?.ignored).toHaveLength(2);
  });
});

describeShared('the age tables of three dates', () => {
  it.each([
    ['20200601', 21355669n],
    ['20211001', 48672550n],
    ['20220501', 55765137n],
  ])('%s: the nation', async (folder, cards) => {
    const workbook = await sharedWorkbook(`mynumber/${folder}/demographics.csv`);
    expect(kindsOf(workbook, myNumberFileKinds)).toEqual(['card-ages']);
    const outcome = myNumberFileKinds[3]?.read(workbook, { asOf: null });
    expect(outcome?.rejected).toEqual([]);
    expect(outcome?.controls[0]?.value).toBe(cards);
  });
});
