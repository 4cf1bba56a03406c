import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { Sheet, Workbook } from '../../contracts/file-kind.ts';
import {
  QUESTION_COLUMNS,
  type QuestionCells,
  type QuestionColumn,
  SURVEY_FIELDS,
  type SurveyCells,
  type SurveyField,
} from './definition-columns.ts';
import { readDefinition } from './definition-read.ts';

export const HEAD_SHEET = '調査';
export const QUESTION_SHEET = '設問';
export const LEGEND_SHEET = '凡例';

/** What is wrong with a definition workbook, at a cell that a person can go to. */
export interface BookFault {
  /** 「設問」のF12; empty: the whole file. */
  readonly place: string;
  readonly message: string;
}

export interface ReadBook {
  /** Null: with faults. */
  readonly survey: SurveyDefinition | null;
  readonly faults: readonly BookFault[];
}

/**
 * Reads a definition workbook as it comes back: sheets renamed or reordered, columns moved, empty rows between. Found by
 * the words of its headings, never by place.
 */
export function readDefinitionBook(
  workbook: Pick<Workbook, 'sheets'>,
  indicators: readonly IndicatorDefinition[],
): ReadBook {
  const head = workbook.sheets.map(findHead).find((found) => found !== null);
  const table = workbook.sheets.map(findTable).find((found) => found !== null);
  const faults: BookFault[] = [];
  if (head === undefined)
    faults.push({
      place: '',
      message: `「${HEAD_SHEET}」のシートが見つかりません。A列に「所要時間」等の項目を書いてください。`,
    });
  if (table === undefined)
    faults.push({
      place: '',
      message: `「${QUESTION_SHEET}」のシートが見つかりません。「設問番号」「識別子」「種類」の見出しを残してください。`,
    });
  if (head === undefined || table === undefined) return { survey: null, faults };
  for (const place of [...head.formulas, ...table.formulas])
    faults.push({ place, message: '計算式は読みません。値にしてください。' });
  const read = readDefinition(
    head.cells,
    table.rows.map((row) => row.cells),
    indicators,
  );
  for (const fault of read.faults) {
    const place =
      fault.row === null
        ? (head.placeOf(fault.column as SurveyField) ?? '')
        : (table.placeOf(fault.row, fault.column as QuestionColumn) ?? '');
    faults.push({ place, message: fault.message });
  }
  return { survey: faults.length === 0 ? read.survey : null, faults };
}

/** 「設問」のF12, from row and column counted from 0. */
export function placeOf(sheet: string, row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `「${sheet}」の${letters}${row + 1}`;
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').replaceAll(/\s+/g, '');
}

function formulasOf(sheet: Sheet): readonly string[] {
  return sheet.formulas.map(([row, column]) => placeOf(sheet.name, row - 1, column - 1));
}

function findHead(sheet: Sheet) {
  const cells: Partial<Record<SurveyField, string>> = {};
  const places = new Map<SurveyField, string>();
  for (const [row, line] of sheet.rows.entries()) {
    const field = SURVEY_FIELDS.find((one) => plain(one.title) === plain(line[0]));
    if (field === undefined || places.has(field.id)) continue;
    cells[field.id] = line[1] ?? '';
    places.set(field.id, placeOf(sheet.name, row, 1));
  }
  // The head of the questions holds the words 識別子 and 見出し too: only this sheet has them one below the other.
  if (!places.has('minutes') || !places.has('level')) return null;
  return {
    cells: cells as SurveyCells,
    formulas: formulasOf(sheet),
    placeOf: (field: SurveyField) => places.get(field),
  };
}

function findTable(sheet: Sheet) {
  const at = sheet.rows.findIndex((line) =>
    ['設問番号', '識別子', '種類'].every((title) => line.some((cell) => plain(cell) === title)),
  );
  if (at === -1) return null;
  const columns = new Map<QuestionColumn, number>();
  for (const [column, title] of (sheet.rows[at] ?? []).entries()) {
    const known = QUESTION_COLUMNS.find((one) => plain(one.title) === plain(title));
    if (known !== undefined && !columns.has(known.id)) columns.set(known.id, column);
  }
  const rows = sheet.rows.flatMap((line, row) => {
    if (row <= at || line.every((cell) => cell.trim() === '')) return [];
    const cells = [...columns].map(([id, column]) => [id, line[column] ?? '']);
    return [{ row, cells: Object.fromEntries(cells) as QuestionCells }];
  });
  return {
    rows,
    formulas: formulasOf(sheet),
    placeOf: (index: number, column: QuestionColumn) => {
      const row = rows[index];
      return row === undefined ? undefined : placeOf(sheet.name, row.row, columns.get(column) ?? 0);
    },
  };
}
