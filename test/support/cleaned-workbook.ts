import { type Cell, type CellValue, readXlsx, type Sheet, type WriteSheet, writeXlsx } from 'hucre';
import { ok } from '../../src/core/result.ts';
import type { SheetCodec } from '../../src/platform/files/sheet-codec.ts';
import type { Sheet as DecodedSheet } from '../../src/platform/files/workbook.ts';
import { sheetOf } from '../../src/platform/files/xlsx-cells.ts';

/** What gateways and other office suites do to a workbook on its way (無害化, LibreOffice), one thing each. */
export interface Cleaning {
  /** Only values are left: no style, number format, protection, validation, name, formula. */
  readonly valuesOnly?: boolean;
  /** The sheet of lists is dropped, as hidden or superfluous ones are. */
  readonly onlyFirstSheet?: boolean;
  readonly rename?: string;
  /** An empty sheet is put in front. */
  readonly coverSheet?: boolean;
  /** Order of the rows below the heading, as a seed; the heading stays. */
  readonly shuffleRows?: number;
  readonly insertRowsAt?: readonly number[];
  readonly insertColumnsAt?: readonly number[];
  readonly reverseColumns?: boolean;
  /** ○ becomes a truth value, written as the formula TRUE() as LibreOffice does. */
  readonly truthValues?: boolean;
  readonly inlineStrings?: boolean;
  /** Numbers become texts. */
  readonly numbersAsText?: boolean;
}

export type Table = CellValue[][];

/** The workbook after `change` was typed into it and it went through `cleaning`. */
export async function cleaned(
  bytes: Uint8Array,
  cleaning: Cleaning,
  change: (table: Table) => void = () => undefined,
): Promise<Uint8Array> {
  const book = await readXlsx(bytes, { readStyles: true });
  const [first, ...others] = book.sheets;
  if (first === undefined) throw new Error('no sheet');
  const sheets: WriteSheet[] = [
    ...(cleaning.coverSheet === true ? [{ name: '表紙', rows: [['送付状'], ['よろしくお願いします']] }] : []),
    rewritten(first, cleaning, change),
    ...(cleaning.onlyFirstSheet === true
      ? []
      : others.map((sheet) => asWritten(sheet, sheet.rows, cleaning))),
  ];
  return writeXlsx({ sheets, ...(cleaning.inlineStrings === true ? { stringMode: 'inline' as const } : {}) });
}

function rewritten(sheet: Sheet, cleaning: Cleaning, change: (table: Table) => void): WriteSheet {
  const width = Math.max(...sheet.rows.map((row) => row.length));
  const table: Table = sheet.rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? null));
  change(table);
  const headAt = table.findIndex((row) => row.includes('設問番号'));
  if (cleaning.numbersAsText === true)
    for (const row of table)
      for (const [at, cell] of row.entries()) if (typeof cell === 'number') row[at] = String(cell);
  if (cleaning.shuffleRows !== undefined) {
    const below = table.splice(headAt + 1);
    table.push(...shuffled(below, cleaning.shuffleRows));
  }
  for (const at of cleaning.insertRowsAt ?? []) table.splice(Math.min(at, table.length), 0, []);
  for (const at of cleaning.insertColumnsAt ?? []) for (const row of table) row.splice(at, 0, null);
  if (cleaning.reverseColumns === true)
    for (const [at, row] of table.entries()) {
      const full = Array.from({ length: width }, (_, column) => row[column] ?? null);
      // Identifiers are read to the right of their labels; only the table itself is turned round.
      if (at >= table.findIndex((one) => one.includes('設問番号'))) table[at] = full.reverse();
    }
  const untouched = Object.keys(cleaning).every((key) =>
    ['valuesOnly', 'onlyFirstSheet', 'rename', 'coverSheet', 'inlineStrings', 'numbersAsText'].includes(key),
  );
  const written = asWritten(sheet, table, untouched ? cleaning : { ...cleaning, valuesOnly: true });
  if (cleaning.truthValues === true) {
    const cells = new Map<string, Partial<Cell>>();
    for (const [at, row] of table.entries())
      for (const [column, cell] of row.entries())
        if (cell === '○')
          cells.set(`${at},${column}`, {
            value: true,
            type: 'formula',
            formula: 'TRUE()',
            formulaResult: true,
          });
    return { ...written, cells };
  }
  return written;
}

/** With `valuesOnly` a bare grid; otherwise as it was read, with formats, validation and protection. */
function asWritten(sheet: Sheet, table: Table, cleaning: Cleaning): WriteSheet {
  const name = cleaning.rename !== undefined && sheet.name === '回答票' ? cleaning.rename : sheet.name;
  if (cleaning.valuesOnly === true) return { name, rows: table };
  const cells = new Map<string, Partial<Cell>>();
  for (const [key, cell] of sheet.cells ?? []) {
    const [row = 0, column = 0] = key.split(',').map(Number);
    cells.set(key, { ...cell, value: table[row]?.[column] ?? null });
  }
  return {
    name,
    rows: table,
    cells,
    ...(sheet.dataValidations === undefined ? {} : { dataValidations: sheet.dataValidations }),
    ...(sheet.protection === undefined ? {} : { protection: sheet.protection }),
  };
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const left = [...list];
  const out: T[] = [];
  for (let state = seed >>> 0; left.length > 0; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out.push(...left.splice(state % left.length, 1));
  }
  return out;
}

/** Reads as the child process does, in this process: for tests that read many honest workbooks. */
export const codecHere: SheetCodec = {
  async readXlsx(bytes) {
    return ok({ sheets: await readSheets(bytes), hiddenSheets: [] });
  },
};

/** As the child process reads it, without the process: for many runs of one test. */
export async function readSheets(bytes: Uint8Array): Promise<readonly DecodedSheet[]> {
  const book = await readXlsx(bytes, { readStyles: true });
  return book.sheets.filter((sheet) => sheet.hidden !== true && sheet.veryHidden !== true).map(sheetOf);
}
