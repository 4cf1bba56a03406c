/** How a cell looks and whether it may be written in; workbooks name few looks and use each often. */
export interface OutLook {
  readonly bold?: boolean;
  readonly size?: number;
  /** RRGGBB */
  readonly fill?: string;
  readonly border?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** Number format; `@` keeps what is typed as text. */
  readonly format?: string;
  /** May be written in while the sheet is protected. */
  readonly open?: boolean;
}

export interface OutCell<Look extends string = string> {
  readonly value: string | number;
  /** Without `=`; `value` is what it gives now, for programs that do not calculate. */
  readonly formula?: string;
  readonly look: Look;
}

export interface OutValidation {
  readonly cell: string;
  readonly kind: 'list' | 'custom';
  /** Range, list in quotation marks, or condition in functions of Excel 2016. */
  readonly formula: string;
  /** Said when something else is typed. At most 255 characters. */
  readonly message: string;
}

export interface OutSheet<Look extends string = string> {
  readonly name: string;
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (OutCell<Look> | null)[])[];
  /** Points, by row from 0. */
  readonly heights: ReadonlyMap<number, number>;
  readonly validations: readonly OutValidation[];
  /** Row from 1 that every printed page repeats. */
  readonly repeat: number | null;
  readonly footer: string;
}

/**
 * A workbook as rules plan it: cells with the name of a look, no library. `platform/files` writes it. A part that names
 * its looks gives them as `Look`: then no cell has one that is not described.
 */
export interface OutBook<Look extends string = string> {
  readonly title: string;
  /** `YYYY-MM-DD`, noted as the day of its making: the same book gives the same bytes. */
  readonly madeOn: string;
  readonly looks: Readonly<Record<Look, OutLook>>;
  readonly sheets: readonly OutSheet<Look>[];
}

/** 2 → `B`, 28 → `AB`: how spreadsheets name a column. */
export function columnLetters(column: number): string {
  let rest = column;
  let letters = '';
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

/** `(14, 5)` → `E14`; row and column from 1. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}
