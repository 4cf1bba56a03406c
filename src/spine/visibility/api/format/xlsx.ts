import { writeXlsxStream } from 'hucre/xlsx';
import { type Cell, cellText, type Header, headerRows, type Row } from './csv.ts';
import type { Column } from './field.ts';

/** A spreadsheet keeps 15 digits of a number: longer ones stay text, and so does everything that is no number. */
function sheetValue(column: Column, cell: Cell | undefined): string | number | boolean | null {
  if (cell === null || cell === undefined || typeof cell === 'number' || typeof cell === 'boolean')
    return cell ?? null;
  const text = cellText(cell);
  const isNumber = column.decimal && /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15;
  return isNumber ? Number(text) : text;
}

function widthOf(column: Column): number {
  return Math.min(30, Math.max(10, column.title.length * 2 + 2));
}

/** One sheet; codes are text cells, so that no leading zero is lost; the heading stays in view. */
export function xlsxStream(
  sheetName: string,
  columns: readonly Column[],
  header: Header,
  rows: readonly Row[],
): ReadableStream<Uint8Array> {
  const heads = headerRows(columns, header);
  function* cells() {
    yield* heads.map((head) => [...head]);
    for (const row of rows) yield columns.map((column) => sheetValue(column, row[column.name]));
  }
  return writeXlsxStream(cells(), {
    name: sheetName,
    columns: columns.map((column) => ({ width: widthOf(column) })),
    freezePane: { rows: heads.length },
  });
}
