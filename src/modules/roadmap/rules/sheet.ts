import type { Day } from '../../../core/calendar.ts';
import { normalise } from '../../../core/text.ts';
import { budgetField, type Typed } from './check.ts';
import { shortYear, windowOf, writeWhen } from './dates.ts';
import {
  BUDGET_KINDS,
  type BudgetKind,
  type Line,
  type LineContent,
  lineId,
  type Owner,
  parseLineId,
  STATES,
} from './line.ts';

/** Names by which cells say what a form says by ids. */
export interface SheetNames {
  readonly items: readonly { readonly id: string; readonly title: string }[];
  readonly owners: readonly { readonly value: string; readonly owner: Owner }[];
  readonly indicators: readonly { readonly id: string; readonly title: string }[];
  readonly fiscalYear: number;
  readonly bodyCode: string;
}

/** Heads that a file must have to be taken for a roadmap. */
export const ID_HEAD = '取組番号';
export const EDITION_HEAD = '更新番号';
const TITLE_HEAD = '個別取組の名称';
const BETWEEN = '、';

/** A column: its head, what stands there, and the field of the form that it is. */
interface SheetColumn {
  readonly head: string;
  readonly width: number;
  readonly write: (line: Line, names: SheetNames) => string;
  /** Fields of the form from the cell; a cell that cannot be read gives a text that the form refuses. */
  readonly read: (cell: string, names: SheetNames, base: LineContent) => Readonly<Record<string, string[]>>;
}

const plain = (
  head: string,
  field: string,
  width: number,
  write: (content: LineContent) => string,
): SheetColumn => ({
  head,
  width,
  write: (line) => write(line.content),
  read: (cell) => ({ [field]: [cell] }),
});
const dayOr = (on: Day | null | undefined) => on ?? '';

export function columnsOf(fiscalYear: number): readonly SheetColumn[] {
  return [
    {
      head: '取組事項',
      width: 28,
      write: ({ content }, { items }) => items.find((one) => one.id === content.item)?.title ?? content.item,
      read: (cell, { items }) => ({
        item: [items.find((one) => one.id === cell || same(one.title, cell))?.id ?? cell],
      }),
    },
    plain(TITLE_HEAD, 'title', 34, (content) => content.title),
    {
      head: '担当',
      width: 20,
      write: ({ content }) => content.owner?.name ?? '',
      read: (cell, names, base) => ({ owner: [ownerField(cell, names, base.owner)] }),
    },
    plain('開始', 'starts', 16, (content) => writeWhen(content.starts)),
    plain('終了（予定）', 'ends', 16, (content) => writeWhen(content.ends)),
    {
      head: '状態',
      width: 10,
      write: ({ content }) => (content.state === null ? '' : STATES[content.state.level].title),
      read: (cell) => ({ state: [stateField(cell)] }),
    },
    plain('状態の説明', 'stateText', 34, (content) => content.state?.text ?? ''),
    plain('状態の日', 'stateOn', 12, (content) => dayOr(content.state?.on)),
    plain('次の行動', 'nextText', 28, (content) => content.next?.text ?? ''),
    plain('次の行動の期日', 'nextOn', 12, (content) => dayOr(content.next?.on)),
    {
      head: '次の行動の担当',
      width: 20,
      write: ({ content }) => content.next?.owner?.name ?? '',
      read: (cell, names, base) => ({ nextOwner: [ownerField(cell, names, base.next?.owner ?? null)] }),
    },
    {
      head: '指標',
      width: 24,
      write: ({ content }, { indicators }) => indicatorCell(content, indicators),
      read: (cell, { indicators }) => indicatorFields(cell, indicators),
    },
    plain('指標の単位', 'indicatorUnit', 8, ({ indicator }) =>
      indicator?.kind === 'own' ? indicator.unit : '',
    ),
    plain('基準値', 'baseline', 10, (content) => content.baseline ?? ''),
    plain('基準値の時点', 'baselineOn', 12, (content) => dayOr(content.baselineOn)),
    plain('目標値', 'target', 10, (content) => content.target ?? ''),
    plain('目標の期日', 'targetOn', 12, (content) => dayOr(content.targetOn)),
    plain('値の出典', 'indicatorSource', 20, (content) => content.indicatorSource ?? ''),
    plain('リスク', 'risks', 30, (content) => content.risks ?? ''),
    ...windowOf(fiscalYear).years.map((year) => budgetColumn(year)),
    linkColumn('先に終える取組', 'after'),
    linkColumn('連動する取組', 'together'),
  ];
}

/** 「当初1200000、補正300000」: yen of one 年度, each with its source. */
function budgetColumn(year: number): SheetColumn {
  const kinds = Object.entries(BUDGET_KINDS) as [BudgetKind, string][];
  return {
    head: `${shortYear(year)}予算（円）`,
    width: 18,
    write: ({ content }) =>
      content.budgets
        .filter((budget) => budget.year === year)
        .map((budget) => `${BUDGET_KINDS[budget.kind]}${budget.yen}`)
        .join(BETWEEN),
    read: (cell) => {
      const fields: Record<string, string[]> = {};
      for (const part of splitBudgets(cell)) {
        const kind = kinds.find(([, title]) => part.startsWith(title));
        // Without its source a sum is no budget: it goes where the form refuses what is no number.
        if (kind === undefined)
          fields[budgetField(year, 'initial')] = [`${part}（当初・補正・見込みの別なし）`];
        else fields[budgetField(year, kind[0])] = [part.slice(kind[1].length)];
      }
      return fields;
    },
  };
}

/** Commas inside a number part nothing. */
function splitBudgets(cell: string): readonly string[] {
  return cell
    .normalize('NFKC')
    .split(/[、;\n/]|,(?=\s*\D)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function linkColumn(head: string, kind: 'after' | 'together'): SheetColumn {
  return {
    head,
    width: 18,
    write: (line) =>
      line.content.links
        .filter((link) => link.kind === kind)
        .map((link) => lineId({ bodyCode: line.bodyCode, lineNo: link.line }))
        .join(BETWEEN),
    read: (cell) => ({
      [kind]: cell
        .split(/[、,\s]+/)
        .filter((part) => part !== '')
        .map((part) => String(parseLineId(part)?.lineNo ?? part)),
    }),
  };
}

function same(a: string, b: string): boolean {
  return normalise(a) === normalise(b.replace(/^[①-⑳]\s*/, ''));
}

function ownerField(cell: string, names: SheetNames, base: Owner | null): string {
  if (cell === '') return '';
  const found = names.owners.find(({ owner }) => same(owner.name, cell));
  if (found !== undefined) return found.value;
  return base !== null && same(base.name, cell) ? 'kept' : cell;
}

function stateField(cell: string): string {
  return Object.entries(STATES).find(([, { title }]) => same(title, cell))?.[0] ?? cell;
}

/** An indicator of the program bears its id before its title: `cio CIOの任命`. */
function indicatorCell(content: LineContent, indicators: SheetNames['indicators']): string {
  const { indicator } = content;
  if (indicator === null) return '';
  if (indicator.kind === 'own') return indicator.title;
  return `${indicator.id} ${indicators.find((one) => one.id === indicator.id)?.title ?? ''}`.trim();
}

function indicatorFields(cell: string, indicators: SheetNames['indicators']): Record<string, string[]> {
  if (cell === '') return { indicator: [''] };
  const [first = ''] = cell.split(/\s/);
  const known = indicators.find((one) => one.id === first || same(one.title, cell));
  if (known !== undefined) return { indicator: [known.id] };
  return { indicator: ['own'], indicatorTitle: [cell] };
}

export function headsOf(fiscalYear: number): readonly string[] {
  return [ID_HEAD, EDITION_HEAD, ...columnsOf(fiscalYear).map((column) => column.head)];
}

/** A line as the cells of its row. */
export function rowOf(line: Line, names: SheetNames): readonly string[] {
  return [
    lineId(line),
    String(line.edition),
    ...columnsOf(names.fiscalYear).map((column) => column.write(line, names)),
  ];
}

/** Where the heads stand; null: no file of a roadmap. */
export function findHeads(rows: readonly (readonly string[])[]): {
  readonly at: number;
  readonly heads: readonly string[];
} | null {
  const at = rows.findIndex((row) => row.includes(ID_HEAD) && row.includes(TITLE_HEAD));
  return at < 0 ? null : { at, heads: rows[at] ?? [] };
}

/** The fields of a row. A column that the file does not have leaves its fields as the line has them (`stored`). */
export function typedOfRow(
  heads: readonly string[],
  row: readonly string[],
  names: SheetNames,
  base: LineContent,
  stored: Typed,
): { readonly typed: Typed; readonly headOf: (field: string) => string } {
  const fields = new Map<string, readonly string[]>();
  const headOf = new Map<string, string>();
  const { first, last } = windowOf(names.fiscalYear);
  const present = columnsOf(names.fiscalYear).filter((column) => heads.includes(column.head));
  const budgets = present.some((column) => column.head.endsWith('予算（円）'));
  for (const column of present) {
    const cell = (row[heads.indexOf(column.head)] ?? '').trim();
    for (const [field, values] of Object.entries(column.read(cell, names, base))) {
      fields.set(field, values);
      headOf.set(field, column.head);
    }
  }
  if (budgets) {
    fields.set('budgetYears', [`${first}-${last}`]);
    // A year whose column the file lacks stays.
    for (const year of windowOf(names.fiscalYear).years)
      if (!heads.includes(`${shortYear(year)}予算（円）`))
        for (const budget of base.budgets)
          if (budget.year === year) fields.set(budgetField(year, budget.kind), [budget.yen]);
  }
  return {
    typed: (name) => fields.get(name) ?? (name.startsWith('budget') ? [] : stored(name)),
    headOf: (field) => headOf.get(field) ?? field,
  };
}
