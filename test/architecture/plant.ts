import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Plant {
  /** Absolute path of a temporary folder that holds the faulty files. */
  readonly folder: string;
  remove(): void;
}

/** Writes a small project with faults in it, so that a rule can be seen to find them. */
export function plant(files: Readonly<Record<string, string>>): Plant {
  const folder = mkdtempSync(path.join(tmpdir(), 'shirube-planted-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
