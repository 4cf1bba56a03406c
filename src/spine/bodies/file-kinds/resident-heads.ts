import { type Day, parseDay } from '../../../core/calendar.ts';
import { Table } from '../../../core/table.ts';
import type { Sheet } from '../../contracts/file-kind.ts';

/** Where the columns stand in one workbook of 住民基本台帳: its five head rows move between the years. */
export interface ResidentHeads {
  readonly sheet: number;
  readonly table: Table;
  readonly firstRow: number;
  readonly code: number;
  readonly prefecture: number;
  readonly name: number;
  readonly men: number | null;
  readonly women: number | null;
  readonly total: number;
  readonly households: number | null;
  /** Day in the title; null where it prints none. */
  readonly on: Day | null;
  /** 日本人住民 or 外国人住民 alone: not the population. */
  readonly only: string | null;
}

const HEAD_ROWS = 12;

/** Null when the sheet has no 団体コード, no 人口の計 or no row of a body. */
export function findResidentHeads(sheet: Sheet, number: number): ResidentHeads | null {
  const table = new Table(sheet);
  const firstRow = firstDataRow(table);
  if (firstRow === null) return null;
  const band = { table, last: firstRow - 1 };
  const code = columnWith(band, (text) => text === '団体コード');
  const prefecture = columnWith(band, (text) => text === '都道府県名');
  const name = columnWith(band, (text) => text === '市区町村名');
  const total = columnWith(band, (text, column) => text === '計' && standsUnder(band, column, '人口'));
  if (code === null || prefecture === null || name === null || total === null) return null;
  const title = titleOf(band);
  const day = /((?:明治|大正|昭和|平成|令和)(?:元|\d+)年\d+月\d+日|\d{4}年\d+月\d+日)/.exec(title);
  return {
    sheet: number,
    table,
    firstRow,
    code,
    prefecture,
    name,
    men: columnWith(band, (text, column) => text === '男' && standsUnder(band, column, '人口')),
    women: columnWith(band, (text, column) => text === '女' && standsUnder(band, column, '人口')),
    total,
    households: columnWith(band, (text) => text === '世帯数'),
    on: day === null ? null : parseDay(day[1] as string),
    only: /(日本人住民|外国人住民)/.exec(`${title} ${sheet.name}`)?.[1] ?? null,
  };
}

interface Band {
  readonly table: Table;
  readonly last: number;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

/** The first row whose code is a number or which is the row 合計. */
function firstDataRow(table: Table): number | null {
  for (let row = 2; row <= Math.min(HEAD_ROWS, table.height); row += 1) {
    const first = plain(table.text(row, 1));
    if (/^\d{5,6}$/.test(first) || plain(table.text(row, 2)) === '合計') return row;
  }
  return null;
}

function columnWith(band: Band, is: (text: string, column: number) => boolean): number | null {
  for (let row = 1; row <= band.last; row += 1) {
    for (let column = 1; column <= band.table.width(row); column += 1) {
      if (is(plain(band.table.text(row, column)), column)) return column;
    }
  }
  return null;
}

/** A merged head stands in its first cell only, or is repeated in every cell: both are read. */
function standsUnder({ table, last }: Band, column: number, head: string): boolean {
  for (let row = 1; row <= last; row += 1) {
    for (let left = column; left > 0; left -= 1) {
      const text = plain(table.text(row, left));
      if (text === head) return true;
      if (text !== '') break;
    }
  }
  return false;
}

function titleOf({ table, last }: Band): string {
  const cells: string[] = [];
  for (let row = 1; row <= Math.min(2, last); row += 1) {
    for (let column = 1; column <= table.width(row); column += 1) cells.push(plain(table.text(row, column)));
  }
  return cells.join(' ');
}
