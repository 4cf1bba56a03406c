import { formatDay } from '../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../core/indicator.ts';
import type { PublishedAggregate } from '../../contracts/published-aggregate.ts';

export interface PrintedFigure {
  readonly id: string;
  readonly document: PublishedAggregate;
}

export interface PrintedRow {
  readonly key: string;
  readonly title: string;
  /** In the order of the table's columns; null where the document prints nothing. */
  readonly cells: readonly (PrintedFigure | null)[];
}

/** One table as a document prints it: rows of classes or of dates, one column for each item. */
export interface PrintedTable {
  readonly title: string;
  readonly rowTitle: string;
  readonly columns: readonly string[];
  readonly rows: readonly PrintedRow[];
  readonly sources: readonly string[];
  readonly notes: readonly string[];
}

export const NO_DATE = '時点の記載なし';

/** As the source writes its date; the day beside it where the document speaks of a fiscal year. */
export function asOfWords(document: Pick<PublishedAggregate, 'on' | 'asOfText'>): string {
  if (document.on === null) return document.asOfText === '' ? NO_DATE : document.asOfText;
  return document.asOfText === '' ? `${formatDay(document.on)}時点` : document.asOfText;
}

/**
 * Printed figures as tables. Classes of one date are the rows of a table of their own; figures of the nation that
 * follow each other month by month share one table with the dates as rows.
 */
export function printedTables(
  definition: IndicatorDefinition,
  figures: readonly PrintedFigure[],
): readonly PrintedTable[] {
  const byDate = grouped(figures, ({ document }) => `${document.on ?? ''}|${asOfWords(document)}`);
  const single: PrintedFigure[] = [];
  const tables: PrintedTable[] = [];
  for (const group of byDate.values()) {
    if (new Set(group.map(rowName)).size === 1 && byDate.size > 2) single.push(...group);
    else {
      const title = asOfWords((group[0] as PrintedFigure).document);
      tables.push(table(definition, title, '区分', group, rowName));
    }
  }
  if (single.length > 0) {
    const where = [...new Set(single.map(rowName))];
    const title = `${where.length === 1 ? `${where[0]}、` : ''}時点ごと`;
    tables.push(table(definition, title, '時点', single, dateName(where.length > 1)));
  }
  return tables;
}

function rowName({ document }: PrintedFigure): string {
  return document.classTitle;
}

function dateName(withClass: boolean) {
  return (figure: PrintedFigure) =>
    `${asOfWords(figure.document)}${withClass ? `（${figure.document.classTitle}）` : ''}`;
}

function table(
  definition: IndicatorDefinition,
  title: string,
  rowTitle: string,
  figures: readonly PrintedFigure[],
  nameOf: (figure: PrintedFigure) => string,
): PrintedTable {
  const columnOf = ({ document }: PrintedFigure) => {
    const part = definition.parts?.find((candidate) => candidate.id === document.part)?.title;
    return [part, document.item].filter((word) => word != null).join('・') || definition.shortTitle;
  };
  // One figure a date, each with a word of its own (小計, 累計): the words belong to the rows.
  if (rowTitle === '時点' && new Set(figures.map(nameOf)).size === figures.length) {
    const rows = figures.map((figure) => ({
      key: figure.id,
      title: worded(nameOf(figure), figure),
      cells: [figure],
    }));
    return { title, rowTitle, columns: [definition.shortTitle], rows, ...foot(figures) };
  }
  // Many parts of one class read better downwards than across.
  const across = [...new Set(figures.map(columnOf))];
  const down = [...new Set(figures.map(nameOf))];
  const turned = down.length === 1 && across.length > 4;
  const rowOf = turned ? columnOf : nameOf;
  const headOf = turned ? nameOf : columnOf;
  const columns = turned ? down : across;
  const rows = (turned ? across : down).map((name) => ({
    key: name,
    title: name,
    cells: columns.map(
      (column) => figures.find((figure) => rowOf(figure) === name && headOf(figure) === column) ?? null,
    ),
  }));
  return {
    title,
    rowTitle: turned ? '項目' : rowTitle,
    columns,
    rows,
    ...foot(figures),
  };
}

function worded(name: string, { document }: PrintedFigure): string {
  const { item } = document;
  return item === null || name.includes(item) ? name : `${name}（${item}）`;
}

function foot(figures: readonly PrintedFigure[]): Pick<PrintedTable, 'sources' | 'notes'> {
  return {
    sources: documentsOf(figures.map(({ document }) => document.source)),
    notes: [...new Set(figures.flatMap(({ document }) => (document.note === null ? [] : [document.note])))],
  };
}

/** 「…（2022年5月11日）1142行」 of twenty lines is one document with its lines. */
function documentsOf(sources: readonly string[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const source of new Set(sources)) {
    const match = /^(.*?[）」])\s*(\d.*)行$/u.exec(source);
    const document = match?.[1] ?? source;
    const list = lines.get(document) ?? [];
    lines.set(document, list);
    if (match?.[2] !== undefined) list.push(...match[2].split(/行?・/));
  }
  return [...lines].map(([document, at]) =>
    at.length === 0 ? document : `${document}${[...new Set(at)].join('・')}行`,
  );
}

function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const list = groups.get(name) ?? [];
    groups.set(name, list);
    list.push(item);
  }
  return groups;
}
