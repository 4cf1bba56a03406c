import { stringify } from 'csv-stringify/sync';
import type { Column } from './field.ts';

export type Cell = string | number | boolean | null | readonly string[];
export type Row = Readonly<Record<string, Cell>>;
export type Header = 'en' | 'ja' | 'both';

/** UTF-8 with BOM, lines end in CRLF: what office programs expect of a Japanese CSV file. */
const BOM = '\uFEFF';

/** A spreadsheet runs a cell that begins so. Plain negative numbers are no formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.join(' ');
  return String(cell);
}

function guarded(cell: Cell | undefined): string {
  const text = cellText(cell);
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
}

export function headerRows(columns: readonly Column[], header: Header): readonly (readonly string[])[] {
  const english = columns.map((column) => column.name);
  const japanese = columns.map((column) => column.title);
  return header === 'both' ? [japanese, english] : [header === 'ja' ? japanese : english];
}

/**
 * Rows as CSV bytes. Nothing is read before somebody asks for it, and no more than one page of rows stands in memory:
 * a slow reader slows the reading of the database, not the program.
 */
export function csvStream(
  columns: readonly Column[],
  header: Header,
  pages: AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.asyncIterator]();
  let begun = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!begun) {
          begun = true;
          controller.enqueue(encoder.encode(BOM + lines(headerRows(columns, header))));
          return;
        }
        const { done, value } = await iterator.next();
        if (done) return controller.close();
        const rows = value.map((row) => columns.map((column) => guarded(row[column.name])));
        controller.enqueue(encoder.encode(lines(rows)));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
