import { expect, it } from 'vitest';
import { cellAddress, columnLetters } from './workbook.ts';

it.each([
  [1, 'A'],
  [26, 'Z'],
  [27, 'AA'],
  [408, 'OR'],
  [702, 'ZZ'],
  [703, 'AAA'],
])('column %i is %s', (column, expected) => expect(columnLetters(column)).toBe(expected));

it('a cell is named as spreadsheets name it, from 1', () => expect(cellAddress(14, 28)).toBe('AB14'));
