import type { Context } from 'hono';
import type { OutBook } from '../../../core/workbook.ts';
import { readWorkbook } from '../../../platform/files/read-workbook.ts';
import { receiveForm, uploadRefusalSentence } from '../../../platform/files/receive-form.ts';
import { fileRefusalSentence } from '../../../platform/files/refusals.ts';
import { writeWorkbook } from '../../../platform/files/write-workbook.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import { type Fault, fault } from '../rules/sentences.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function bookAnswer(c: Context, name: string, book: OutBook): Promise<Response> {
  const bytes = await writeWorkbook(book);
  return c.body(Buffer.from(bytes), 200, {
    'Content-Type': XLSX,
    'Content-Disposition': `attachment; filename="standardization.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}

/** Rows as CSV; what begins like a formula is text. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

export function csvHeaders(c: Context, name: string): void {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}"`);
}

/** A table as CSV in UTF-8 with a mark, as Excel reads it. */
export function csvAnswer(c: Context, name: string, rows: readonly (readonly string[])[]): Response {
  csvHeaders(c, name);
  return c.body(`\uFEFF${csvText(rows)}`);
}

const LIMITS = { maxBytes: 10 * 1024 * 1024, maxFiles: 1, maxFieldBytes: 4 * 1024 };

/** The one table of a form that was sent, or why it cannot be read. */
export async function sentWorkbook(
  c: Context,
): Promise<
  { readonly ok: true; readonly value: Workbook } | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const bad = (message: string) => ({ ok: false as const, faults: [fault('bad-file', 'file', message)] });
  const received = await receiveForm(c.req.raw, LIMITS);
  if (!received.ok) return bad(uploadRefusalSentence(received));
  try {
    const [file] = received.value.files;
    if (file === undefined) return bad('送るファイルを選んでください。');
    const book = await readWorkbook(file.path, file.fileName);
    return book.ok ? book : bad(fileRefusalSentence(book));
  } finally {
    await received.value.dispose();
  }
}
