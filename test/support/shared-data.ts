import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import { readWorkbook } from '../../src/platform/files/read-workbook.ts';
import type { Workbook } from '../../src/spine/contracts/file-kind.ts';

/** Real official files, which are never part of the project. They stand beside it, or nowhere. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const PRESENT = existsSync(FOLDER);

/** A group of tests on real files; where they are absent the group is skipped, counted by the runner, and said so. */
export function describeShared(name: string, tests: () => void): void {
  if (!PRESENT) console.info(`skipped, no ../shared/data: ${name}`);
  describe.skipIf(!PRESENT)(name, tests);
}

export function sharedPath(path: string): string {
  return `${FOLDER}${path}`;
}

/** A real file as it is decoded for a file kind. Throws when it is refused. */
export async function sharedWorkbook(path: string): Promise<Workbook> {
  const read = await readWorkbook(sharedPath(path), path.slice(path.lastIndexOf('/') + 1));
  if (!read.ok) throw new Error(`${path}: ${read.code}`);
  return read.value;
}
