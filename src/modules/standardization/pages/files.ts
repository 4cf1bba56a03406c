import type { Context } from 'hono';
import type { OutBook } from '../../../core/workbook.ts';
import { writeWorkbook } from '../../../platform/files/write-workbook.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function bookAnswer(c: Context, name: string, book: OutBook): Promise<Response> {
  const bytes = await writeWorkbook(book);
  return c.body(Buffer.from(bytes), 200, {
    'Content-Type': XLSX,
    'Content-Disposition': `attachment; filename="standardization.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}
