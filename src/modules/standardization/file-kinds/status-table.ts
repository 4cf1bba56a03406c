import { Table } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import type { Rejection, Workbook } from '../../../spine/contracts/file-kind.ts';
import { BUSINESSES } from '../rules/businesses.ts';
import { parseStepState, STEP_STATES, type States } from '../rules/states.ts';
import { REASON_HEAD } from '../rules/status-book.ts';

const BUSINESS_IDS: ReadonlyMap<string, string> = new Map(
  BUSINESSES.flatMap((one) =>
    [one.title, ...one.otherNames].map((name) => [normalise(name), one.id] as const),
  ),
);
/** A table of statuses has at least the 17 作業項目 as columns; the official one has 40. */
const LEAST_STEPS = 17;

export interface StatusHeads {
  /** From 1, among the sheets of the workbook. */
  readonly sheet: number;
  readonly table: Table;
  readonly row: number;
  readonly code: number | null;
  readonly prefecture: number | null;
  readonly name: number | null;
  readonly business: number;
  readonly month: number | null;
  readonly steps: readonly { readonly column: number; readonly title: string }[];
  /** Why a business is 対象外; a table of the ministry has no such column. */
  readonly reason: number | null;
}

export interface StatusRow {
  readonly row: number;
  readonly code: string | null;
  readonly prefecture: string | null;
  readonly name: string;
  readonly month: string;
  readonly business: string;
  readonly states: States;
  /** '': none is given. */
  readonly reason: string;
}

const HEADS = {
  code: ['団体コード', '全国地方公共団体コード'],
  prefecture: ['都道府県名', '都道府県'],
  name: ['市区町村名', '団体名', '自治体名'],
  business: ['業務名', '業務', '対象業務'],
  month: ['対象月', '月'],
  reason: [REASON_HEAD, '対象外とする理由'],
} as const;

/** Every cell of the first rows of every file that comes is asked for here: written alike once, not for each cell. */
const HEAD_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(HEADS).flatMap(([id, words]) => words.map((word) => [normalise(word), id] as const)),
);

/** The sheet with one row for each body and business and one column for each step; null: there is none. */
export function findStatusHeads(workbook: Workbook): StatusHeads | null {
  for (const [index, sheet] of workbook.sheets.entries()) {
    const table = new Table(sheet);
    for (let row = 1; row <= Math.min(10, table.height); row += 1) {
      const heads = headsAt(table, row, index + 1);
      if (heads !== null) return heads;
    }
  }
  return null;
}

function headsAt(table: Table, row: number, sheet: number): StatusHeads | null {
  const found = new Map<string, number>();
  const steps: { column: number; title: string }[] = [];
  for (let column = 1; column <= table.width(row); column += 1) {
    const title = table.text(row, column);
    const known = HEAD_OF.get(normalise(title));
    if (known !== undefined) found.set(known, column);
    // What stands right of the business are steps, under whatever name: the header is the record.
    else if (title !== '' && found.has('business')) steps.push({ column, title });
  }
  const business = found.get('business');
  if (business === undefined || steps.length < LEAST_STEPS) return null;
  const of = (id: string) => found.get(id) ?? null;
  return {
    ...{ sheet, table, row, business, steps },
    ...{
      code: of('code'),
      prefecture: of('prefecture'),
      name: of('name'),
      month: of('month'),
      reason: of('reason'),
    },
  };
}

/** Rows with their packed states; faults by cell. Nothing of a row with a fault is given. */
export function readStatusRows(heads: StatusHeads): {
  readonly rows: readonly StatusRow[];
  readonly faults: readonly Rejection[];
} {
  const { table } = heads;
  const rows: StatusRow[] = [];
  const titles = new Set<string>();
  for (const { column, title } of heads.steps) {
    if (titles.has(title))
      table.fault(heads.row, column, '1列だけ', `ステップ「${title}」の列が2つあります。`);
    titles.add(title);
  }
  for (let row = heads.row + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    const written = table.text(row, heads.business);
    const business = BUSINESS_IDS.get(normalise(written));
    if (business === undefined) {
      table.fault(row, heads.business, '20業務の名前', `「${written}」は20業務の名前ではありません。`);
      continue;
    }
    const states = statesOf(heads, row, written);
    if (states === null) continue;
    const text = (column: number | null) => (column === null ? '' : table.text(row, column));
    rows.push({
      row,
      code: text(heads.code) === '' ? null : text(heads.code),
      prefecture: heads.prefecture === null ? null : text(heads.prefecture),
      name: text(heads.name),
      month: text(heads.month),
      ...{ business, states, reason: text(heads.reason) },
    });
  }
  return { rows, faults: table.faults };
}

function statesOf({ table, steps }: StatusHeads, row: number, business: string): States | null {
  let states = '';
  let whole = true;
  for (const { column, title } of steps) {
    const text = table.text(row, column);
    const state = parseStepState(text);
    if (state === null) {
      whole = false;
      const words = Object.values(STEP_STATES).slice(1).join('・');
      table.fault(row, column, words, `${business}の「${title}」の「${text}」が状態として読めません。`);
    } else states += state;
  }
  return whole ? states : null;
}
