import { describe, expect, it } from 'vitest';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { codesOf, factLines, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { marksRows } from '../../../../test/fixtures/files/standardization.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { standardizationFileKinds } from './all.ts';
import { lateMigrationList } from './late-migration.ts';

const MARK = 'late-migration@1';

async function read(rows: Rows, asOf: string | null = '2025-12-31') {
  const workbook = await workbookOf(csv('一覧.csv', rows));
  expect(kindsOf(workbook, standardizationFileKinds)).toEqual(['late-migration-list']);
  return lateMigrationList.read(workbook, { asOf });
}

describe('a list like that of 特定移行支援システム', () => {
  it('gives 1 for each mark and for the body; 共通機能 is no business', async () => {
    const outcome = await read(marksRows());
    expect(outcome.rejected).toEqual([]);
    expect(codesOf(outcome)).toEqual(['162019', '162027', '162043', '160008']);
    expect(factLines(outcome, MARK)).toEqual([
      ['162019', 'resident-register', '2025-12-31', 1n, null, null],
      ['162019', 'seal-registration', '2025-12-31', 1n, null, null],
      ['162019', 'family-register', '2025-12-31', 1n, null, null],
      ['162019', '', '2025-12-31', 1n, null, null],
      ['162043', 'child-support', '2025-12-31', 1n, null, null],
      ['162043', '', '2025-12-31', 1n, null, null],
      ['160008', 'child-rearing-allowance', '2025-12-31', 1n, null, null],
      ['160008', '', '2025-12-31', 1n, null, null],
    ]);
    expect(outcome.ignored.map(({ row, why }) => [row, why])).toEqual([
      [2, '業務でない列の印'],
      [3, '業務でない列の印'],
    ]);
    expect(outcome.mentions[3]?.level).toBe('prefecture');
  });

  it('asks for the day, and refuses a mark that is none', async () => {
    expect(await read(marksRows(), null)).toMatchObject({ asOf: null, facts: [] });
    const { rejected } = await read(withCell(marksRows(), 2, 5, '済'));
    expect(rejected.map(({ row, column, found }) => [row, column, found])).toEqual([[2, 5, '済']]);
  });

  it('leaves a wrong check digit to the register, which refuses', async () => {
    expect(codesOf(await read(withCell(marksRows(), 2, 1, '162018'))).join()).toContain('検査数字');
  });
});

describeShared('the list of 2025-12', () => {
  it('has 106 municipalities and 5 prefectures', async () => {
    const workbook = await sharedWorkbook(
      'standardization/特定移行支援システム該当見込み_202512_北海道東北抜粋.csv',
    );
    const outcome = lateMigrationList.read(workbook, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(outcome.asOf).toBe('2025-12-31');
    const codes = codesOf(outcome);
    expect(codes.filter((code) => /^\d{2}000\d$/.test(code))).toHaveLength(5);
    expect(codes.filter((code) => /^\d{6}$/.test(code) && code.slice(2, 5) !== '000')).toHaveLength(106);
    // 音更町 is marked under 共通機能 alone.
    expect(factLines(outcome, MARK).filter(([, part]) => part === '')).toHaveLength(110);
    expect(factLines(outcome, MARK).filter(([, part]) => part !== '')).toHaveLength(960);
  });
});
