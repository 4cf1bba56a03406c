import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { UserError } from '../../user-error.ts';

/** The user that the database server runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/**
 * PostgreSQL refuses to run as root. Then the server gets the owner of the data if there are data, else the user
 * `postgres`, else `nobody`. Null: this process is an ordinary user, and so is the server.
 */
export function serverUser(pgData: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const owner = existsSync(pgData) ? statSync(pgData) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid, name };
  }
  throw new UserError(
    'rootで起動されましたが、データベースを動かす利用者が見つかりません。' +
      '探した利用者: postgres、nobody。一般の利用者で起動するか、DATABASE_URL を設定してください。',
  );
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}

/** Whether that user can enter the folder (`-d`) or run the file (`-x`); permissions of all parents count. */
export function canReach(path: string, runAs: RunAs | null): boolean {
  // The user may be unable to enter our working directory too, hence `cwd`.
  const found = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    cwd: '/',
    stdio: 'ignore',
    ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}),
  });
  return found.status === 0;
}
