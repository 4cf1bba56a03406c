import type { Day } from '../../../core/calendar.ts';
import type {
  BodyMention,
  ControlSum,
  FileKind,
  ReadFact,
  ReadOutcome,
  Workbook,
} from '../../contracts/file-kind.ts';
import { findResidentHeads, type ResidentHeads } from './resident-heads.ts';
import { RESIDENT_REGISTER } from './sources.ts';

const ID = 'resident-register';
const POPULATION = 'population@1';
const HOUSEHOLDS = 'households-resident@1';

/** 北方領土の6村 出典: 総務省 全国地方公共団体コード. Rows of zeros without a government. */
const NORTHERN: ReadonlySet<string> = new Set(['016951', '016969', '016977', '016985', '016993', '017001']);

function open(workbook: Workbook): ResidentHeads | null {
  for (const [index, sheet] of workbook.sheets.entries()) {
    const heads = findResidentHeads(sheet, index + 1);
    if (heads !== null) return heads;
  }
  return null;
}

/** 住民基本台帳に基づく人口（市区町村別・総計）: the workbook with its wards, subtotals of 郡, prefectures and total. */
export const residentRegister: FileKind = {
  id: ID,
  title: '住民基本台帳に基づく人口・世帯数（市区町村別）',
  source: RESIDENT_REGISTER,
  recognise(workbook) {
    const heads = open(workbook);
    if (heads === null) return null;
    return { confidence: 1, why: '団体コード・都道府県名・市区町村名と、人口の計の列があります。' };
  },
  read(workbook, given) {
    const heads = open(workbook);
    if (heads === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readRegister(heads, given.asOf);
  },
};

function readRegister(heads: ResidentHeads, given: Day | null): ReadOutcome {
  const { table, sheet } = heads;
  const asOf = heads.on ?? given;
  if (heads.only !== null) {
    const message = `${heads.only}だけの表です。「総計」の表を選んでください。`;
    table.fault(1, 1, '総計の表', message);
  }
  const mentions: BodyMention[] = [];
  const facts: ReadFact[] = [];
  const controls: ControlSum[] = [];
  const ignored: ReadOutcome['ignored'][number][] = [];
  for (let row = heads.firstRow; row <= table.height; row += 1) {
    const prefecture = table.text(row, heads.prefecture);
    const name = table.text(row, heads.name);
    if (prefecture === '') {
      // Footnotes stand in the first column only.
      if (!table.isEmpty(row))
        ignored.push({ sheet, row, column: heads.code, text: table.text(row, heads.code), why: '注記' });
      continue;
    }
    const sum = sumRow(prefecture, name);
    const why = sum?.why ?? noBody(table.text(row, heads.code), name);
    const figures = figuresOf(heads, row, `${prefecture}${sum === null ? name : ''}`);
    if (why !== null) {
      ignored.push({ sheet, row, column: heads.name, text: `${prefecture}${name}`, why });
      if (sum === null || asOf === null) continue;
      for (const { indicator, value, column } of figures) {
        if (value === null) continue;
        controls.push({
          indicator,
          part: '',
          on: asOf,
          prefecture: sum.prefecture,
          value,
          sheet,
          row,
          column,
        });
      }
      continue;
    }
    const mention = mentions.length;
    const code = table.text(row, heads.code);
    mentions.push({
      sheet,
      row,
      column: heads.name,
      code: code === '' ? null : code,
      prefecture,
      name,
      level: 'municipality',
    });
    if (asOf === null) continue;
    for (const { indicator, value, column } of figures) {
      const reason = value === null ? 'blank-in-source' : null;
      facts.push({
        mention,
        indicator,
        part: '',
        on: asOf,
        value,
        base: null,
        baseOn: null,
        reason,
        note: null,
        sheet,
        row,
        column,
      });
    }
  }
  const differs = heads.on !== null && given !== null && given !== heads.on;
  const text = `表題の基準日 ${heads.on} で読みました。指定された ${given} は使いません。`;
  return {
    matching: 'by-code',
    registerOn: asOf ?? '',
    asOf,
    editionOn: null,
    state: 'final',
    mentions,
    facts,
    controls,
    ignored,
    rejected: table.faults,
    remarks: differs ? [{ sheet, row: 0, column: 0, text }] : [],
  };
}

/** 合計 and the prefectures' rows: no bodies, but sums to check with. */
function sumRow(
  prefecture: string,
  name: string,
): { readonly prefecture: string | null; readonly why: string } | null {
  if (/^(合計|全国|総数)$/.test(prefecture)) return { prefecture: null, why: '合計の行' };
  return /^[-－―‐]?$/.test(name) ? { prefecture, why: '都道府県の行' } : null;
}

/** 小計 of 郡 and of 東京都島しょ carry codes with a valid check digit, and so do wards: only their names tell. */
function noBody(code: string, name: string): string | null {
  if (NORTHERN.has(code)) return '北方領土の村の行';
  if (!/[市区町村]$/.test(name)) return name.endsWith('郡') ? '郡の小計の行' : '島しょの小計の行';
  return /市.+区$/.test(name) ? '行政区の行' : null;
}

interface Figure {
  readonly indicator: string;
  readonly column: number;
  readonly value: bigint | null;
}

/** 計 is not always 男 + 女: since 2025 people whose card names no sex are in 計 only. Never fewer, though. */
function figuresOf(heads: ResidentHeads, row: number, who: string): readonly Figure[] {
  const { table } = heads;
  const figures: Figure[] = [];
  const read = (indicator: string, column: number | null, what: string) => {
    const value = column === null ? null : table.count(row, column, `${who}の${what}`);
    if (column !== null && value !== null)
      figures.push({ indicator, column, value: value === '' ? null : value });
  };
  read(POPULATION, heads.total, '人口の計');
  read(HOUSEHOLDS, heads.households, '世帯数');
  const total = figures.find((figure) => figure.indicator === POPULATION)?.value ?? null;
  const men = heads.men === null ? null : table.count(row, heads.men, `${who}の男の人口`);
  const women = heads.women === null ? null : table.count(row, heads.women, `${who}の女の人口`);
  if (total !== null && typeof men === 'bigint' && typeof women === 'bigint' && men + women > total) {
    const message = `${who}の人口の計 ${total} が、男 ${men} と女 ${women} の和より小さい値です。`;
    table.fault(row, heads.total, `${men + women} 以上`, message);
  }
  return figures;
}
