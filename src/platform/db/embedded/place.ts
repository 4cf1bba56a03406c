import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../user-error.ts';
import { canReach, type RunAs } from './run-as.ts';

/** Where the embedded database keeps what. */
export interface Place {
  /** Holds all the others; the data folder, or a folder outside it that the server's user can enter. */
  readonly base: string;
  readonly pgData: string;
  readonly logFile: string;
  /** True when `base` is not the data folder itself. */
  readonly outside: boolean;
}

/** Root's database lives here when the data folder is out of the server user's reach. */
const OUTSIDE = '/var/lib/shirube';

/** Creates the folders. `dataDir` must be absolute. */
export function preparePlace(dataDir: string, runAs: RunAs | null): Place {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `データを置くフォルダーに書き込めません。場所: ${dataDir}。理由: ${(error as NodeJS.ErrnoException).code}。` +
        'SHIRUBE_DATA に書き込めるフォルダーを指定してください。',
    );
  }
  refuseForeignData(dataDir, runAs);
  let base = dataDir;
  if (runAs && !canReach(dataDir, runAs)) {
    const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
    base = join(OUTSIDE, `${basename(dataDir).replace(/^\.+/, '') || 'data'}-${mark}`);
    mkdirSync(base, { recursive: true, mode: 0o755 });
    chmodSync(OUTSIDE, 0o755);
    chmodSync(base, 0o755);
    writeFileSync(join(dataDir, LOCATION), `${base}\n`);
  }
  return { base, pgData: join(base, 'db'), logFile: join(base, 'postgresql.log'), outside: base !== dataDir };
}

/** Level by level: Node's own `recursive` never returns where the system answers ENOENT, as below /proc. */
function makeFolder(dir: string): void {
  if (isFolder(dir)) return;
  if (!existsSync(dir)) makeFolder(dirname(dir));
  try {
    mkdirSync(dir);
  } catch (error) {
    if (!isFolder(dir)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const LOCATION = 'database-location.txt';

/** An ordinary user cannot open a database of another user, and must not silently get an empty one instead. */
function refuseForeignData(dataDir: string, runAs: RunAs | null): void {
  if (runAs) return;
  const uid = process.getuid?.();
  const pgData = join(dataDir, 'db');
  const foreign = existsSync(pgData) && uid !== undefined && statSync(pgData).uid !== uid;
  if (foreign || existsSync(join(dataDir, LOCATION))) {
    throw new UserError(
      `このデータは別の利用者が作成したものです。場所: ${dataDir}。` +
        '作成した利用者（rootなど）で起動するか、SHIRUBE_DATA に別のフォルダーを指定してください。',
    );
  }
}

/** The path of a Unix socket is limited: 107 bytes on Linux, 103 on macOS. */
const SOCKET_LIMIT = process.platform === 'darwin' ? 103 : 107;

export function socketFile(dir: string): string {
  return join(dir, '.s.PGSQL.5432');
}

/** A folder for the socket that only the server's user (and root) can enter; a short one when the path is too long. */
export function prepareSocketDir(base: string, runAs: RunAs | null, given?: string): string {
  const wanted = given ?? join(base, 'run');
  const fits = Buffer.byteLength(socketFile(wanted)) <= SOCKET_LIMIT;
  // mkdtemp: a foreseeable name under /tmp could be taken by another user first.
  const dir = fits ? wanted : mkdtempSync(join(shortTmp(), 'shirube-'));
  if (!existsSync(dir)) mkdirSync(dir, { mode: 0o700 });
  own(dir, runAs);
  chmodSync(dir, 0o700);
  return dir;
}

function shortTmp(): string {
  const own = tmpdir();
  return Buffer.byteLength(own) <= SOCKET_LIMIT - 40 ? own : '/tmp';
}

export function own(path: string, runAs: RunAs | null): void {
  if (!runAs) return;
  if (statSync(path).uid !== runAs.uid) chownSync(path, runAs.uid, runAs.gid);
}
