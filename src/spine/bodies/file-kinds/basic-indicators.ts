import type { Day } from '../../../core/calendar.ts';
import { toScaled } from '../../../core/rational.ts';
import { type Read, Table } from '../../../core/table.ts';
import type { BodyMention, FileKind, ReadFact, ReadOutcome, Workbook } from '../../contracts/file-kind.ts';
import { BASIC_INDICATORS } from './sources.ts';

const ID = 'basic-indicators';

/** 国勢調査 is taken as of 1 October (国勢調査令第2条), and the heads name its year. */
const CENSUS_DAY = '10-01';

interface KnownColumn {
  readonly head: RegExp;
  readonly indicator: string;
  readonly scale: number;
}

/** Columns whose head names the year of a census. */
const CENSUS: readonly KnownColumn[] = [
  { head: /^population_(\d{4})$/, indicator: 'population-census@1', scale: 0 },
  { head: /^households_(\d{4})$/, indicator: 'households-census@1', scale: 0 },
];

/** Columns without a year: read only when the operator gives the day. */
const UNDATED: readonly KnownColumn[] = [
  { head: /^area_km2$/, indicator: 'area@1', scale: 2 },
  { head: /^pct_65plus$/, indicator: 'aged-share@1', scale: 3 },
  { head: /^fiscal_capability$/, indicator: 'fiscal-capability@1', scale: 2 },
  { head: /^current_balance_ratio$/, indicator: 'current-balance-ratio@1', scale: 1 },
  { head: /^real_debt_service_ratio$/, indicator: 'debt-service-ratio@1', scale: 1 },
  { head: /^future_burden_ratio$/, indicator: 'future-burden-ratio@1', scale: 1 },
  { head: /^standard_fiscal_scale_1000yen$/, indicator: 'standard-fiscal-scale@1', scale: 0 },
];

interface Opened {
  readonly table: Table;
  readonly headRow: number;
  readonly code: number;
  readonly prefecture: number;
  readonly name: number;
}

function open(workbook: Workbook): Opened | null {
  const sheet = workbook.sheets[0];
  if (sheet === undefined) return null;
  const table = new Table(sheet);
  const columnOf = (head: RegExp) => {
    for (let column = 1; column <= table.width(1); column += 1)
      if (head.test(table.text(1, column))) return column;
    return null;
  };
  const code = columnOf(/^code[56]?$/);
  const prefecture = columnOf(/^prefecture$/);
  const name = columnOf(/^name$/);
  const census = columnOf(/^population_\d{4}$/);
  if (code === null || prefecture === null || name === null || census === null) return null;
  return { table, headRow: 1, code, prefecture, name };
}

/** 市区町村の基礎・財政指標: ten figures of each municipality under 5-digit codes. Only the census says its year. */
export const basicIndicators: FileKind = {
  id: ID,
  title: '市区町村の基礎・財政指標',
  source: BASIC_INDICATORS,
  recognise(workbook) {
    const opened = open(workbook);
    return opened === null
      ? null
      : { confidence: 0.9, why: 'code・prefecture・name と国勢調査の人口の列（population_年）があります。' };
  },
  read(workbook, given) {
    const opened = open(workbook);
    if (opened === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readBasic(opened, given.asOf);
  },
};

interface DatedColumn {
  readonly column: number;
  readonly indicator: string;
  readonly scale: number;
  readonly on: Day;
}

type Ignored = ReadOutcome['ignored'][number];

function readBasic(opened: Opened, given: Day | null): ReadOutcome {
  const { table, headRow, code, prefecture, name } = opened;
  const { columns, ignored, undated } = datedColumns(opened, given);
  const mentions: BodyMention[] = [];
  const facts: ReadFact[] = [];
  for (let row = headRow + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    const mention = mentions.length;
    const who = `${table.text(row, prefecture)}${table.text(row, name)}`;
    mentions.push({
      sheet: 1,
      row,
      column: name,
      code: table.text(row, code) === '' ? null : table.text(row, code),
      prefecture: table.text(row, prefecture),
      name: table.text(row, name),
      level: 'municipality',
    });
    for (const { column, indicator, scale, on } of columns) {
      const value = readScaled(table, row, column, scale, `${who}の${table.text(headRow, column)}`);
      if (value === null) continue;
      const blank = value === '';
      facts.push({
        mention,
        indicator,
        part: '',
        on,
        value: blank ? null : value,
        base: null,
        baseOn: null,
        reason: blank ? 'blank-in-source' : null,
        note: null,
        sheet: 1,
        row,
        column,
      });
    }
  }
  const newest =
    columns
      .map(({ on }) => on)
      .sort()
      .at(-1) ?? null;
  const text = `年の記載がない ${undated} 列は読んでいません。読むには --as-of で基準日を指定してください。`;
  return {
    matching: 'by-code',
    registerOn: newest ?? '',
    asOf: given ?? newest,
    editionOn: null,
    state: 'final',
    mentions,
    facts,
    controls: [],
    ignored,
    rejected: table.faults,
    remarks: undated === 0 ? [] : [{ sheet: 1, row: 0, column: 0, text }],
  };
}

function datedColumns(
  { table, headRow, code, prefecture, name }: Opened,
  given: Day | null,
): {
  readonly columns: readonly DatedColumn[];
  readonly ignored: readonly Ignored[];
  readonly undated: number;
} {
  const columns: DatedColumn[] = [];
  const ignored: Ignored[] = [];
  let undated = 0;
  for (let column = 1; column <= table.width(headRow); column += 1) {
    const head = table.text(headRow, column);
    const ignore = (why: string) => ignored.push({ sheet: 1, row: headRow, column, text: head, why });
    const census = CENSUS.find((one) => one.head.test(head));
    const other = UNDATED.find((one) => one.head.test(head));
    if (census !== undefined) {
      columns.push({ ...census, column, on: `${census.head.exec(head)?.[1]}-${CENSUS_DAY}` });
    } else if (other !== undefined && given !== null) columns.push({ ...other, column, on: given });
    else if (other !== undefined) {
      undated += 1;
      ignore('年の記載がない列');
    } else if (head === 'type') ignore('区分の列');
    else if (![code, prefecture, name].includes(column)) {
      table.fault(
        headRow,
        column,
        '知っている列名',
        `「${head}」は知らない列です。表の版を確かめてください。`,
      );
    }
  }
  return { columns, ignored, undated };
}

/** Value × 10^scale, exactly; a figure with more decimals than its definition is a fault, never rounded. */
function readScaled(table: Table, row: number, column: number, scale: number, what: string): Read<bigint> {
  if (scale === 0) return table.count(row, column, what);
  const value = table.decimal(row, column, what);
  if (value === null || value === '') return value;
  const text = table.text(row, column);
  return (
    toScaled(value, scale) ??
    table.fault(
      row,
      column,
      `小数点以下${scale}桁まで`,
      `${what}「${text}」の小数が${scale}桁を超えています。`,
    )
  );
}
