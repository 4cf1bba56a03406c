import type { Day } from '../../../core/calendar.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { OutBook, OutCell, OutSheet } from '../../../core/workbook.ts';
import { writeWorkbook } from '../../../platform/files/write-workbook.ts';
import { HEAD_SHEET, LEGEND_SHEET, placeOf, QUESTION_SHEET } from '../rules/definition-book.ts';
import {
  BINDING_LEGEND,
  LEVEL_TITLES,
  QUESTION_COLUMNS,
  SURVEY_FIELDS,
  TYPE_TITLES,
} from '../rules/definition-columns.ts';
import { questionCells, surveyCells } from '../rules/definition-write.ts';

/** Empty rows for further questions: a protected sheet lets none be inserted, and more than these are rare. */
const SPARE_ROWS = 60;

const LOOKS = {
  title: { bold: true, size: 12 },
  head: { bold: true, fill: 'E8F1FE', border: true },
  open: { border: true, open: true },
  note: { border: true },
} as const;

/** The definition of a survey as a workbook; of none: the empty template with its legend. */
export function definitionWorkbook(survey: SurveyDefinition | null, madeOn: Day): Promise<Uint8Array> {
  const book: OutBook = {
    title: survey === null ? '調査定義書' : `調査定義書（${survey.title}）`,
    madeOn,
    looks: LOOKS,
    sheets: [headSheet(survey), questionSheet(survey), legendSheet()],
  };
  return writeWorkbook(book);
}

const cell = (value: string, look: keyof typeof LOOKS): OutCell => ({ value, look });

function sheet(more: Pick<OutSheet, 'name' | 'widths' | 'rows'> & Partial<OutSheet>): OutSheet {
  return { heights: new Map(), validations: [], repeat: null, footer: '調査定義書（しるべ）', ...more };
}

function headSheet(survey: SurveyDefinition | null): OutSheet {
  const cells = survey === null ? {} : surveyCells(survey);
  const first = 2;
  return sheet({
    name: HEAD_SHEET,
    widths: [14, 60, 60],
    rows: [
      [cell('調査定義書', 'title')],
      ['項目', '記入', '書き方'].map((title) => cell(title, 'head')),
      ...SURVEY_FIELDS.map((field) => [
        cell(field.title, 'head'),
        cell(cells[field.id] ?? '', 'open'),
        cell(field.about, 'note'),
      ]),
    ],
    validations: SURVEY_FIELDS.flatMap((field, index) =>
      field.id === 'level' ? [choose(`B${first + index + 1}`, Object.values(LEVEL_TITLES))] : [],
    ),
  });
}

function questionSheet(survey: SurveyDefinition | null): OutSheet {
  const rows = survey === null ? [] : survey.questions.map((question) => questionCells(survey, question));
  const all = [...rows, ...Array.from({ length: SPARE_ROWS }, () => ({}) as (typeof rows)[number])];
  const columnOf = (id: string) => QUESTION_COLUMNS.findIndex((column) => column.id === id);
  const letters = (id: string) => placeOf('', 0, columnOf(id)).replace(/[^A-Z]/g, '');
  return sheet({
    name: QUESTION_SHEET,
    widths: QUESTION_COLUMNS.map((column) => column.width),
    rows: [
      QUESTION_COLUMNS.map((column) => cell(column.title, 'head')),
      ...all.map((row) => QUESTION_COLUMNS.map((column) => cell(row[column.id] ?? '', 'open'))),
    ],
    heights: new Map(
      rows.map((row, index) => {
        const lines = Math.max(
          ...QUESTION_COLUMNS.map(({ id, width }) =>
            (row[id] ?? '')
              .split('\n')
              .reduce((sum, line) => sum + Math.max(1, Math.ceil(([...line].length * 2) / width)), 0),
          ),
        );
        return [index + 1, Math.min(400, 4 + lines * 14)] as const;
      }),
    ),
    validations: all.flatMap((_, index) => [
      choose(`${letters('type')}${index + 2}`, Object.values(TYPE_TITLES)),
      choose(`${letters('optional')}${index + 2}`, ['○']),
      choose(`${letters('mayNotApply')}${index + 2}`, ['○']),
    ]),
    repeat: 1,
  });
}

function choose(at: string, values: readonly string[]): OutSheet['validations'][number] {
  return {
    cell: at,
    kind: 'list',
    formula: `"${values.join(',')}"`,
    message: `${values.join('、')}から選んでください。`,
  };
}

function legendSheet(): OutSheet {
  return sheet({
    name: LEGEND_SHEET,
    widths: [56, 80],
    rows: [
      [cell('列の書き方', 'title')],
      ...QUESTION_COLUMNS.map((column) => [cell(column.title, 'head'), cell(column.about, 'note')]),
      [],
      [cell('「指標」の列の書き方（1行に1つ）', 'title')],
      ...BINDING_LEGEND.map(([example, about]) => [cell(example, 'note'), cell(about, 'note')]),
    ],
  });
}
