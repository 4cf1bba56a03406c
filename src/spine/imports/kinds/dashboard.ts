import { agreesWithPrinted, parsePercent } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import type { FileKind, ReadFact, ReadOutcome, Remark, Workbook } from '../../contracts/file-kind.ts';
import { type Answer, noteOf, readPercentAnswer, readYesNo, reasonAnswer } from './answers.ts';
import { type DashboardRow, dashboardRow } from './dashboard-labels.ts';
import { DASHBOARD, dateTable } from './editions.ts';
import { checkFrame, openWideTable, type WideTable } from './wide-table.ts';

/** The comparison table of the dashboard: 15 rows × municipalities, or 13 rows × the 47 prefectural governments. */
function dashboardKind(id: string, title: string, level: 'municipality' | 'prefecture'): FileKind {
  const open = (workbook: Workbook): WideTable | null => {
    const sheet = workbook.sheets[0];
    const wide = sheet === undefined ? null : openWideTable(sheet, 1);
    return wide !== null && wide.level === level ? wide : null;
  };
  return {
    id,
    title,
    source: DASHBOARD,
    recognise(workbook) {
      const wide = open(workbook);
      if (wide === null) return null;
      const known = wide.labels.filter(({ label }) => dashboardRow(label) !== null).length;
      if (known < 5 || known * 2 < wide.labels.length) return null;
      const why = `B列の項目名 ${wide.labels.length} 行のうち ${known} 行がダッシュボードの比較表の項目です。`;
      return { confidence: known / wide.labels.length, why };
    },
    read(workbook, given) {
      const wide = open(workbook);
      if (wide === null) throw new Error(`${id}: read() of a file that recognise() refused`);
      return readDashboard(id, wide, given.asOf, workbook.format === 'xlsx');
    },
  };
}

function readDashboard(id: string, wide: WideTable, asOf: string | null, shares: boolean): ReadOutcome {
  const { table } = wide;
  checkFrame(wide);
  const dating = dateTable(id, wide, asOf);
  const rows = new Map<DashboardRow, number>();
  const seen = new Map<string, number>();
  for (const { row, label } of wide.labels) {
    const known = dashboardRow(label);
    if (known === null) {
      table.fault(
        row,
        2,
        'ダッシュボードの項目名',
        `「${label}」は知らない項目です。表の版を確かめてください。`,
      );
      continue;
    }
    const earlier = seen.get(normalise(label));
    if (earlier !== undefined) {
      table.fault(row, 2, '1行だけ', `「${label}」が ${earlier} 行目と ${row} 行目にあります。`);
      continue;
    }
    seen.set(normalise(label), row);
    rows.set(known, row);
  }
  const facts: ReadFact[] = [];
  const remarks: Remark[] = [...dating.remarks];
  const push = (index: number, row: number, indicator: string, answer: Answer, base: bigint | null) => {
    const day = dating.dayOf(indicator);
    if (day === null) return;
    const note = noteOf(answer, day.note);
    facts.push({
      mention: index,
      indicator,
      part: '',
      on: day.on,
      value: answer.value,
      base,
      baseOn: base === null ? null : day.on,
      reason: answer.reason,
      note,
      sheet: 1,
      row,
      column: wide.columns[index] as number,
    });
  };
  for (const [known, row] of rows) {
    if (known.kind !== 'yes-no' && known.kind !== 'percent') continue;
    for (const [index, column] of wide.columns.entries()) {
      const what = `${wide.mentions[index]?.name ?? ''}の「${table.text(row, 2)}」`;
      const answer =
        known.kind === 'yes-no'
          ? readYesNo(table, row, column, what)
          : readPercentAnswer(table, row, column, what, { scale: 0, shares });
      if (answer !== null) push(index, row, known.indicator, answer, null);
    }
  }
  readThirtyTwo(wide, rows, push, remarks);
  return {
    matching: 'in-order',
    registerOn: dating.asOf ?? '',
    asOf: dating.asOf,
    editionOn: dating.editionOn,
    state: dating.state,
    mentions: wide.mentions,
    facts,
    controls: [],
    ignored: [],
    rejected: table.faults,
    remarks,
  };
}

type Push = (index: number, row: number, indicator: string, answer: Answer, base: bigint | null) => void;

/** k of n from the two rows of counts; the percentage printed above them only controls. */
function readThirtyTwo(
  wide: WideTable,
  rows: ReadonlyMap<DashboardRow, number>,
  push: Push,
  remarks: Remark[],
): void {
  const { table } = wide;
  const rowOf = (kind: DashboardRow['kind']) => [...rows].find(([known]) => known.kind === kind)?.[1] ?? null;
  const printed = rowOf('printed');
  const denominator = rowOf('denominator');
  const numerator = rowOf('numerator');
  if (denominator === null || numerator === null) {
    const found = printed ?? denominator ?? numerator;
    if (found === null) return;
    table.fault(
      found,
      2,
      '分母と分子の行',
      '32手続の分母または分子の行がありません。表の行を確かめてください。',
    );
    return;
  }
  for (const [index, column] of wide.columns.entries()) {
    const name = wide.mentions[index]?.name ?? '';
    const reason = reasonAnswer(table.text(denominator, column));
    if (reason !== null && table.text(numerator, column) === table.text(denominator, column)) {
      push(index, numerator, 'procedures-32@1', reason, null);
      continue;
    }
    const n = table.count(denominator, column, `${name}の32手続の分母`);
    const k = table.count(numerator, column, `${name}の32手続の分子`);
    if (n === null || k === null) continue;
    if (n === '' || k === '') {
      table.fault(
        n === '' ? denominator : numerator,
        column,
        '整数',
        `${name}の32手続の分母と分子の一方が空欄です。`,
      );
      continue;
    }
    if (k > n) {
      table.fault(numerator, column, `0～${n}`, `${name}の32手続の分子 ${k} が分母 ${n} を超えています。`);
      continue;
    }
    if (n === 0n) {
      const none = { value: null, reason: 'not-applicable', note: '実施されている手続が0件（0/0）' } as const;
      push(index, numerator, 'procedures-32@1', none, null);
      continue;
    }
    const text = printed === null ? '' : table.text(printed, column);
    const percent = parsePercent(text);
    const differs = percent !== null && !agreesWithPrinted(percent, 0, k, n);
    const note = differs ? `資料の印字は${text}（${k}/${n}）` : null;
    if (differs && printed !== null) {
      remarks.push({
        sheet: 1,
        row: printed,
        column,
        text: `${name}の32手続は印字 ${text} が ${k}/${n} と合いません。`,
      });
    }
    push(index, numerator, 'procedures-32@1', { value: k, reason: null, note }, n);
  }
}

export const dashboardMunicipal = dashboardKind(
  'dashboard-municipal',
  '自治体DXダッシュボード 市区町村比較',
  'municipality',
);
export const dashboardPrefectural = dashboardKind(
  'dashboard-prefectural',
  '自治体DXダッシュボード 都道府県比較',
  'prefecture',
);
