import { type BodyCode, prefectureOf } from '../../../core/body-code.ts';
import { cellAddress } from '../../../core/workbook.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { bodyOn } from '../../../spine/bodies/queries/register.ts';
import type { Rejection, Workbook } from '../../../spine/contracts/file-kind.ts';
import { findStatusHeads, readStatusRows } from '../file-kinds/status-table.ts';
import { findRequest } from '../queries/requests.ts';
import { businessNo } from '../rules/businesses.ts';
import { monthTitle, readMonth } from '../rules/month.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { type Move, movesBetween, type States, stateAt, withState } from '../rules/states.ts';
import type { StatusSheet } from '../rules/status-book.ts';
import type { StepList } from '../rules/step-list.ts';
import type { MonthView } from './month.ts';

/** A body's month as files carry it. */
export async function sheetOf(
  tx: Tx,
  view: MonthView,
  requestNo: string | null = null,
): Promise<StatusSheet> {
  const body = await bodyOn(tx, view.bodyCode, view.month);
  const prefecture = await bodyOn(tx, prefectureOf(view.bodyCode), view.month);
  const own = {
    bodyCode: view.bodyCode,
    prefecture: prefecture?.name ?? '',
    name: body?.name ?? view.bodyCode,
    lines: view.lines.map(({ business, states }) => ({ id: business.id, title: business.title, states })),
  };
  const reasons = view.lines.map(({ business, reason }) => [business.id, reason ?? ''] as const);
  return {
    ...{ month: view.month, list: view.list, bodies: [own], requestNo },
    reasons: requestNo === null ? new Map(reasons) : null,
  };
}

export interface ReadMonth {
  readonly moves: ReadonlyMap<number, readonly Move[]>;
  /** Of businesses that are 対象外, where the table says why. */
  readonly reasons: ReadonlyMap<number, string>;
  readonly faults: readonly Fault[];
  /** Number of the request sheet that came back; null: a plain table. */
  readonly requestNo: number | null;
}

/**
 * What a returned table says of a body's month. Nothing is taken from a table of another month, of another body, or
 * with steps that bear other names. An empty cell says nothing. A request sheet moves from what it was made from, so
 * that what was changed meanwhile is seen.
 */
export async function readMonthFile(tx: Tx, view: MonthView, workbook: Workbook): Promise<ReadMonth> {
  const heads = findStatusHeads(workbook);
  const none = {
    moves: new Map<number, readonly Move[]>(),
    reasons: new Map<number, string>(),
    requestNo: null,
  };
  if (heads === null) {
    const message = '業務名の列とステップの列が見つかりません。書き出した表の形のまま送ってください。';
    return { ...none, faults: [fault('bad-file', 'file', message)] };
  }
  const titles = heads.steps.map((step) => step.title);
  const renamed = stepFaults(titles, view.list);
  if (renamed.length > 0) return { ...none, faults: renamed };
  const { rows, faults } = readStatusRows(heads);
  if (faults.length > 0) {
    return {
      ...none,
      faults: faults
        .slice(0, 20)
        .map((one) => fault('bad-file', 'file', `${addressOf(workbook, one)}：${one.message}`)),
    };
  }
  const wrong = rows.flatMap((row) => rowFault(row, view));
  if (wrong[0] !== undefined) return { ...none, faults: [wrong[0]] };
  const request = requestOf(workbook);
  const known = request === null ? null : await findRequest(tx, view.bodyCode, request);
  if (request !== null && known?.month !== view.month) {
    return {
      ...none,
      faults: [fault('other-month', 'file', 'この確認票は、別の月のものです。月を確かめてください。')],
    };
  }
  const moves = new Map<number, readonly Move[]>();
  const reasons = new Map<number, string>();
  for (const row of rows) {
    const no = businessNo(row.business);
    const line = view.lines.find((one) => one.businessNo === no);
    if (line === undefined) continue;
    const base: States = known?.known[String(no)] ?? line.states;
    if (row.reason !== '') reasons.set(no, row.reason);
    moves.set(no, movesBetween(base, inOrder(row.states, titles, view.list, base)));
  }
  return { moves, reasons, faults: [], requestNo: request };
}

/** 「シート『ステップごとの状態』のAQ2」; of one sheet alone the cell is enough. */
function addressOf(workbook: Workbook, at: Rejection): string {
  return `${workbook.sheets.length > 1 ? `シート『${at.sheet}』の` : ''}${cellAddress(at.row, at.column)}`;
}

/** Columns may stand in another order; names decide. */
function inOrder(given: States, titles: readonly string[], list: StepList, base: States): States {
  return list.steps.reduce((states, name, index) => {
    const state = stateAt(given, titles.indexOf(name) + 1);
    return state === '0' ? states : withState(states, index + 1, state);
  }, base);
}

function stepFaults(titles: readonly string[], list: StepList): readonly Fault[] {
  const unknown = titles.filter((title) => !list.steps.includes(title));
  const missing = list.steps.filter((name) => !titles.includes(name));
  if (unknown.length === 0 && missing.length === 0) return [];
  const named = [
    ...(unknown[0] === undefined ? [] : [`「${unknown[0]}」は登録された一覧にありません`]),
    ...(missing[0] === undefined ? [] : [`「${missing[0]}」がありません`]),
  ].join('。');
  return [
    fault(
      'steps-renamed',
      'file',
      `ステップの名前が、登録された一覧と${Math.max(unknown.length, missing.length)}か所で違います。${named}。`,
    ),
  ];
}

function rowFault(
  row: { readonly row: number; readonly code: string | null; readonly month: string },
  view: MonthView,
): readonly Fault[] {
  if (row.code !== null && row.code !== view.bodyCode)
    return [
      fault(
        'bad-file',
        'file',
        `${row.row}行は団体コード${row.code}の行です。自団体の行だけにしてください。`,
      ),
    ];
  if (row.month === '') return [];
  const month = readMonth(row.month);
  if (month === view.month) return [];
  const found = month === null ? `「${row.month}」` : monthTitle(month);
  const message = `この表は${found}の分です。${monthTitle(view.month)}には取り込めません。`;
  return [fault('other-month', 'file', message)];
}

/** 「K0003-993611」 in the cells above the table. */
export function requestNoText(sheetNo: number, bodyCode: BodyCode): string {
  return `K${String(sheetNo).padStart(4, '0')}-${bodyCode}`;
}

function requestOf(workbook: Workbook): number | null {
  for (const sheet of workbook.sheets)
    for (const row of sheet.rows.slice(0, 5))
      for (const text of row) {
        const match = /^K(\d{4,})-\d{6}$/.exec(text.normalize('NFKC').trim());
        if (match !== null) return Number(match[1]);
      }
  return null;
}
