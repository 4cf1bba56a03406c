import { describe, expect, it } from 'vitest';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { onlineRateRows } from '../../../../test/fixtures/files/dashboard.ts';
import { codesOf, factLines, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { describeShared, sharedWorkbook } from '../../../../test/support/shared-data.ts';
import { dashboardFileKinds } from './all.ts';
import { onlineRateMunicipal, onlineRatePrefectural } from './online-rate.ts';

const RATE = 'online-rate@1';

async function read(rows: Rows, asOf: string | null = null) {
  const workbook = await workbookOf(csv('申請率.csv', rows));
  expect(kindsOf(workbook, dashboardFileKinds)).toEqual(['dashboard-online-municipal']);
  return onlineRateMunicipal.read(workbook, { asOf });
}

describe('a table like the rates of online applications', () => {
  it('gives tenths of a percent by procedure and a reason where no figure is published', async () => {
    const rows = withCell(withCell(onlineRateRows('municipality'), 2, 3, '88.8%'), 2, 4, '');
    const outcome = await read(rows, '2023-03-31');
    expect(outcome.rejected).toEqual([]);
    expect(outcome.facts).toHaveLength(52 * 15);
    expect(factLines(outcome, RATE).slice(0, 2)).toEqual([
      ['162019', 'library-loans', '2023-03-31', 888n, null, null],
      ['162027', 'library-loans', '2023-03-31', null, null, 'blank-in-source'],
    ]);
  });

  it('stands for the fiscal year that had ended by the day that is given', async () => {
    const within = await read(onlineRateRows('municipality'), '2024-06-01');
    expect(within.facts[0]?.on).toBe('2024-03-31');
    expect(within.remarks?.some((remark) => remark.text.includes('令和5年度'))).toBe(true);
    expect((await read(onlineRateRows('municipality'), '2024-03-31')).facts[0]?.on).toBe('2024-03-31');
  });

  it('refuses a procedure that is none of the 58, one that stands twice, and a rate above 100', async () => {
    const rows = onlineRateRows('municipality');
    const messages = async (changed: Rows) => (await read(changed)).rejected.map((one) => one.message).join();
    expect(await messages(withCell(rows, 5, 2, '住所変更の届出'))).toContain('知らない手続');
    expect(await messages(withCell(rows, 5, 2, rows[1]?.[1] ?? ''))).toContain('2 行目と 5 行目');
    expect(await messages(withCell(rows, 5, 3, '100.1%'))).toContain('100%を超え');
  });
});

describeShared('the rates of 2024-07-12', () => {
  it('reads 52 procedures × 406 and 30 × 47', async () => {
    const municipal = await sharedWorkbook(
      'dx/市区町村毎のDX進捗状況_行政手続のオンライン申請率_北海道東北抜粋.csv',
    );
    const outcome = onlineRateMunicipal.read(municipal, { asOf: null });
    expect(outcome.rejected).toEqual([]);
    expect(new Set(codesOf(outcome)).size).toBe(406);
    expect(outcome.facts).toHaveLength(52 * 406);
    expect(outcome.facts.filter((fact) => fact.reason === 'blank-in-source')).toHaveLength(17118);
    expect(factLines(outcome, RATE)[0]).toEqual(['011002', 'library-loans', '2023-03-31', 888n, null, null]);
    const prefectural = await sharedWorkbook('dx/都道府県のDX進捗状況_行政手続のオンライン申請率.csv');
    const governments = onlineRatePrefectural.read(prefectural, { asOf: null });
    expect(governments.rejected).toEqual([]);
    expect(codesOf(governments)).toHaveLength(47);
    expect(governments.facts).toHaveLength(30 * 47);
    expect(governments.facts.filter((fact) => fact.reason !== null)).toHaveLength(767);
  });
});
