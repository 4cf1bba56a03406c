import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { ok, type Result } from '../../core/result.ts';
import type { NewFile } from './queries/files.ts';
import { judgeFiles } from './rules/files.ts';
import type { ThreadRefusal } from './rules/thread.ts';

/** A file as it came with a form. */
export interface GivenFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** Looks into each: a name proves nothing, and what another calls .pdf stays what it is. */
export async function checkFiles(
  files: readonly GivenFile[],
): Promise<Result<readonly NewFile[], ThreadRefusal>> {
  const judged = await Promise.all(
    files.map(async ({ fileName, bytes }) => ({
      fileName,
      size: bytes.length,
      found: (await fileTypeFromBuffer(bytes))?.ext ?? null,
      binary: bytes.includes(0),
    })),
  );
  const verdict = judgeFiles(judged);
  if (!verdict.ok) return verdict;
  return ok(
    files.map((file) => ({ ...file, sha256: createHash('sha256').update(file.bytes).digest('hex') })),
  );
}
