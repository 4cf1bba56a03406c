import { round } from '../../../core/rational.ts';
import { columnLetters, type OutBook, type OutCell } from '../../../core/workbook.ts';
import { bookOf, cell, tableSheet } from './book.ts';
import { BUSINESSES } from './businesses.ts';
import { monthText } from './month.ts';
import { bodyRates, ratesOf } from './rates.ts';
import { countStates, STEP_STATES, type States, stateAt } from './states.ts';
import type { StepList } from './step-list.ts';

/** One body's month, as files carry it. */
export interface StatusSheet {
  readonly bodyCode: string;
  readonly prefecture: string;
  readonly name: string;
  readonly month: string;
  readonly list: StepList;
  /** Id of each business with its states, in order. */
  readonly lines: readonly { readonly id: string; readonly title: string; readonly states: States }[];
  /** 確認票番号, where a vendor is asked by this sheet. */
  readonly requestNo: string | null;
}

const HEAD = ['団体コード', '都道府県名', '市区町村名', '対象月', '業務名'];

/** Rows of the sheet of statuses, its header first: as CSV, and as a sheet of the workbook. */
export function statusRows(sheet: StatusSheet): readonly (readonly string[])[] {
  return [
    [...HEAD, ...sheet.list.steps],
    ...sheet.lines.map((line) => [
      ...[sheet.bodyCode, sheet.prefecture, sheet.name, monthText(sheet.month), line.title],
      ...sheet.list.steps.map((_, index) => STEP_STATES[stateAt(line.states, index + 1)]),
    ]),
  ];
}

/** The ministry's workbook in its two sheets: rates by business, statuses by step. */
export function statusBook(sheet: StatusSheet, madeOn: string): OutBook {
  const rows = statusRows(sheet);
  const requested = sheet.requestNo !== null;
  const before: (OutCell | null)[][] = requested
    ? [
        [cell('標準化の進み具合の確認票', 'title')],
        [cell('確認票番号', 'head'), cell(sheet.requestNo ?? '')],
        [cell('動いたステップの状態を、未着手・作業中・完了済み・対象外から選んで直してください。', 'plain')],
      ]
    : [];
  const body: (OutCell | null)[][] = rows.map((row, index) =>
    row.map((text, column) => cell(text, index === 0 ? 'head' : column < HEAD.length ? 'cell' : 'open')),
  );
  const first = before.length + 2;
  const widths = [10, 10, 12, 10, 18, ...sheet.list.steps.map(() => 12)];
  const statuses = tableSheet('ステップごとの状態', widths, [...before, ...body], {
    repeat: first - 1,
    // One rule for the whole block: a rule for each cell would make the file five times as large.
    validations: [
      {
        cell: `${columnLetters(HEAD.length + 1)}${first}:${columnLetters(HEAD.length + sheet.list.steps.length)}${first + sheet.lines.length - 1}`,
        kind: 'list',
        formula: `"${Object.values(STEP_STATES).join(',')}"`,
        message: '未着手・作業中・完了済み・対象外から選びます。',
      },
    ],
  });
  return bookOf('標準化の進み具合', madeOn, requested ? [statuses] : [ratesSheet(sheet), statuses]);
}

function ratesSheet(sheet: StatusSheet) {
  const counts = sheet.lines.map((line) => countStates(line.states));
  const rate = (value: ReturnType<typeof ratesOf>['completed']): OutCell =>
    value === null ? cell('') : cell(Number(round(value, 4)), 'rate');
  const titles = sheet.lines.map((line) => BUSINESSES.find((one) => one.id === line.id)?.title ?? line.title);
  return tableSheet(
    '業務ごとの率',
    [10, 14, 12, ...titles.map(() => 14)],
    [
      ['都道府県名', '市区町村名', '全体進捗率', ...titles].map((title) => cell(title, 'head')),
      [
        cell(sheet.prefecture),
        cell(sheet.name),
        rate(bodyRates(counts).completed),
        ...counts.map((one) => rate(ratesOf(one).completed)),
      ],
    ],
  );
}
