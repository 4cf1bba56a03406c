import { divide, parseDecimal, type Rational, rational, round } from './rational.ts';

/** One sheet of a decoded file; cells are trimmed text. */
export interface TableSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly formulas: readonly (readonly [number, number])[];
}

/** A cell that cannot be read, with one or two Japanese sentences that say what is wrong and what to do. */
export interface CellFault {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

/** A figure that was read, `''` for an empty cell, null for a cell that is at fault (the fault is noted). */
export type Read<T> = T | '' | null;

/**
 * An official table under reading: cells by row and column from 1, figures read strictly, faults collected so that the
 * operator sees all of them at once.
 */
export class Table {
  readonly faults: CellFault[] = [];
  readonly height: number;
  readonly #formulas: ReadonlySet<string>;
  readonly #sheet: TableSheet;

  constructor(sheet: TableSheet) {
    this.#sheet = sheet;
    this.height = sheet.rows.length;
    this.#formulas = new Set(sheet.formulas.map(([row, column]) => `${row}:${column}`));
  }

  /** '' outside of the table. */
  text(row: number, column: number): string {
    return this.#sheet.rows[row - 1]?.[column - 1] ?? '';
  }

  /** Last column of a row that is not empty: official files end in an empty column. 0 for an empty row. */
  width(row: number): number {
    const cells = this.#sheet.rows[row - 1] ?? [];
    for (let column = cells.length; column > 0; column -= 1) if (cells[column - 1] !== '') return column;
    return 0;
  }

  isEmpty(row: number): boolean {
    return this.width(row) === 0;
  }

  isFormula(row: number, column: number): boolean {
    return this.#formulas.has(`${row}:${column}`);
  }

  /** Notes a fault; returns null so that a reader can end with it. */
  fault(row: number, column: number, expected: string, message: string): null {
    const found = this.text(row, column);
    this.faults.push({ sheet: this.#sheet.name, row, column, found, expected, message });
    return null;
  }

  /** The text of a cell from which a figure is read; null for a formula, whose stored result nobody vouches for. */
  trusted(row: number, column: number, what: string): string | null {
    if (!this.isFormula(row, column)) return this.text(row, column);
    return this.fault(row, column, '値', `${what}が数式です。値だけを貼り付けて保存し直してください。`);
  }

  count(row: number, column: number, what: string): Read<bigint> {
    const text = this.trusted(row, column, what);
    if (text === null || text === '') return text;
    const value = parseCount(text);
    if (value !== null) return value;
    return this.fault(row, column, '0以上の整数', `${what}「${text}」を整数として読めません。`);
  }

  /** A plain decimal number, of any sign. */
  decimal(row: number, column: number, what: string): Read<Rational> {
    const text = this.trusted(row, column, what);
    if (text === null || text === '') return text;
    const value = parseDecimal(text.normalize('NFKC').replaceAll('−', '-'));
    if (value !== null) return value;
    return this.fault(row, column, '数', `${what}「${text}」を数として読めません。`);
  }
}

/** `1,955,457`, `1955457`, full-width digits; null when the text is no whole number of zero or more. */
export function parseCount(text: string): bigint | null {
  const plain = text.normalize('NFKC');
  if (/^\d+$/.test(plain)) return BigInt(plain);
  return /^\d{1,3}(,\d{3})+$/.test(plain) ? BigInt(plain.replaceAll(',', '')) : null;
}

/** `72%`, `88.8%`, `６９％` → 72, 88.8, 69 exactly; null without the sign of percent. */
export function parsePercent(text: string): Rational | null {
  const match = /^(\d+(?:\.\d+)?) ?%$/.exec(text.normalize('NFKC'));
  return match === null ? null : parseDecimal(match[1] as string);
}

/** Whether a printed percentage is `numerator / denominator` rounded half up to the decimals that it is printed with. */
export function agreesWithPrinted(
  printed: Rational,
  decimals: number,
  numerator: bigint,
  denominator: bigint,
): boolean {
  return round(rational(numerator * 100n, denominator), decimals) === round(printed, decimals);
}

/** How many decimals a text is printed with: `'14.5'` → 1. */
export function printedDecimals(text: string): number {
  return /\.(\d+)/.exec(text.normalize('NFKC'))?.[1]?.length ?? 0;
}

/** `part / whole` in percent is within one point of what is printed: the rest is no rounding but another figure. */
export function withinOnePoint(printed: Rational, numerator: bigint, denominator: bigint): boolean {
  const exact = divide(rational(numerator * 100n), rational(denominator));
  const gap = exact.numerator * printed.denominator - printed.numerator * exact.denominator;
  const size = gap < 0n ? -gap : gap;
  return size <= exact.denominator * printed.denominator;
}
