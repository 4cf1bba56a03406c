import { inflateSync } from 'node:zlib';

/** Compressed parts that are looked into at most, and how large each may become: a PDF is a stranger's file. */
const MAX_STREAMS = 400;
const MAX_INFLATED = 4 * 1024 * 1024;
const MAX_TOTAL = 64 * 1024 * 1024;

/** Whether the bytes are a PDF. Readers accept its mark anywhere in the first 1,024 bytes. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-');
}

/**
 * Pages of a PDF, from the count in the root of its page tree; null where the file does not say it readably (encrypted,
 * damaged, unusual). Nothing of the file is run or drawn.
 */
export function pdfPages(bytes: Uint8Array): number | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) return null;
  const counts = countsIn(text);
  let total = 0;
  let streams = 0;
  for (const match of text.matchAll(/\/Type\s*\/ObjStm\b/g)) {
    if (++streams > MAX_STREAMS || total > MAX_TOTAL) break;
    const inflated = objectStream(buffer, text, match.index);
    total += inflated.length;
    counts.push(...countsIn(inflated));
  }
  // The root counts the pages of all its branches: the largest is the whole.
  return counts.length === 0 ? null : Math.max(...counts);
}

/** The text of the object stream whose dictionary holds `at`; '' where it cannot be read. */
function objectStream(buffer: Buffer, text: string, at: number): string {
  const start = /stream\r?\n/g;
  start.lastIndex = at;
  const found = start.exec(text);
  if (found === null || found.index - at > 2_000) return '';
  const from = found.index + found[0].length;
  const end = text.indexOf('endstream', from);
  if (end < 0) return '';
  try {
    return inflateSync(buffer.subarray(from, end), { maxOutputLength: MAX_INFLATED }).toString('latin1');
  } catch {
    return '';
  }
}

/** `/Type /Pages … /Count 12` in either order, within one dictionary. */
function countsIn(text: string): number[] {
  const counts: number[] = [];
  for (const match of text.matchAll(/\/Type\s*\/Pages\b/g)) {
    const from = text.lastIndexOf('<<', match.index);
    const until = text.indexOf('>>', match.index);
    const dictionary = text.slice(
      Math.max(from, match.index - 20_000, 0),
      until < 0 ? match.index + 20_000 : until,
    );
    const count = /\/Count\s+(\d{1,6})\b/.exec(dictionary)?.[1];
    if (count !== undefined) counts.push(Number(count));
  }
  return counts;
}
