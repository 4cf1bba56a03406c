import { describe, expect, it } from 'vitest';
import { rational } from './rational.ts';
import {
  agreesWithPrinted,
  parseCount,
  parsePercent,
  printedDecimals,
  Table,
  withinOnePoint,
} from './table.ts';

describe('figures in cells', () => {
  it.each([
    ['1955457', 1955457n],
    ['1,955,457', 1955457n],
    ['１２３', 123n],
    ['0', 0n],
    ['', null],
    ['-', null],
    ['-3', null],
    ['1.5', null],
    ['1,95', null],
    ['12,3456', null],
    ['約300', null],
  ])('%s as a count is %s', (text, value) => {
    expect(parseCount(text)).toBe(value);
  });

  it.each([
    ['72%', rational(72n)],
    ['88.8%', rational(888n, 10n)],
    ['６９％', rational(69n)],
    ['0%', rational(0n)],
    ['72', null],
    ['%', null],
    ['-1%', null],
  ])('%s as a percentage is %o', (text, value) => {
    expect(parsePercent(text)).toEqual(value);
  });

  it('rounds half up when it compares with print', () => {
    expect(agreesWithPrinted(rational(50n), 0, 99n, 200n)).toBe(true);
    expect(agreesWithPrinted(rational(49n), 0, 99n, 200n)).toBe(false);
    expect(agreesWithPrinted(rational(145n, 10n), 1, 283377n, 1955457n)).toBe(true);
    expect(withinOnePoint(rational(49n), 99n, 200n)).toBe(true);
    expect(withinOnePoint(rational(48n), 99n, 200n)).toBe(false);
    expect(printedDecimals('14.50')).toBe(2);
  });
});

describe('a table', () => {
  const table = new Table({
    name: '表',
    rows: [['名前', '値', ''], ['甲', '12', ''], [], ['乙', 'x']],
    formulas: [[2, 2]],
  });

  it('ends before the empty last column and knows empty rows', () => {
    expect(table.width(1)).toBe(2);
    expect(table.isEmpty(3)).toBe(true);
    expect(table.text(9, 9)).toBe('');
  });

  it('notes formulas and unreadable cells with their place', () => {
    expect(table.count(2, 2, '甲の値')).toBeNull();
    expect(table.count(4, 2, '乙の値')).toBeNull();
    expect(table.count(4, 3, '乙の欄')).toBe('');
    expect(table.faults.map(({ row, column, found }) => [row, column, found])).toEqual([
      [2, 2, '12'],
      [4, 2, 'x'],
    ]);
    expect(table.faults[0]?.message).toContain('数式');
  });
});
