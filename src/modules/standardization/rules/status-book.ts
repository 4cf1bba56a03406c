import { round } from '../../../core/rational.ts';
import { cellAddress, type OutBook, type OutCell } from '../../../core/workbook.ts';
import { bookOf, cell, tableSheet } from './book.ts';
import { BUSINESSES, businessNo } from './businesses.ts';
import { monthText } from './month.ts';
import { bodyRates, ratesOf } from './rates.ts';
import { countStates, STEP_STATES, type States, stateAt } from './states.ts';
import type { StepList } from './step-list.ts';

export interface StatusBody {
  readonly bodyCode: string;
  readonly prefecture: string;
  readonly name: string;
  /** Id of each business with its states, in order. */
  readonly lines: readonly { readonly id: string; readonly title: string; readonly states: States }[];
}

/** A month of one body or of many, as files carry it. */
export interface StatusSheet {
  readonly month: string;
  readonly list: StepList;
  readonly bodies: readonly StatusBody[];
  /** 確認票番号, where a vendor is asked by this sheet. */
  readonly requestNo: string | null;
  /** A body's own month alone: why a business is 対象外, by its id. Null: the table has no such column. */
  readonly reasons: ReadonlyMap<string, string> | null;
}

/** Head of the column in which a body says why a business is 対象外. */
export const REASON_HEAD = '対象外の理由';

/** Names of the two sheets. */
const RATES = '業務ごとの率';
const STATUSES = 'ステップごとの状態';

function statusWidths(list: StepList): readonly number[] {
  return [10, 10, 12, 10, 18, ...list.steps.map(() => 12)];
}

const HEAD = ['団体コード', '都道府県名', '市区町村名', '対象月', '業務名'];

export function statusHead(list: StepList): readonly string[] {
  return [...HEAD, ...list.steps];
}

/** One body's lines in the sheet of statuses. */
export function bodyRows(body: StatusBody, month: string, list: StepList): readonly (readonly string[])[] {
  return body.lines.map((line) => [
    ...[body.bodyCode, body.prefecture, body.name, monthText(month), line.title],
    ...list.steps.map((_, index) => STEP_STATES[stateAt(line.states, index + 1)]),
  ]);
}

/** Rows of the sheet of statuses, its header first: as CSV, and as a sheet of the workbook. */
export function statusRows(sheet: StatusSheet): readonly (readonly string[])[] {
  const rows = sheet.bodies.flatMap((body) => bodyRows(body, sheet.month, sheet.list));
  const { reasons } = sheet;
  if (reasons === null) return [statusHead(sheet.list), ...rows];
  const ids = sheet.bodies.flatMap((body) => body.lines.map((line) => line.id));
  return [
    [...statusHead(sheet.list), REASON_HEAD],
    ...rows.map((row, index) => [...row, reasons.get(ids[index] ?? '') ?? '']),
  ];
}

/** The ministry's workbook in its two sheets: rates by business, statuses by step. A request sheet has the second alone. */
export function statusBook(sheet: StatusSheet, madeOn: string): OutBook {
  const requested = sheet.requestNo !== null;
  const before: (OutCell | null)[][] = requested
    ? [
        [cell('標準化の進み具合の確認票', 'title')],
        [cell('確認票番号', 'head'), cell(sheet.requestNo ?? '')],
        [cell('動いたステップの状態を、未着手・作業中・完了済み・対象外から選んで直してください。', 'plain')],
      ]
    : [];
  const rows = statusRows(sheet);
  const body: (OutCell | null)[][] = rows.map((row, index) =>
    row.map((text, column) => cell(text, index === 0 ? 'head' : column < HEAD.length ? 'cell' : 'open')),
  );
  const first = before.length + 2;
  const last = first + rows.length - 2;
  const widths = [...statusWidths(sheet.list), ...(sheet.reasons === null ? [] : [24])];
  const statuses = tableSheet(STATUSES, widths, [...before, ...body], {
    repeat: first - 1,
    // One rule for the whole block: a rule for each cell would make the file five times as large.
    validations: [
      {
        cell: `${cellAddress(first, HEAD.length + 1)}:${cellAddress(last, HEAD.length + sheet.list.steps.length)}`,
        kind: 'list',
        formula: `"${Object.values(STEP_STATES).join(',')}"`,
        message: '未着手・作業中・完了済み・対象外から選びます。',
      },
    ],
  });
  return bookOf('標準化の進み具合', madeOn, requested ? [statuses] : [ratesSheet(sheet), statuses]);
}

/**
 * Rows of the sheet of rates, its header first, as the ministry prints it: a row for each body, no code, no date. A
 * business that a body does not run is empty.
 */
export function ratesRows(sheet: StatusSheet): readonly (readonly (string | number)[])[] {
  const rate = (value: ReturnType<typeof ratesOf>['completed']) =>
    value === null ? '' : Number(round(value, 4));
  const shown = BUSINESSES.filter((one) =>
    sheet.bodies.some((body) => body.lines.some(({ id }) => id === one.id)),
  );
  const rows = sheet.bodies.map((body) => {
    const counts = new Map(body.lines.map((line) => [line.id, countStates(line.states)]));
    return [
      ...[body.prefecture, body.name, rate(bodyRates([...counts.values()]).completed)],
      ...shown.map(({ id }) => {
        const own = counts.get(id);
        return own === undefined ? '' : rate(ratesOf(own).completed);
      }),
    ];
  });
  return [['都道府県名', '市区町村名', '全体進捗率', ...shown.map((one) => one.title)], ...rows];
}

function ratesSheet(sheet: StatusSheet) {
  const [head = [], ...rows] = ratesRows(sheet);
  const look = (value: string | number) => cell(value, typeof value === 'number' ? 'rate' : 'cell');
  return tableSheet(RATES, rateWidths(head.length), [
    head.map((title) => cell(title, 'head')),
    ...rows.map((row) => row.map(look)),
  ]);
}

function rateWidths(columns: number): readonly number[] {
  return [10, 14, 12, ...Array.from({ length: columns - 3 }, () => 14)];
}

/** The same two sheets as long tables, without looks and choices: the whole nation's statuses are 1.6 million cells. */
export function statusTables(sheet: StatusSheet) {
  const rates = ratesRows(sheet);
  function* statuses(): Generator<readonly string[]> {
    yield statusHead(sheet.list);
    for (const body of sheet.bodies) yield* bodyRows(body, sheet.month, sheet.list);
  }
  return [
    { name: RATES, widths: rateWidths(rates[0]?.length ?? 0), rows: rates },
    { name: STATUSES, widths: statusWidths(sheet.list), rows: statuses() },
  ];
}

/** 特定移行支援システム of a body: numbers of the businesses that bear the mark. */
export interface MarkedBody {
  readonly bodyCode: string;
  readonly name: string;
  readonly isPrefecture: boolean;
  readonly businesses: readonly number[];
}

/** The list of 特定移行支援システム in the form in which it is published; bodies without one are not in it. */
export function markBook(bodies: readonly MarkedBody[], madeOn: string): OutBook {
  const head = ['団体コード', '自治体名', '自治体区分', ...BUSINESSES.map((one) => one.title)];
  const rows = bodies.map((body) =>
    [
      ...[body.bodyCode, body.name, body.isPrefecture ? '都道府県' : '市区町村'],
      ...BUSINESSES.map(({ id }) => (body.businesses.includes(businessNo(id)) ? '●' : '')),
    ].map((text) => cell(text)),
  );
  const sheet = tableSheet(
    '特定移行支援システム',
    [10, 14, 12, ...BUSINESSES.map(() => 10)],
    [head.map((title) => cell(title, 'head')), ...rows],
  );
  return bookOf('特定移行支援システムの該当見込み', madeOn, [sheet]);
}
