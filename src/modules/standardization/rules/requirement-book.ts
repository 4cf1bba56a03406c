import { type CellFault, Table } from '../../../core/table.ts';
import { normalise } from '../../../core/text.ts';
import type { OutBook } from '../../../core/workbook.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import { bookOf, cell, tableSheet } from './book.ts';
import {
  REQUIREMENT_KINDS,
  type Requirement,
  type RequirementKind,
  VERDICTS,
  type Verdict,
  type VerdictValue,
} from './fit.ts';

/** Columns of the table of requirements; reading goes by these words, never by the place. */
const HEADS = {
  no: ['要件番号', '要件ID', '機能ID', '番号'],
  kind: ['区別', '区分', '要件の区別'],
  title: ['要件', '内容', '機能要件'],
  mandatory: ['必須・任意', '実装類型', '必須'],
  source: ['出典', '標準仕様書'],
  verdict: ['判定', '適合性'],
  reason: ['理由', '判定の理由'],
} as const;
type Head = keyof typeof HEADS;
const WIDTHS: Readonly<Record<Head, number>> = {
  ...{ no: 14, kind: 18, title: 48, mandatory: 12, source: 32, verdict: 10, reason: 32 },
};
const NEEDED: readonly Head[] = ['no', 'kind', 'title', 'mandatory', 'source'];
const MANDATORY = ['必須', '実装必須', '必須機能'];
const OPTIONAL = ['任意', '標準オプション', '標準オプション機能'];

/** Requirements of a business with the verdicts on one version: what is written here is read again by the same words. */
export function requirementBook(
  title: string,
  madeOn: string,
  requirements: readonly Requirement[],
  verdicts: readonly Verdict[],
): OutBook {
  const by = new Map(verdicts.map((one) => [one.requirementNo, one]));
  const rows = requirements.map((one) => {
    const verdict = by.get(one.requirementNo);
    return [
      ...[
        one.requirementNo,
        REQUIREMENT_KINDS[one.kind],
        one.title,
        one.mandatory ? '必須' : '任意',
        one.source,
      ].map((text) => cell(text)),
      cell(verdict === undefined ? '' : VERDICTS[verdict.verdict], 'open'),
      cell(verdict?.reason ?? '', 'open'),
    ];
  });
  const head = (Object.keys(HEADS) as Head[]).map((id) => cell(HEADS[id][0], 'head'));
  const sheet = tableSheet('要件と判定', Object.values(WIDTHS), [head, ...rows], {
    repeat: 1,
    validations: [
      {
        cell: `F2:F${Math.max(2, rows.length + 1)}`,
        kind: 'list',
        formula: `"${Object.values(VERDICTS).join(',')}"`,
        message: '適合・不適合・対象外から選びます。',
      },
    ],
  });
  return bookOf(title, madeOn, [sheet]);
}

export interface ReadRequirements {
  readonly requirements: readonly Requirement[];
  readonly verdicts: readonly Verdict[];
  readonly faults: readonly CellFault[];
}

/** Null: no sheet has the columns. An empty verdict says nothing; 不適合 and 対象外 carry their reason. */
export function readRequirements(workbook: Workbook): ReadRequirements | null {
  for (const sheet of workbook.sheets) {
    const table = new Table(sheet);
    for (let row = 1; row <= Math.min(10, table.height); row += 1) {
      const columns = headsAt(table, row);
      if (columns !== null) return readRows(table, row, columns);
    }
  }
  return null;
}

type Columns = ReadonlyMap<Head, number>;

function headsAt(table: Table, row: number): Columns | null {
  const found = new Map<Head, number>();
  for (let column = 1; column <= table.width(row); column += 1) {
    const title = normalise(table.text(row, column));
    for (const [id, words] of Object.entries(HEADS) as [Head, readonly string[]][])
      if (!found.has(id) && words.some((word) => normalise(word) === title)) found.set(id, column);
  }
  return NEEDED.every((id) => found.has(id)) ? found : null;
}

function readRows(table: Table, head: number, columns: Columns): ReadRequirements {
  const requirements: Requirement[] = [];
  const verdicts: Verdict[] = [];
  const seen = new Set<string>();
  for (let row = head + 1; row <= table.height; row += 1) {
    if (table.isEmpty(row)) continue;
    const at = (id: Head) => columns.get(id) ?? 0;
    const text = (id: Head) => table.text(row, at(id));
    const requirementNo = text('no');
    if (requirementNo === '') table.fault(row, at('no'), '要件の番号', '要件の番号がありません。');
    if (seen.has(requirementNo))
      table.fault(row, at('no'), '1行だけ', `要件「${requirementNo}」の行が2つあります。`);
    seen.add(requirementNo);
    const kind = keyOf(REQUIREMENT_KINDS, text('kind'));
    if (kind === null)
      table.fault(
        row,
        at('kind'),
        wordsOf(REQUIREMENT_KINDS),
        `「${text('kind')}」は要件の区別ではありません。`,
      );
    for (const id of ['title', 'source'] as const)
      if (text(id) === '') table.fault(row, at(id), HEADS[id][0], `${HEADS[id][0]}が空欄です。`);
    const mandatory = MANDATORY.includes(text('mandatory'));
    if (!mandatory && !OPTIONAL.includes(text('mandatory')))
      table.fault(
        row,
        at('mandatory'),
        '必須・任意',
        `「${text('mandatory')}」を必須か任意として読めません。`,
      );
    const { title, source } = { title: text('title'), source: text('source') };
    requirements.push({ requirementNo, kind: kind ?? 'function', title, mandatory, source });
    const verdict = columns.has('verdict') ? readVerdict(table, row, columns, requirementNo) : null;
    if (verdict !== null) verdicts.push(verdict);
  }
  return { requirements, verdicts, faults: table.faults };
}

function readVerdict(table: Table, row: number, columns: Columns, requirementNo: string): Verdict | null {
  const column = columns.get('verdict') ?? 0;
  const written = table.text(row, column);
  if (written === '' || written === '判定前') return null;
  const verdict = keyOf(VERDICTS, written);
  if (verdict === null)
    return table.fault(row, column, wordsOf(VERDICTS), `「${written}」は判定ではありません。`);
  const reasons = columns.get('reason') ?? null;
  const reason = reasons === null ? '' : table.text(row, reasons);
  if (verdict !== 'fit' && reason === '')
    return table.fault(row, reasons ?? column, '理由', `${written}とする理由がありません。`);
  return { requirementNo, verdict, reason: reason === '' ? null : reason };
}

function keyOf<Key extends RequirementKind | VerdictValue>(
  titles: Readonly<Record<Key, string>>,
  text: string,
): Key | null {
  const entries = Object.entries(titles) as [Key, string][];
  return entries.find(([, title]) => normalise(title) === normalise(text))?.[0] ?? null;
}

function wordsOf(titles: Readonly<Record<string, string>>): string {
  return Object.values(titles).join('・');
}
