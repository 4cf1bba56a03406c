import { describe, expect, it } from 'vitest';
import { csv, type Rows } from '../../../../test/fixtures/files/cells.ts';
import { municipalRows } from '../../../../test/fixtures/files/dashboard.ts';
import { codesOf, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { dashboardFileKinds } from './all.ts';
import { dashboardMunicipal } from './dashboard.ts';

async function read(rows: Rows) {
  const workbook = await workbookOf(csv('比較.csv', rows));
  expect(kindsOf(workbook, dashboardFileKinds)).toEqual(['dashboard-municipal']);
  return dashboardMunicipal.read(workbook, { asOf: '2023-04-01' });
}

describe('the head of a wide table', () => {
  it.each([
    ['a title and an empty row', [['自治体DXの取組', '', ''], []]],
    ['a title with a date in the first column of a body', [['自治体DXの取組', '', '令和6年7月12日']]],
  ] as const)('is found below %s', async (_, above) => {
    const rows = municipalRows();
    const plain = await read(rows);
    const moved = await read([...above.map((row) => [...row]), ...rows]);
    expect(moved.rejected).toEqual([]);
    expect(codesOf(moved)).toEqual(codesOf(plain));
    expect(moved.facts).toEqual(plain.facts.map((fact) => ({ ...fact, row: fact.row + above.length })));
  });
});
