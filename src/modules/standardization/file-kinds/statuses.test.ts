import { describe, expect, it } from 'vitest';
import { csv, type Rows, withCell } from '../../../../test/fixtures/files/cells.ts';
import { factLines, kindsOf, workbookOf } from '../../../../test/fixtures/files/read.ts';
import { statusRows } from '../../../../test/fixtures/files/standardization.ts';
import { standardizationFileKinds } from './all.ts';
import { findStatusHeads } from './status-table.ts';
import { standardizationStatuses } from './statuses.ts';

async function read(rows: Rows, asOf: string | null = '2026-02-28') {
  const workbook = await workbookOf(csv('状態.csv', rows));
  expect(kindsOf(workbook, standardizationFileKinds)).toEqual(['standardization-statuses']);
  return standardizationStatuses.read(workbook, { asOf });
}

describe('a table of statuses by 40 steps', () => {
  it('gives both figures, and its header is the list of steps', async () => {
    const outcome = await read(statusRows());
    expect(outcome.rejected).toEqual([]);
    const town = outcome.mentions.find((mention) => mention.name.endsWith('町'))?.code;
    const of = (indicator: string, part: string) =>
      factLines(outcome, indicator).find((line) => line[0] === town && line[1] === part);
    expect(of('standardization@1', 'public-assistance')?.slice(3)).toEqual([40n, 40n, null]);
    expect(of('standardization-without-excluded@1', 'public-assistance')?.slice(3)).toEqual([
      ...[null, null],
      'not-applicable',
    ]);
    const total = of('standardization@1', 'total');
    const strict = of('standardization-without-excluded@1', 'total');
    expect(total?.[4]).toBe(800n);
    expect(strict?.slice(3)).toEqual([(total?.[3] ?? 0n) - 40n, 760n, null]);
    expect(outcome.facts).toHaveLength(15 * 21 * 2);
    const heads = findStatusHeads(await workbookOf(csv('状態.csv', statusRows())));
    expect(heads?.steps.map((step) => step.title).slice(0, 2)).toEqual(['作業1', '作業2']);
  });

  it('asks for the day, and names the cell of a word that is no state', async () => {
    expect(await read(statusRows(), null)).toMatchObject({ asOf: null, facts: [] });
    const { rejected } = await read(withCell(statusRows(), 2, 5, 'もうすぐ'));
    expect(rejected.map(({ row, column, found }) => [row, column, found])).toEqual([[2, 5, 'もうすぐ']]);
  });
});
