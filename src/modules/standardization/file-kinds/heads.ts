import type { Table } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import { BUSINESSES, COMMON_FUNCTION } from '../rules/businesses.ts';

/** Normalised heading → id of the business, under either ministry's name. */
const BUSINESS_IDS: ReadonlyMap<string, string> = new Map(
  BUSINESSES.flatMap((one) =>
    [one.title, ...one.otherNames].map((name) => [normalise(name), one.id] as const),
  ),
);

const COMMON = normalise(COMMON_FUNCTION);

export interface Heads {
  readonly row: number;
  /** Columns of the businesses in the order of the table. */
  readonly businesses: readonly { readonly column: number; readonly id: string; readonly title: string }[];
  /** 共通機能, which is no business. */
  readonly common: number | null;
  /** Other headings by their normalised text. */
  readonly others: ReadonlyMap<string, number>;
}

/** The first row that names at least five businesses; null when there is none among the first ten. */
export function findHeads(table: Table): Heads | null {
  for (let row = 1; row <= Math.min(10, table.height); row += 1) {
    const heads = readHeads(table, row);
    if (heads.businesses.length >= 5) return heads;
  }
  return null;
}

function readHeads(table: Table, row: number): Heads {
  const businesses: { column: number; id: string; title: string }[] = [];
  const others = new Map<string, number>();
  let common: number | null = null;
  for (let column = 1; column <= table.width(row); column += 1) {
    const title = table.text(row, column);
    const word = normalise(title);
    const id = BUSINESS_IDS.get(word);
    if (id !== undefined) businesses.push({ column, id, title });
    else if (word === COMMON) common = column;
    else others.set(word, column);
  }
  return { row, businesses, common, others };
}

/** Column of the first of several wordings of one heading. */
export function columnOf(heads: Heads, ...wordings: readonly string[]): number | null {
  for (const wording of wordings) {
    const column = heads.others.get(normalise(wording));
    if (column !== undefined) return column;
  }
  return null;
}

/** Faults of the heads: a column that nobody knows, a business twice. `known` are the columns that were found. */
export function checkHeads(table: Table, heads: Heads, known: readonly (number | null)[]): void {
  for (const [, column] of heads.others) {
    if (known.includes(column)) continue;
    const title = table.text(heads.row, column);
    table.fault(
      heads.row,
      column,
      '20業務の名前',
      `「${title}」は知らない列です。表の版を確かめてください。`,
    );
  }
  const seen = new Set<string>();
  for (const { id, column, title } of heads.businesses) {
    if (seen.has(id)) table.fault(heads.row, column, '1列だけ', `業務「${title}」の列が2つあります。`);
    seen.add(id);
  }
}
