import type { Day } from '../../../core/calendar.ts';
import { type Read, Table } from '../../../core/table.ts';
import type { BodyMention, FileKind, ReadFact, ReadOutcome, Workbook } from '../../contracts/file-kind.ts';
import { BASIC_INDICATORS } from './sources.ts';

const ID = 'basic-indicators';

/** 国勢調査 is taken as of 1 October (国勢調査令第2条), and the heads name its year. */
const CENSUS_DAY = '10-01';

const COLUMNS: readonly { readonly head: RegExp; readonly indicator: string }[] = [
  { head: /^population_(\d{4})$/, indicator: 'population-census@1' },
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

/** 市区町村の基礎・財政指標: ten figures of each municipality under 5-digit codes, of which the census counts are read. */
export const basicIndicators: FileKind = {
  id: ID,
  title: '市区町村の基礎・財政指標（国勢調査の人口）',
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

interface CensusColumn {
  readonly column: number;
  readonly indicator: string;
  readonly on: Day;
}

function readBasic({ table, headRow, code, prefecture, name }: Opened, given: Day | null): ReadOutcome {
  const columns: CensusColumn[] = [];
  const ignored: ReadOutcome['ignored'][number][] = [];
  for (let column = 1; column <= table.width(headRow); column += 1) {
    const head = table.text(headRow, column);
    const known = COLUMNS.find((one) => one.head.test(head));
    const year = known?.head.exec(head)?.[1];
    if (known !== undefined && year !== undefined) {
      columns.push({ column, indicator: known.indicator, on: `${year}-${CENSUS_DAY}` });
    } else if (![code, prefecture, name].includes(column)) {
      ignored.push({ sheet: 1, row: headRow, column, text: head, why: '取り込まない列' });
    }
  }
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
    for (const { column, indicator, on } of columns) {
      const value: Read<bigint> = table.count(row, column, `${who}の${table.text(headRow, column)}`);
      if (value === null) continue;
      facts.push({
        mention,
        indicator,
        part: '',
        on,
        value: value === '' ? null : value,
        base: null,
        baseOn: null,
        reason: value === '' ? 'blank-in-source' : null,
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
  const text = `列の年による国勢調査の日で読みました。指定された ${given} は使いません。`;
  return {
    matching: 'by-code',
    registerOn: newest ?? '',
    asOf: newest,
    editionOn: null,
    state: 'final',
    mentions,
    facts,
    controls: [],
    ignored,
    rejected: table.faults,
    remarks: given === null || given === newest ? [] : [{ sheet: 1, row: 0, column: 0, text }],
  };
}
