import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../user-error.ts';
import { isAlive } from './postmaster.ts';

const WAIT_MS = 60_000;

/** One program at a time creates or starts the database of a folder. A lock of a dead program is taken over. */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + WAIT_MS;
  while (!take(file)) {
    if (Date.now() > until) {
      throw new UserError(
        `ほかのしるべが起動の途中のまま終わりません。プロセス番号: ${holder(file)}。` +
          `動いていないことを確かめ、${file} を消してからやり直してください。`,
      );
    }
    const pid = holder(file);
    if (pid !== null && !isAlive(pid)) rmSync(file, { force: true });
    else await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Empty: its owner has created the file and is about to write its number.
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
