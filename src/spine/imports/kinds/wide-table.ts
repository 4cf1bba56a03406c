import { Table } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import type { BodyMention, Sheet } from '../../contracts/file-kind.ts';

/**
 * A dashboard table as it is published: one column per body in the order of the codes, which it does not print; column A
 * a category, column B the label of the row, with trailing spaces, and an empty column at the end.
 */
export interface WideTable {
  readonly table: Table;
  readonly headRow: number;
  readonly level: 'municipality' | 'prefecture';
  /** Columns of bodies; `mentions[index]` is what stands in the head of `columns[index]`. */
  readonly columns: readonly number[];
  readonly mentions: readonly BodyMention[];
  /** Rows that carry a label, in their order. */
  readonly labels: readonly { readonly row: number; readonly label: string }[];
}

const FIRST_BODY = 3;

/** 47 names end in 都, 道, 府 or 県, and no municipality's does (「余市」「四日市」 end in 町, 市). */
function isPrefectureName(name: string): boolean {
  return /[都道府県]$/.test(name);
}

/** Null when the sheet has not the shape of the table at all. */
export function openWideTable(sheet: Sheet, sheetNumber: number): WideTable | null {
  const table = new Table(sheet);
  const headRow = headOf(table);
  if (headRow === null) return null;
  const columns: number[] = [];
  for (let column = FIRST_BODY; column <= table.width(headRow); column += 1) columns.push(column);
  const prefectures = columns.filter((column) => isPrefectureName(table.text(headRow, column))).length;
  const level = prefectures * 2 > columns.length ? 'prefecture' : 'municipality';
  const mentions = columns.map(
    (column): BodyMention => ({
      sheet: sheetNumber,
      row: headRow,
      column,
      code: null,
      prefecture: null,
      name: table.text(headRow, column),
      level,
    }),
  );
  const labels: { row: number; label: string }[] = [];
  for (let row = headRow + 1; row <= table.height; row += 1) {
    const label = table.text(row, 2);
    if (label !== '') labels.push({ row, label });
  }
  return { table, headRow, level, columns, mentions, labels };
}

/** Titles and notes may stand above the names: the head is the first row as full as the fullest of the table. */
function headOf(table: Table): number | null {
  const rows = Array.from({ length: Math.min(table.height, 20) }, (_, index) => index + 1);
  const filled = (row: number) => {
    let cells = 0;
    for (let column = FIRST_BODY; column <= table.width(row); column += 1) {
      if (table.text(row, column) !== '') cells += 1;
    }
    return cells;
  };
  const fullest = Math.max(0, ...rows.map(filled));
  if (fullest === 0) return null;
  return rows.find((row) => filled(row) * 2 > fullest) ?? null;
}

/** Faults of the frame: a column without a name, a value without a head, a row without a label. */
export function checkFrame(wide: WideTable): void {
  const { table, headRow, columns } = wide;
  for (const column of columns) {
    if (table.text(headRow, column) === '') {
      table.fault(
        headRow,
        column,
        '団体名',
        '見出しに団体名のない列があります。元の表の列を確かめてください。',
      );
    }
  }
  const last = columns.at(-1) ?? 0;
  for (let row = headRow + 1; row <= table.height; row += 1) {
    const width = table.width(row);
    if (width > last) {
      table.fault(row, width, '空欄', '見出しのない列に値があります。列がずれていないか確かめてください。');
    } else if (width >= FIRST_BODY && table.text(row, 2) === '') {
      table.fault(row, 2, '項目名', '項目名のない行に値があります。元の表の行を確かめてください。');
    }
  }
}

/** `(body, label)` → cell, for the witnesses of an edition. A name that stands twice is no witness. */
export function cellsByName(wide: WideTable): (body: string, label: string) => string | null {
  const columnOf = new Map<string, number | null>();
  for (const [index, mention] of wide.mentions.entries()) {
    columnOf.set(mention.name, columnOf.has(mention.name) ? null : (wide.columns[index] as number));
  }
  const rowOf = new Map(wide.labels.map(({ row, label }) => [normalise(label), row]));
  return (body, label) => {
    const column = columnOf.get(body);
    const row = rowOf.get(normalise(label));
    return column === undefined || column === null || row === undefined ? null : wide.table.text(row, column);
  };
}
