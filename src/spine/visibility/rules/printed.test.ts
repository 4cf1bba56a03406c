import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { PublishedAggregate } from '../../contracts/published-aggregate.ts';
import { printedTables } from './printed.ts';

const DEFINITION = { shortTitle: '導入', parts: undefined } as unknown as IndicatorDefinition;

function figures(...rows: readonly Partial<PublishedAggregate>[]) {
  return rows.map((row, index) => ({
    id: String(index),
    document: {
      on: '2021-10-01',
      asOfText: '令和3年10月1日現在',
      part: '',
      classTitle: '市区町村',
      value: '1',
      text: null,
      note: null,
      source: '総務省「資料」（2022年5月11日）10行',
      item: null,
      ...row,
    } as PublishedAggregate,
  }));
}

describe('tables of documents', () => {
  it('have classes as rows and items as columns, and leave open what is not printed', () => {
    const [table, ...others] = printedTables(
      DEFINITION,
      figures(
        { classTitle: '特別区' },
        { classTitle: '特別区', item: '未導入', source: '総務省「資料」（2022年5月11日）11行' },
        { classTitle: '町' },
      ),
    );
    expect(others).toEqual([]);
    expect(table?.columns).toEqual(['導入', '未導入']);
    expect(table?.rows.map((row) => [row.title, ...row.cells.map((cell) => cell?.id ?? null)])).toEqual([
      ['特別区', '0', '1'],
      ['町', '2', null],
    ]);
    expect(table?.sources).toEqual(['総務省「資料」（2022年5月11日）10・11行']);
  });

  it('have dates as rows where months follow each other, each with its own word', () => {
    const tables = printedTables(
      DEFINITION,
      figures(
        { on: '2021-01-31', asOfText: '令和3年1月' },
        { on: '2021-02-28', asOfText: '令和3年2月' },
        { on: '2021-02-28', asOfText: '累計（令和3年2月末まで）', item: '累計' },
        { on: '2021-03-31', asOfText: '令和3年3月', item: '速報' },
      ),
    );
    expect(tables).toHaveLength(1);
    expect(tables[0]?.rows.map((row) => row.title)).toEqual([
      '令和3年1月',
      '令和3年2月',
      '累計（令和3年2月末まで）',
      '令和3年3月（速報）',
    ]);
  });

  it('say that a document states no date', () => {
    const [table] = printedTables(DEFINITION, figures({ on: null, asOfText: '' }));
    expect(table?.title).toBe('時点の記載なし');
  });
});
