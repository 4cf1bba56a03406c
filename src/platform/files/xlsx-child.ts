import { readXlsx } from 'hucre';
import { sheetOf } from './xlsx-cells.ts';
import type { ChildAnswer } from './xlsx-codec.ts';
import { proveSizes } from './zip-guard.ts';

/**
 * The process that unpacks and reads one workbook: bytes by standard input, one answer by message, then it ends. Its
 * heap is limited by its parent, so that a hostile workbook costs this process and never the server.
 */
async function answer(maxCells: number): Promise<ChildAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (!(await proveSizes(bytes))) return { kind: 'bad' };
  try {
    const workbook = await readXlsx(bytes, { readStyles: true });
    const hidden = workbook.sheets.filter((sheet) => sheet.hidden || sheet.veryHidden);
    const visible = workbook.sheets.filter((sheet) => !hidden.includes(sheet));
    const cells = visible.reduce((sum, sheet) => sum + sheet.rows.length * (sheet.rows[0]?.length ?? 0), 0);
    if (cells > maxCells) return { kind: 'too-many-cells' };
    return { kind: 'sheets', sheets: visible.map(sheetOf), hiddenSheets: hidden.map((sheet) => sheet.name) };
  } catch {
    return { kind: 'bad' };
  }
}

process.send?.(await answer(Number(process.argv[2])), () => process.disconnect());
