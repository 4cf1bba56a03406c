import sources from '../../../../data/editions/sources.json' with { type: 'json' };
import { type Day, parseDay } from '../../../core/calendar.ts';
import type { Table } from '../../../core/table.ts';
import type { FileSource } from '../../../spine/contracts/file-kind.ts';

export const CARDS: FileSource = sources['card-issuance'];
/** The population printed beside the cards is a series of its own: it is not the register's own publication. */
export const CARD_POPULATION: FileSource = sources['card-population'];
export const CARD_ISSUED = 'card-issued@1';
export const POPULATION = 'population@1';

/** Columns of a card table. Its editions word their heads differently; what a column means decides, not its wording. */
const COLUMNS = {
  madeOn: /^算出基準日$/,
  prefecture: /^都道府県名?$/,
  name: /^(市区町村名?|団体名)$/,
  type: /^(団体)?区分$/,
  age: /^年齢/,
  code: /^(団体|市区町村|自治体)コード$/,
  populationOn: /^人口(算出)?(基準日|時点)$/,
  cardsOn: /^(累計)?交付(枚数|件数)(算出)?(基準日|時点)$/,
  rate: /交付(枚数|件数)?率$/,
  population: /^(総数\(人口\)|総人口|人口総数|人口(\(計\))?)$/,
  cards: /^(累計)?(交付枚数|交付件数)(\(計\))?$/,
} as const;
/** Columns that carry no figure: notes, running numbers, the index that a converter leaves. */
const NOTES = /^(備考|注記?|摘要|番号|No\.?|順位|Unnamed:.*|index)$/i;
/** No card table is as wide: a row of so many columns has a body in each. */
const WIDEST = 200;
export type CardColumn = keyof typeof COLUMNS;

export interface CardHeads {
  readonly row: number;
  readonly columns: ReadonlyMap<CardColumn, number>;
  /** Columns whose heads mean nothing here, notes left out. */
  readonly unknown: readonly number[];
  /** Days that stand in the heads themselves: 「交付枚数【H29.5.15時点】」. */
  readonly days: { readonly population: Day | null; readonly cards: Day | null };
}

/** The row among the first ten that has a column of population and one of cards; null when there is none. */
export function findCardHeads(table: Table): CardHeads | null {
  for (let row = 1; row <= Math.min(10, table.height); row += 1) {
    if (table.width(row) > WIDEST) continue;
    const columns = new Map<CardColumn, number>();
    const unknown: number[] = [];
    const days: { population: Day | null; cards: Day | null } = { population: null, cards: null };
    for (let column = 1; column <= table.width(row); column += 1) {
      const { text, day } = headText(table.text(row, column));
      const meaning = columnNamed(text);
      if (meaning === null && text !== '' && !NOTES.test(text)) unknown.push(column);
      if (meaning === null || columns.has(meaning)) continue;
      columns.set(meaning, column);
      if (day !== null && (meaning === 'population' || meaning === 'cards')) days[meaning] = day;
    }
    if (columns.has('population') && columns.has('cards')) return { row, columns, unknown, days };
  }
  return null;
}

const PATTERNS = Object.entries(COLUMNS);

function columnNamed(text: string): CardColumn | null {
  if (text === '') return null;
  const found = PATTERNS.find(([, pattern]) => pattern.test(text));
  return found === undefined ? null : (found[0] as CardColumn);
}

/** `総数（人口）\n【H28.1.1時点】` → `総数(人口)` and 2016-01-01. */
function headText(text: string): { readonly text: string; readonly day: Day | null } {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const dated = /[【([]?([HRhr平令]?[成和]?(?:元|\d+)[./年]\d+[./月]\d+日?)(?:時点|現在)[】)\]]?/.exec(plain);
  if (dated === null) return { text: plain, day: null };
  return { text: plain.replace(dated[0], ''), day: parseDay(dated[1] as string) };
}

/** The day in a cell of a row, else the one in the head, else the fallback. A text that is no day is a fault. */
export function dayIn(
  table: Table,
  row: number,
  column: number | undefined,
  inHead: Day | null,
  fallback: Day | null,
): Day | null {
  const text = column === undefined ? '' : table.text(row, column);
  if (column === undefined || text === '' || isMissing(text)) return inHead ?? fallback;
  const day = parseDay(text);
  return (
    day ?? table.fault(row, column, '日付（2020/06/01 など）', `基準日「${text}」を日付として読めません。`)
  );
}

/** What tools write for nothing: a code that was not found becomes `<NA>`. */
export function isMissing(text: string): boolean {
  return /^(<NA>|NaN|nan|None|null|NULL|#N\/A)$/.test(text);
}
