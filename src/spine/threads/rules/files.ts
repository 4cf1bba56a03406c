import { ok, type Result, refuse } from '../../../core/result.ts';
import type { ThreadRefusal } from './thread.ts';

/** What an office sends along: each file and all together, in bytes. Larger things go by an address. */
export const FILE_LIMITS = { files: 5, bytes: 10 * 1024 * 1024, allBytes: 30 * 1024 * 1024 } as const;

/**
 * Endings that may be sent, and what their content must then be; null: plain text has no mark of its own. Nothing that
 * carries macros, runs, or is opened by a browser as a page: gates between networks stop those anyway.
 */
const KINDS: Readonly<Record<string, readonly (string | null)[]>> = {
  pdf: ['pdf'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  jpg: ['jpg'],
  jpeg: ['jpg'],
  png: ['png'],
  csv: [null],
  txt: [null],
};

export const ACCEPTED: string = Object.keys(KINDS)
  .map((ending) => `.${ending}`)
  .join(',');

export interface JudgedFile {
  readonly fileName: string;
  readonly size: number;
  /** Ending that its content shows; null: none that is known. */
  readonly found: string | null;
  /** It holds a byte that no text has. */
  readonly binary: boolean;
}

/** All files of one message, or why none of them is taken. */
export function judgeFiles(files: readonly JudgedFile[]): Result<null, ThreadRefusal> {
  if (files.length > FILE_LIMITS.files) return refuse('too-many-files');
  const all = files.reduce((sum, { size }) => sum + size, 0);
  if (all > FILE_LIMITS.allBytes || files.some(({ size }) => size > FILE_LIMITS.bytes))
    return refuse('file-too-large');
  for (const file of files) {
    const ending = /\.([A-Za-z0-9]+)$/.exec(file.fileName)?.[1]?.toLowerCase() ?? '';
    const kinds = Object.hasOwn(KINDS, ending) ? (KINDS[ending] ?? []) : [];
    if (file.size === 0 || !kinds.includes(file.found)) return refuse('bad-file');
    if (file.found === null && file.binary) return refuse('bad-file');
  }
  return ok(null);
}
