import type { Context } from 'hono';
import type { Db } from '../../../../platform/db/database.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { dataEdition } from '../../queries/open-data.ts';
import { answer, type Format, json, MEDIA_TYPES } from '../http.ts';
import { csvStream, type Header, type Row } from './csv.ts';
import { type CursorKey, decodeCursor, encodeCursor, questionOf } from './cursor.ts';
import { type Column, numbered } from './field.ts';
import { xlsxStream } from './xlsx.ts';

export const DEFAULT_LIMIT = 100;
/** Rows of a workbook at most: it is held in memory once, a CSV never. */
export const XLSX_ROWS = 50_000;
/** Rows that are read from the database at once for a file. */
const PAGE = 1_000;

/** Rows after a position, at most `limit` of them, each with the position behind it. */
export type ReadRows = (
  after: CursorKey | null,
  limit: number,
) => Promise<readonly { readonly row: Row; readonly key: CursorKey }[]>;

export interface ListQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly format?: Format | undefined;
  readonly header?: Header | undefined;
}

export interface ListSource {
  /** Of the file: `observations-cio`. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Members of the JSON answer beside `items` and `nextCursor`. */
  readonly frame: Readonly<Record<string, unknown>>;
  readonly read: ReadRows;
  /** Given: this alone is the JSON answer. */
  readonly whole?: Row | undefined;
}

/** One question in three formats: a page of JSON with a cursor, or all rows as a CSV file or a workbook. */
export function answerList(
  c: Context,
  deps: Deps,
  query: ListQuery,
  open: () => Promise<ListSource>,
): Promise<Response> {
  const question = questionOf(c.req.url);
  const after = decodeCursor(question, query.cursor);
  const offers = ['json', 'csv', 'xlsx'] as const;
  return answer(c, deps, { offers, format: query.format }, async (format, edition) => {
    const source = await open();
    if (format === 'json' && source.whole !== undefined) {
      return json(numbered(source.columns, source.whole));
    }
    if (format === 'json') return jsonPage(c, source, question, after, query.limit ?? DEFAULT_LIMIT);
    const limit = query.limit ?? Number.POSITIVE_INFINITY;
    const header = query.header ?? 'en';
    const file = {
      'Content-Disposition': `attachment; filename="${source.name}.${format}"`,
      Link: '</data#spreadsheets>; rel="help"',
    };
    if (format === 'csv') {
      const rows = rowsOf(pagesOf(deps.db, source, after, limit, edition));
      const type = `${MEDIA_TYPES.csv}; charset=utf-8; header=present`;
      return new Response(csvStream(source.columns, header, rows), {
        headers: { 'Content-Type': type, ...file },
      });
    }
    const rows = await gathered(pagesOf(deps.db, source, after, limit, edition));
    return new Response(xlsxStream(source.name.slice(0, 31), source.columns, header, rows), {
      headers: { 'Content-Type': MEDIA_TYPES.xlsx, ...file },
    });
  });
}

async function jsonPage(
  c: Context,
  source: ListSource,
  question: string,
  after: CursorKey | null,
  limit: number,
): Promise<Response> {
  const read = await source.read(after, limit + 1);
  const shown = read.slice(0, limit);
  const last = read.length > limit ? shown.at(-1) : undefined;
  const nextCursor = last === undefined ? null : encodeCursor(question, last.key);
  const response = json({
    ...source.frame,
    items: shown.map(({ row }) => numbered(source.columns, row)),
    nextCursor,
  });
  if (nextCursor !== null) {
    const { pathname, searchParams } = new URL(c.req.url);
    searchParams.set('cursor', nextCursor);
    response.headers.set('Link', `<${pathname}?${searchParams}>; rel="next"`);
  }
  return response;
}

/**
 * All rows, page after page, without holding a connection between two pages. A file must not mix two states of the
 * data: when something was recorded in between, it breaks off, and the reader sees a transfer that failed.
 */
async function* pagesOf(
  db: Db,
  source: ListSource,
  from: CursorKey | null,
  limit: number,
  edition: string,
): AsyncGenerator<readonly { readonly row: Row; readonly key: CursorKey }[]> {
  let after = from;
  for (let left = limit; left > 0; ) {
    const wanted = Math.min(PAGE, left);
    const page = await source.read(after, wanted);
    if ((await dataEdition(db)) !== edition) throw new Error('the data changed while a file was being sent');
    if (page.length > 0) yield page;
    if (page.length < wanted) return;
    after = page.at(-1)?.key ?? null;
    left -= page.length;
  }
}

async function* rowsOf(
  pages: AsyncIterable<readonly { readonly row: Row }[]>,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) yield page.map(({ row }) => row);
}

async function gathered(pages: AsyncIterable<readonly { readonly row: Row }[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    for (const { row } of page) rows.push(row);
    if (rows.length <= XLSX_ROWS) continue;
    const limit = XLSX_ROWS.toLocaleString('en');
    throw new HttpProblem(
      400,
      `.xlsx で書き出せるのは ${limit} 行までです。`,
      '基準日や区分で絞り込むか、format=csv を使ってください。',
      { errors: [{ parameter: 'format', found: 'xlsx', expected: `${limit} 行以下の条件` }] },
    );
  }
  return rows;
}
