import { describe, expect, it } from 'vitest';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { codesOf, factLines, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { ratesRows } from '../../../../test/fixtures/files/standardization.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { standardizationFileKinds } from './all.ts';
import { standardizationRates } from './rates.ts';

const RATE = 'standardization@1';

async function read(rows: Rows, asOf: string | null = '2026-02-28') {
  const workbook = await workbookOf(csv('進捗.csv', rows));
  expect(kindsOf(workbook, standardizationFileKinds)).toEqual(['standardization-rates']);
  return standardizationRates.read(workbook, { asOf });
}

describe('a table like the rates of 20 businesses', () => {
  it('gives k of 40 for each business and the sum of 800 for the whole', async () => {
    const outcome = await read(ratesRows());
    expect(outcome.rejected).toEqual([]);
    expect(outcome.facts).toHaveLength(15 * 21);
    expect(codesOf(outcome).slice(0, 2)).toEqual(['162019', '162027']);
    const toyama = factLines(outcome, RATE).filter(([code]) => code === '162019');
    const parts = toyama.filter(([, part]) => part !== 'total');
    expect(parts).toHaveLength(20);
    expect(parts.every(([, , on, , base]) => on === '2026-02-28' && base === 40n)).toBe(true);
    const sum = parts.reduce((total, [, , , value]) => total + (value ?? 0n), 0n);
    expect(toyama.find(([, part]) => part === 'total')).toEqual([
      '162019',
      'total',
      '2026-02-28',
      sum,
      800n,
      null,
    ]);
  });

  it('has no codes: whole prefectures in their order, so that two swapped names do not swap the figures', async () => {
    expect((await read(ratesRows())).matching).toBe('in-order');
  });

  it('keeps a printed total that differs by 0.0001 as a note, and says when it differs by more', async () => {
    const outcome = await read(ratesRows());
    expect(outcome.remarks).toEqual([]);
    const far = await read(withCell(ratesRows(), 3, 3, '0.9999'));
    expect(far.rejected).toEqual([]);
    expect(far.remarks?.map((remark) => [remark.row, remark.column])).toEqual([[3, 3]]);
    expect(far.facts.find((fact) => fact.row === 3 && fact.part === 'total')?.note).toContain('0.9999');
  });

  it('asks for the day: the same labels come every month', async () => {
    expect(await read(ratesRows(), null)).toMatchObject({ asOf: null, facts: [] });
  });

  it('has no total where a business is empty', async () => {
    const outcome = await read(withCell(ratesRows(), 2, 5, ''));
    expect(outcome.rejected).toEqual([]);
    const first = factLines(outcome, RATE).filter(([code]) => code === '162019');
    expect(first.find(([, part]) => part === 'electoral-roll')?.slice(3)).toEqual([
      null,
      null,
      'blank-in-source',
    ]);
    expect(first.some(([, part]) => part === 'total')).toBe(false);
  });

  it.each([
    ['a rate that is no step of 1/40', 2, 4, '0.33', '0.025の倍数'],
    ['a rate above 1', 2, 4, '1.025', '0から1の間'],
    ['a rate below 0', 2, 4, '-0.025', '0から1の間'],
    ['a rate in words', 2, 4, '完了', '数として'],
    ['an unknown column', 1, 4, '住民サービス', '知らない列'],
    ['a business twice', 1, 5, '住民基本台帳', '2つあります'],
  ])('refuses %s', async (_, row, column, text, message) => {
    const { rejected } = await read(withCell(ratesRows(), row, column, text));
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ row, column, sheet: '進捗' });
    expect(rejected[0]?.message).toContain(message);
  });
});

describeShared('the rates of 2026-01', () => {
  it('reads 406 × 20, dated by its own figures; 84 printed totals differ in the fourth decimal', async () => {
    const workbook = await sharedWorkbook('standardization/標準化進捗_市区町村別_202601_北海道東北抜粋.csv');
    const outcome = standardizationRates.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(outcome.remarks).toEqual([]);
    expect(outcome.asOf).toBe('2026-01-31');
    expect(new Set(codesOf(outcome)).size).toBe(406);
    expect(outcome.facts).toHaveLength(406 * 21);
    expect(outcome.facts.filter((fact) => fact.note !== null)).toHaveLength(84);
    expect(factLines(outcome, RATE).find(([code, part]) => code === '011002' && part === 'total')).toEqual([
      ...['011002', 'total', '2026-01-31'],
      ...[566n, 800n],
      null,
    ]);
  });
});
