/** How a cell looks and whether it may be written in; workbooks name few looks and use each often. */
export interface OutLook {
  readonly bold?: boolean;
  readonly size?: number;
  /** RRGGBB */
  readonly fill?: string;
  readonly border?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly format?: string;
  readonly open?: boolean;
}

export interface OutCell {
  readonly value: string | number;
  /** Without `=`; `value` is what it gives now, for programs that do not calculate. */
  readonly formula?: string;
  readonly look: string;
}

export interface OutSheet {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (OutCell | null)[])[];
  readonly heights: ReadonlyMap<number, number>;
  readonly validations: readonly {
    readonly cell: string;
    readonly kind: 'list' | 'custom';
    readonly formula: string;
    readonly message: string;
  }[];
  readonly repeat: number | null;
  readonly footer: string;
}

/** A workbook as rules plan it: cells with the name of a look, no library. `platform/files` writes it. */
export interface OutBook {
  readonly title: string;
  /** `YYYY-MM-DD`, noted as the day of its making: the same book gives the same bytes. */
  readonly madeOn: string;
  readonly looks: Readonly<Record<string, OutLook>>;
  readonly sheets: readonly OutSheet[];
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
