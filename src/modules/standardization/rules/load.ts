import { type BodyCode, isBodyCode, isPrefectureCode, isSample } from '../../../core/body-code.ts';
import { type Day, endOfMonth } from '../../../core/calendar.ts';
import { normalise } from '../../../core/text.ts';
import { businessAt, businessesOf } from './businesses.ts';
import { monthTitle, readMonth } from './month.ts';
import { areaFigure, type Figure } from './pmo.ts';
import { addCounts } from './rates.ts';
import { countStates, isExcluded, isFinished, type States, stateAt } from './states.ts';
import type { StepList } from './step-list.ts';

/** A cell of the table that stands against taking it over. `step`: of its header. Row and column from 1. */
export interface LoadFault {
  readonly row: number;
  readonly column: number;
  readonly found: string;
  readonly message: string;
}

/** Where a table has its columns; null: it has no such column. */
export interface LoadHeads {
  readonly row: number;
  readonly code: number | null;
  readonly name: number | null;
  readonly month: number | null;
  readonly business: number;
  readonly steps: readonly { readonly column: number; readonly title: string }[];
}

export interface LoadRow {
  readonly row: number;
  readonly code: string | null;
  readonly name: string;
  readonly month: string;
  readonly businessNo: number;
  readonly states: States;
}

export interface LoadLine {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly states: States;
}

export interface LoadContext {
  readonly month: Day;
  readonly today: Day;
  /** Of the whole, in force in this month; null: none. */
  readonly list: StepList | null;
  /** Names by code on the month's last day. */
  readonly names: ReadonlyMap<BodyCode, string>;
  /** The operator says that the ministry has changed its steps. */
  readonly renewed: boolean;
}

const CODE_FIRST = 'コードの列がないと、団体を取り違えるおそれがあります。団体コードの列を付けてください。';

/** Everything that stands against the table, by cell; empty: it may be taken over. */
export function loadFaults(
  heads: LoadHeads,
  rows: readonly LoadRow[],
  context: LoadContext,
): readonly LoadFault[] {
  const { month, today } = context;
  if (month > endOfMonth(today)) {
    const message = `${monthTitle(month)}はまだ来ていません。今月までの月を書いてください。`;
    return [{ row: heads.row, column: 1, found: '', message }];
  }
  if (heads.code === null)
    return [{ row: heads.row, column: heads.business, found: '', message: CODE_FIRST }];
  return [...stepFaults(heads, context), ...rowFaults(heads, rows, context)];
}

/** Steps that bear other names than the list in force: another table, or a list that the ministry has renewed. */
function stepFaults(heads: LoadHeads, { list, month, renewed }: LoadContext): readonly LoadFault[] {
  if (list === null || sameNames(heads, list)) return [];
  if (renewed && list.since !== month) return [];
  const missing = list.steps.filter((name) => !heads.steps.some(({ title }) => title === name));
  const unknown = heads.steps.filter(({ title }) => !list.steps.includes(title));
  const faults = unknown.map(({ column, title }, index) => {
    const instead = missing[index] === undefined ? '' : `「${missing[index]}」がありません。`;
    const message = `ステップ「${title}」は、登録された一覧にありません。${instead}`;
    return { row: heads.row, column, found: title, message };
  });
  if (faults.length > 0) return faults;
  const message = `登録された一覧の「${missing[0] ?? ''}」など${missing.length}ステップの列がありません。`;
  return [{ row: heads.row, column: heads.business, found: '', message }];
}

function sameNames(heads: LoadHeads, list: StepList): boolean {
  const titles = new Set(heads.steps.map(({ title }) => title));
  return titles.size === list.steps.length && list.steps.every((name) => titles.has(name));
}

function rowFaults(heads: LoadHeads, rows: readonly LoadRow[], context: LoadContext): readonly LoadFault[] {
  const faults: LoadFault[] = [];
  const seen = new Map<string, number>();
  const sample = isSample(rows[0]?.code ?? '');
  for (const one of rows) {
    const at = (column: number | null, found: string, message: string) =>
      faults.push({ row: one.row, column: column ?? heads.business, found, message });
    const code = one.code ?? '';
    const wrong = monthFault(one, context.month);
    if (wrong !== null) at(heads.month, one.month, wrong);
    const name = context.names.get(code);
    if (!isBodyCode(code))
      at(heads.code, code, `「${code}」は団体コードではありません（6桁、検査数字つき）。`);
    else if (isSample(code) !== sample) at(heads.code, code, '見本県の団体と実在の団体が混ざっています。');
    else if (name === undefined)
      at(heads.code, code, `団体コード${code}の団体は、${monthTitle(context.month)}末にありません。`);
    else if (one.name !== '' && normalise(one.name) !== normalise(name))
      at(heads.name, one.name, `団体コード${code}は${name}です。「${one.name}」と合いません。`);
    else if (!hasBusiness(code, one.businessNo))
      at(heads.business, '', '都道府県の行に、この業務は書けません。');
    const key = `${code} ${one.businessNo}`;
    const before = seen.get(key);
    if (before !== undefined) at(heads.business, '', `同じ団体の同じ業務が、${before}行にもあります。`);
    seen.set(key, one.row);
  }
  return faults;
}

function monthFault(row: LoadRow, month: Day): string | null {
  if (row.month === '') return null;
  const read = readMonth(row.month);
  if (read === month) return null;
  if (read === null) return `「${row.month}」を月として読めません。例：${month.slice(0, 7)}`;
  return `この行は${monthTitle(read)}の分です。${monthTitle(month)}には取り込めません。`;
}

function hasBusiness(code: BodyCode, no: number): boolean {
  const business = businessAt(no);
  return business !== null && (!isPrefectureCode(code) || businessesOf('prefecture').includes(business));
}

/** The lines as the list in force has its steps: names decide, not the order of columns. */
export function loadLines(
  heads: LoadHeads,
  rows: readonly LoadRow[],
  list: StepList | null,
): { readonly steps: readonly string[]; readonly lines: readonly LoadLine[] } {
  const titles = heads.steps.map(({ title }) => title);
  const steps = list !== null && sameNames(heads, list) ? list.steps : titles;
  const places = steps.map((name) => titles.indexOf(name) + 1);
  const straight = places.every((place, index) => place === index + 1);
  const lines = rows.map((row) => ({
    bodyCode: row.code ?? '',
    businessNo: row.businessNo,
    states: straight ? row.states : places.map((place) => stateAt(row.states, place)).join(''),
  }));
  return { steps, lines };
}

/** Both figures that the table gives: municipalities alone, as the official one. */
export function loadFigure(lines: readonly LoadLine[]): Figure {
  const byBody = new Map<BodyCode, LoadLine[]>();
  for (const line of lines) {
    if (isPrefectureCode(line.bodyCode)) continue;
    const own = byBody.get(line.bodyCode);
    if (own === undefined) byBody.set(line.bodyCode, [line]);
    else own.push(line);
  }
  return areaFigure(
    [...byBody].map(([key, own]) => {
      const counts = own.map((line) => countStates(line.states));
      return {
        ...addCounts(counts),
        key,
        lines: own.length,
        systems: counts.filter((one) => !isExcluded(one)).length,
        finished: counts.filter(isFinished).length,
      };
    }),
  );
}
