import { compare, fromScaled, parseDecimal, rational, round, subtract } from '../../../core/rational.ts';
import { Table } from '../../../core/table.ts';
import type {
  BodyMention,
  FileKind,
  ReadFact,
  ReadOutcome,
  Remark,
  Workbook,
} from '../../../spine/contracts/file-kind.ts';
import { dateOf, RATES_SOURCE } from './editions.ts';
import { checkHeads, columnOf, findHeads, type Heads } from './heads.ts';

const ID = 'standardization-rates';
const INDICATOR = 'standardization@1';
/** Work steps of one business: a rate is k/40, so it is a multiple of 0.025. */
const STEPS = 40n;

interface Opened {
  readonly table: Table;
  readonly heads: Heads;
  readonly prefecture: number | null;
  readonly name: number;
  readonly total: number | null;
}

function open(workbook: Workbook): Opened | null {
  const sheet = workbook.sheets[0];
  if (sheet === undefined) return null;
  const table = new Table(sheet);
  const heads = findHeads(table);
  if (heads === null) return null;
  const name = columnOf(heads, '市区町村名', '団体名', '自治体名');
  const total = columnOf(heads, '全体進捗率', '進捗率', '全体');
  const prefecture = columnOf(heads, '都道府県名', '都道府県');
  return name === null || total === null ? null : { table, heads, prefecture, name, total };
}

/** 標準化の進捗: one row per municipality, 全体進捗率 and the 完了率 of 20 businesses, no codes, no date. */
export const standardizationRates: FileKind = {
  id: ID,
  title: '標準化・共通化の進捗状況（業務別の完了率）',
  source: RATES_SOURCE,
  recognise(workbook) {
    const opened = open(workbook);
    if (opened === null) return null;
    const count = opened.heads.businesses.length;
    const confidence = Math.min(1, count / 20);
    return { confidence, why: `全体進捗率の列と、標準化対象業務の列が ${count} 列あります。` };
  },
  read(workbook, given) {
    const opened = open(workbook);
    if (opened === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readRates(opened, given.asOf);
  },
};

function readRates(opened: Opened, given: string | null): ReadOutcome {
  const { table, heads, prefecture, name, total } = opened;
  checkHeads(table, heads, [prefecture, name, total]);
  const mentions: BodyMention[] = [];
  const rows: number[] = [];
  for (let row = heads.row + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    mentions.push({
      sheet: 1,
      row,
      column: name,
      code: null,
      prefecture: prefecture === null ? null : table.text(row, prefecture),
      name: table.text(row, name),
      level: 'municipality',
    });
    rows.push(row);
    if (table.text(row, name) === '')
      table.fault(row, name, '団体名', '団体名が空欄です。行を確かめてください。');
  }
  const rowOf = new Map(
    mentions.map((mention, index) => [(mention.prefecture ?? '') + mention.name, rows[index]]),
  );
  const dated = dateOf(ID, given, (body) => {
    const row = rowOf.get(body);
    return row === undefined || total === null ? null : table.text(row, total);
  });
  const facts: ReadFact[] = [];
  const remarks: Remark[] = [...dated.remarks];
  for (const [mention, row] of rows.entries()) {
    const read = readRow(opened, mention, row, mentions[mention]?.name ?? '');
    if (read.remark !== null) remarks.push(read.remark);
    const { asOf } = dated;
    if (asOf !== null)
      facts.push(
        ...read.facts.map((fact) => ({ ...fact, on: asOf, baseOn: fact.base === null ? null : asOf })),
      );
  }
  return {
    matching: 'in-order',
    registerOn: dated.asOf ?? '',
    asOf: dated.asOf,
    editionOn: dated.editionOn,
    state: dated.state,
    mentions,
    facts,
    controls: [],
    ignored: [],
    rejected: table.faults,
    remarks,
  };
}

type RowFact = Omit<ReadFact, 'on' | 'baseOn'>;

function readRow(
  { table, heads, total }: Opened,
  mention: number,
  row: number,
  name: string,
): { readonly facts: readonly RowFact[]; readonly remark: Remark | null } {
  const facts: RowFact[] = [];
  const common = { mention, indicator: INDICATOR, sheet: 1, row };
  let sum = 0n;
  let complete = true;
  for (const { column, id, title } of heads.businesses) {
    const done = stepsDone(table, row, column, `${name}の${title}`);
    if (done === null || done === '') complete = false;
    if (done === null) continue;
    const blank = done === '';
    if (!blank) sum += done;
    facts.push({
      ...common,
      part: id,
      value: blank ? null : done,
      base: blank ? null : STEPS,
      reason: blank ? 'blank-in-source' : null,
      note: null,
      column,
    });
  }
  if (!complete || total === null || heads.businesses.length !== 20) return { facts, remark: null };
  const base = STEPS * BigInt(heads.businesses.length);
  const printed = table.text(row, total);
  const differs = printed !== '' && !isMean(printed, sum, base);
  const note = differs ? `資料の印字は${printed}（セルの平均は${sum}/${base}）` : null;
  facts.push({ ...common, part: 'total', value: sum, base, reason: null, note, column: total });
  return { facts, remark: differs ? farOff(printed, sum, base, { row, column: total, name }) : null };
}

/** 0.025 × k → k; a fault for anything that is no k/40 between 0 and 1. */
function stepsDone(table: Table, row: number, column: number, what: string): bigint | '' | null {
  const rate = table.decimal(row, column, what);
  if (rate === null || rate === '') return rate;
  const steps = rational(rate.numerator * STEPS, rate.denominator);
  const text = table.text(row, column);
  if (steps.denominator !== 1n) {
    return table.fault(row, column, '0.025の倍数', `${what}「${text}」が0.025の倍数ではありません。`);
  }
  if (steps.numerator < 0n || steps.numerator > STEPS) {
    return table.fault(row, column, '0～1', `${what}「${text}」が0から1の間にありません。`);
  }
  return steps.numerator;
}

function isMean(printed: string, sum: bigint, base: bigint): boolean {
  const value = parseDecimal(printed);
  return value !== null && round(value, 4) === round(rational(sum, base), 4);
}

/** Printed totals are rounded and may stand 0.0001 apart; what stands further apart is another figure, and is said. */
function farOff(
  printed: string,
  sum: bigint,
  base: bigint,
  at: { readonly row: number; readonly column: number; readonly name: string },
): Remark | null {
  const value = parseDecimal(printed);
  const gap = value === null ? null : subtract(value, rational(sum, base));
  if (gap !== null && compare(gap, fromScaled(1n, 4)) <= 0 && compare(gap, fromScaled(-1n, 4)) >= 0)
    return null;
  const text = `${at.name}の全体進捗率 ${printed} は、20業務の平均と合いません。`;
  return { sheet: 1, row: at.row, column: at.column, text };
}
