import { readFile, stat } from 'node:fs/promises';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { decodeText } from './decode.ts';
import { FILE_LIMITS, type FileLimits } from './limits.ts';
import { readCsv } from './read-csv.ts';
import { type FileRefusalCode, formatBytes } from './refusals.ts';
import type { SheetCodec } from './sheet-codec.ts';
import { refuseBinary, sniff } from './sniff.ts';
import type { Workbook } from './workbook.ts';
import { xlsxCodec } from './xlsx-codec.ts';

/**
 * Reads an official file as it comes: .csv (UTF-8 or Shift_JIS), .xlsx or .json, told apart by content and never by
 * name. Refuses with a code of `refusals.ts`; throws only for faults of the machine.
 */
export async function readWorkbook(
  source: Uint8Array | string,
  fileName: string,
  limits: FileLimits = FILE_LIMITS,
  codec: SheetCodec = xlsxCodec,
): Promise<Result<Workbook, FileRefusalCode>> {
  const size = typeof source === 'string' ? (await stat(source)).size : source.byteLength;
  if (size > limits.maxBytes) return refuse('file-too-large', { limit: formatBytes(limits.maxBytes) });
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const sniffed = sniff(bytes);
  if (!sniffed.ok) return named(fileName, sniffed);
  if (sniffed.value === 'zip') {
    const decoded = await codec.readXlsx(bytes, limits);
    return decoded.ok
      ? ok({ fileName, format: 'xlsx', ...decoded.value, encoding: null })
      : named(fileName, decoded);
  }
  return readText(bytes, fileName, limits);
}

/** Whoever chose a workbook is told that it is none, and what it is. */
function named(fileName: string, refusal: Refusal<FileRefusalCode>): Refusal<FileRefusalCode> {
  if (!/\.xls[xm]$/i.test(fileName)) return refusal;
  if (refusal.code === 'file-is-pdf') return refuse('file-is-not-a-workbook', { found: 'PDF' });
  if (refusal.code !== 'file-is-not-a-table') return refusal;
  return refuse('file-is-not-a-workbook', { found: refusal.detail.found ?? '不明' });
}

async function readText(
  bytes: Uint8Array,
  fileName: string,
  limits: FileLimits,
): Promise<Result<Workbook, FileRefusalCode>> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return named(fileName, await refuseBinary(bytes));
  const { text, encoding } = decoded.value;
  const common = { fileName, hiddenSheets: [], encoding };
  const json = parseJson(text);
  if (json !== undefined) return ok({ ...common, format: 'json', sheets: [], json });
  if (/\.(json|topojson|geojson)$/i.test(fileName)) return refuse('file-bad-json');
  const sheet = await readCsv(text, fileName.replace(/\.[^.]*$/, ''), limits.maxCells);
  return sheet.ok ? ok({ ...common, format: 'csv', sheets: [sheet.value] }) : sheet;
}

/** Only objects and arrays are documents: a CSV of one number is valid JSON too. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
