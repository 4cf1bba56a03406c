import { describe, expect, it, test } from 'vitest';
import { day, line, state, TODAY } from '../../../../test/roadmap/any-line.ts';
import { readYen } from './check.ts';
import { ganttOf } from './gantt.ts';
import { lineId, parseLineId } from './line.ts';

describe('the Gantt', () => {
  const options = { fiscalYear: 2026, today: TODAY, rowsPerSheet: 4 };
  const target = {
    id: 't',
    items: ['divide'],
    by: '2026-03-31',
    byText: '令和7年度まで',
    title: '移行',
    who: 'municipality' as const,
    citations: [],
  };

  it('cuts bars at the window, says what lies outside, and names a cut item again', () => {
    const lines = [
      line(1, { starts: day('2026-04-01'), ends: day('2031-03-31'), state: state('late') }),
      line(2, { starts: day('2024-04-01'), ends: day('2033-03-31') }),
      line(3, { starts: day('2031-04-01') }),
      line(4, {}),
    ];
    const gantt = ganttOf([{ title: '項目', lines, targets: [target] }], options);
    expect(gantt.sheets.map((sheet) => sheet.length)).toEqual([4, 2]);
    const rows = gantt.sheets.flat();
    expect(rows[0]).toMatchObject({ kind: 'item', targets: [{ at: 'before' }] });
    expect(rows[1]).toMatchObject({
      bar: { from: 0, to: 1, before: false, after: false, look: 'late' },
      late: true,
    });
    expect(rows[2]).toMatchObject({ bar: { from: 0, to: 1, before: true, after: true, look: 'none' } });
    expect(rows[3]).toMatchObject({ bar: null, why: 'この期間より後に始まる' });
    expect(rows[4]).toMatchObject({ kind: 'item', title: '項目（続き）' });
    expect(rows[5]).toMatchObject({ bar: null, why: '開始の時期が未記入' });
    expect(gantt.todayAt).toBeCloseTo(234 / 1826, 5);
  });

  it('puts a target of the window at its day, and no today into another window', () => {
    const lines = [line(1, { starts: day('2025-04-01') })];
    const gantt = ganttOf([{ title: '項目', lines, targets: [target] }], { ...options, fiscalYear: 2020 });
    expect(gantt.todayAt).toBeNull();
    const gone = ganttOf([{ title: '項目', lines, targets: [target] }], { ...options, fiscalYear: 2025 });
    expect(gone.sheets[0]?.[0]).toMatchObject({ targets: [{ at: 365 / 1826 }] });
  });
});

test('numbers of lines and yen', () => {
  expect(lineId({ bodyCode: '993026', lineNo: 3 })).toBe('K003-993026');
  expect(parseLineId('Ｋ００３-993026')).toEqual({ lineNo: 3, bodyCode: '993026' });
  for (const text of ['K000-993026', 'K3-993026', 'x']) expect(parseLineId(text)).toBeNull();
  expect([readYen('１，２００円'), readYen('0'), readYen(''), readYen('12.5'), readYen('-1')]).toEqual([
    '1200',
    '0',
    null,
    undefined,
    undefined,
  ]);
});
