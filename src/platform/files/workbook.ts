/**
 * A decoded official file as plain text cells. Structurally the same as the `Workbook` of the spine's contract of a
 * file kind: the platform knows nothing of the spine, so it says its shape itself and the compiler compares the two.
 */
export interface Workbook {
  readonly fileName: string;
  readonly format: 'csv' | 'xlsx' | 'json';
  /** One sheet for CSV; all visible sheets of a workbook; none for JSON. */
  readonly sheets: readonly Sheet[];
  /** Parsed document of a JSON file. */
  readonly json?: unknown;
  /** Sheets that were not read because they are hidden; named to the operator. */
  readonly hiddenSheets: readonly string[];
  /** How the bytes of a text file were read. */
  readonly encoding: 'UTF-8' | 'Shift_JIS' | null;
}

export interface Sheet {
  readonly name: string;
  /** `rows[0]` is row 1. Cells are trimmed text; an empty cell is ''. */
  readonly rows: readonly (readonly string[])[];
  /** Cells that hold a formula, as `[row, column]` from 1. */
  readonly formulas: readonly (readonly [number, number])[];
}
