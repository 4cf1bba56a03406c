import { Table } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import type {
  BodyMention,
  FileKind,
  ReadFact,
  ReadOutcome,
  Workbook,
} from '../../../spine/contracts/file-kind.ts';
import { COMMON_FUNCTION } from '../rules/businesses.ts';
import { dateOf, LATE_MIGRATION_SOURCE } from './editions.ts';
import { checkHeads, columnOf, findHeads, type Heads } from './heads.ts';

const ID = 'late-migration-list';
const INDICATOR = 'late-migration@1';
/** Only the mark of the official list: in other tables of the ministries a white circle means something weaker. */
const MARK = '●';

interface Opened {
  readonly table: Table;
  readonly heads: Heads;
  readonly code: number;
  readonly name: number;
  readonly kind: number | null;
}

function open(workbook: Workbook): Opened | null {
  const sheet = workbook.sheets[0];
  if (sheet === undefined) return null;
  const table = new Table(sheet);
  const heads = findHeads(table);
  if (heads === null) return null;
  const code = columnOf(heads, '団体コード', '全国地方公共団体コード');
  const name = columnOf(heads, '自治体名', '団体名', '市区町村名');
  if (code === null || name === null || columnOf(heads, '全体進捗率') !== null) return null;
  return { table, heads, code, name, kind: columnOf(heads, '自治体区分', '団体区分', '区分') };
}

/**
 * 特定移行支援システム: a list of the bodies that have one, with a mark per business. The list is open: a body that is
 * not on it is not missing, and an unmarked business has no record.
 */
export const lateMigrationList: FileKind = {
  id: ID,
  title: '特定移行支援システムの該当見込み（一覧）',
  source: LATE_MIGRATION_SOURCE,
  recognise(workbook) {
    const opened = open(workbook);
    if (opened === null) return null;
    const { heads, table } = opened;
    let marks = 0;
    for (let row = heads.row + 1; row <= table.height; row += 1) {
      for (const { column } of heads.businesses) if (table.text(row, column) === MARK) marks += 1;
    }
    if (marks === 0) return null;
    const why = `団体コードの列と、標準化対象業務の列が ${heads.businesses.length} 列あり、印が ${marks} か所あります。`;
    return { confidence: Math.min(1, heads.businesses.length / 20), why };
  },
  read(workbook, given) {
    const opened = open(workbook);
    if (opened === null) throw new Error(`${ID}: read() of a file that recognise() refused`);
    return readList(opened, given.asOf);
  },
};

function readList(opened: Opened, given: string | null): ReadOutcome {
  const { table, heads, code, name, kind } = opened;
  checkHeads(table, heads, [code, name, kind]);
  const mentions: BodyMention[] = [];
  const ignored: { sheet: number; row: number; column: number; text: string; why: string }[] = [];
  const marked: { mention: number; row: number; column: number; part: string }[] = [];
  const rowOf = new Map<string, number>();
  for (let row = heads.row + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    const mention = mentions.length;
    const written = table.text(row, name);
    rowOf.set(written, row);
    mentions.push({
      sheet: 1,
      row,
      column: name,
      code: table.text(row, code) === '' ? null : table.text(row, code),
      prefecture: null,
      name: written,
      level: isPrefecture(opened, row) ? 'prefecture' : 'municipality',
    });
    const first = marked.length;
    for (const { column, id, title } of heads.businesses) {
      if (isMarked(table, row, column, `${written}の${title}`))
        marked.push({ mention, row, column, part: id });
    }
    const { common } = heads;
    if (common !== null && table.text(row, common) !== '') {
      ignored.push({
        sheet: 1,
        row,
        column: common,
        text: `${written} ${COMMON_FUNCTION}`,
        why: '業務でない列の印',
      });
    }
    // The body as a whole counts only when a business is marked; 共通機能 alone is none.
    if (marked.length > first) marked.push({ mention, row, column: name, part: '' });
  }
  const dated = dateOf(ID, given, (body) => {
    const row = rowOf.get(body);
    return row === undefined ? null : String(countMarks(table, heads, row));
  });
  const { asOf } = dated;
  const facts: readonly ReadFact[] =
    asOf === null
      ? []
      : marked.map((mark) => ({
          ...mark,
          indicator: INDICATOR,
          on: asOf,
          value: 1n,
          base: null,
          baseOn: null,
          reason: null,
          note: null,
          sheet: 1,
        }));
  return {
    matching: 'by-code',
    registerOn: asOf ?? '',
    asOf,
    editionOn: dated.editionOn,
    state: dated.state,
    mentions,
    facts,
    controls: [],
    ignored,
    rejected: table.faults,
    remarks: dated.remarks,
  };
}

function isPrefecture({ table, code, kind }: Opened, row: number): boolean {
  if (kind !== null && normalise(table.text(row, kind)) === normalise('都道府県')) return true;
  return /^\d{2}000\d$/.test(table.text(row, code));
}

function isMarked(table: Table, row: number, column: number, what: string): boolean {
  const text = table.trusted(row, column, what);
  if (text === null || text === '') return false;
  if (text === MARK) return true;
  table.fault(row, column, '● か空欄', `${what}「${text}」は印（●）ではありません。`);
  return false;
}

function countMarks(table: Table, heads: Heads, row: number): number {
  const columns = heads.businesses.map(({ column }) => column);
  if (heads.common !== null) columns.push(heads.common);
  return columns.filter((column) => table.text(row, column) === MARK).length;
}
