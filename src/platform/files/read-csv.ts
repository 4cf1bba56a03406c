import { CsvError, type Parser, parse } from 'csv-parse';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Sheet } from './workbook.ts';

/** Characters given to the parser at once, so that a long file does not hold the server's only thread. */
const SLICE = 256 * 1024;

/**
 * Rows as they stand, empty lines included, so that row numbers in messages are those a spreadsheet shows. Rows may
 * differ in length: official tables have titles above and an empty last column.
 */
export async function readCsv(
  text: string,
  sheetName: string,
  maxCells: number,
): Promise<Result<Sheet, 'file-bad-csv' | 'file-too-many-cells'>> {
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: 4 * 1024 * 1024,
  });
  const rows: string[][] = [];
  let cells = 0;
  try {
    const feeding = feed(parser, text);
    for await (const record of parser as AsyncIterable<string[]>) {
      cells += record.length;
      if (cells > maxCells) {
        parser.destroy();
        return refuse('file-too-many-cells', { limit: maxCells.toLocaleString('en') });
      }
      rows.push(record.map((cell) => cell.trim()));
    }
    await feeding;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('file-bad-csv', { line: String(error.lines ?? rows.length + 1) });
  }
  return ok({ name: sheetName, rows, formulas: [] });
}

/** Tab-separated only when the first line has tabs and no comma. */
function delimiterOf(text: string): ',' | '\t' {
  const first = text.slice(0, 64 * 1024).split(/\r?\n/, 1)[0] ?? '';
  return first.includes('\t') && !first.includes(',') ? '\t' : ',';
}

async function feed(parser: Parser, text: string): Promise<void> {
  for (let at = 0; at < text.length && !parser.destroyed; at += SLICE) {
    if (!parser.write(text.slice(at, at + SLICE))) {
      await new Promise<void>((resolve) => {
        parser.once('drain', resolve);
        parser.once('close', resolve);
      });
    }
  }
  if (!parser.destroyed) parser.end();
}
