import { type Cell, type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from 'hucre';
import type { OutBook, OutLook, OutSheet } from '../../core/workbook.ts';

const FONT = { name: '游ゴシック', size: 10 };
const LINE = { style: 'thin', color: { rgb: '7F7F7F' } } as const;

/**
 * One plain .xlsx, A4 landscape, one page wide, protected as a guard rail without a password: rows may still be made
 * higher. No macro, no hidden sheet, no defined name but those of printing.
 */
export async function writeWorkbook(book: OutBook): Promise<Uint8Array> {
  const styles = new Map(Object.entries(book.looks).map(([name, look]) => [name, styleOf(look)]));
  const madeOn = new Date(`${book.madeOn}T00:00:00Z`);
  return writeXlsx({
    properties: { title: book.title, created: madeOn, modified: madeOn },
    defaultFont: FONT,
    sheets: book.sheets.map((sheet) => sheetOf(sheet, styles)),
  });
}

function styleOf(look: OutLook): CellStyle {
  return {
    font: { ...FONT, bold: look.bold === true, size: look.size ?? FONT.size },
    alignment: {
      vertical: 'top',
      wrapText: look.border === true,
      ...(look.align ? { horizontal: look.align } : {}),
    },
    protection: { locked: look.open !== true },
    ...(look.fill === undefined
      ? {}
      : { fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: look.fill } } }),
    ...(look.border === true ? { border: { top: LINE, right: LINE, bottom: LINE, left: LINE } } : {}),
    ...(look.format === undefined ? {} : { numFmt: look.format }),
  };
}

function sheetOf(sheet: OutSheet, styles: ReadonlyMap<string, CellStyle>): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  for (const [row, line] of sheet.rows.entries()) {
    for (const [column, cell] of line.entries()) {
      if (cell === null) continue;
      const style = styles.get(cell.look) ?? {};
      const value = cell.value === '' ? null : cell.value;
      cells.set(
        `${row},${column}`,
        cell.formula === undefined
          ? { value, style }
          : { value, style, type: 'formula', formula: cell.formula, formulaResult: value },
      );
    }
  }
  return {
    name: sheet.name,
    columns: sheet.widths.map((width) => ({ width })),
    rows: sheet.rows.map(() => []),
    cells,
    rowDefs: new Map([...sheet.heights].map(([row, height]) => [row, { height }])),
    dataValidations: sheet.validations.map(
      (one): DataValidation => ({
        type: one.kind,
        formula1: one.formula,
        range: one.cell,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: 'この欄の書き方',
        errorMessage: one.message.slice(0, 255),
      }),
    ),
    protection: { sheet: true, formatRows: true, formatColumns: true },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.5, bottom: 0.6, left: 0.4, right: 0.4, header: 0.3, footer: 0.3 },
      ...(sheet.repeat === null ? {} : { printTitlesRow: `$${sheet.repeat}:$${sheet.repeat}` }),
    },
    headerFooter: { oddFooter: `&L${sheet.footer.replaceAll('&', '&&')}&R&P／&N` },
  };
}
