import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { UserError } from '../../user-error.ts';
import { type Connection, clientConfig } from '../pool.ts';
import { type Binaries, usableBinaries } from './binaries.ts';
import { own, type Place, preparePlace, prepareSocketDir } from './place.ts';
import { isAlive, isPostgres, readPostmaster } from './postmaster.ts';
import { type RunAs, serverUser } from './run-as.ts';
import { withStartLock } from './start-lock.ts';

export interface EmbeddedOptions {
  /** Absolute. */
  readonly dataDir: string;
  /** False only for tests: a crash of the machine may then lose data. */
  readonly durable?: boolean;
  /** Where the socket must be, when the server is started again for running pools. */
  readonly socketDir?: string;
  /** Folder of the programs `bin`, `lib`, `share`; default: those of the installed package. */
  readonly native?: string;
  /** Told in Japanese what a person may want to know. */
  readonly say?: (line: string) => void;
}

export interface EmbeddedServer {
  readonly pgData: string;
  readonly socketDir: string;
  readonly pid: number;
  /** True: it was running already (of another program of ours, or left over after a crash). */
  readonly adopted: boolean;
  readonly runAs: RunAs | null;
  connection(database?: string): Connection;
}

export const DATABASE = 'shirube';
export const DATABASE_USER = 'shirube';

const RETRY_MS = 250;
const RETRIES = 40;

/** Starts PostgreSQL on the data folder, or adopts the one that runs there. Unix socket only, no TCP. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const say = options.say ?? (() => {});
  const runAs = serverUser(join(options.dataDir, 'db'));
  const place = preparePlace(options.dataDir, runAs);
  if (place.outside) {
    say(
      `利用者 ${runAs?.name} が ${options.dataDir} に入れないため、データベースを ${place.base} に置きます。`,
    );
  }
  return withStartLock(join(options.dataDir, 'start.lock'), async () => {
    for (let attempt = 0; attempt < RETRIES; attempt++) {
      const adopted = await adopt(place, runAs);
      if (adopted) return adopted;
      const binaries = usableBinaries(place.base, runAs, options.native);
      if (binaries.copiedTo !== null && attempt === 0) {
        say(`利用者が実行できるよう、データベースの本体を ${binaries.copiedTo} に写して使います。`);
      }
      if (!existsSync(join(place.pgData, 'PG_VERSION'))) createCluster(place, binaries, runAs);
      const started = await launch(place, binaries, runAs, options);
      if (started) return started;
      await sleep(RETRY_MS);
    }
    throw new UserError(
      `データベースを起動できません。データの場所: ${place.pgData}。` + `詳しい記録: ${place.logFile}。`,
    );
  });
}

function server(
  place: Place,
  socketDir: string,
  pid: number,
  adopted: boolean,
  runAs: RunAs | null,
): EmbeddedServer {
  return {
    pgData: place.pgData,
    socketDir,
    pid,
    adopted,
    runAs,
    connection: (database = DATABASE) => ({ socketDir, database, user: DATABASE_USER }),
  };
}

async function adopt(place: Place, runAs: RunAs | null): Promise<EmbeddedServer | null> {
  const found = readPostmaster(place.pgData);
  if (!found) return null;
  if (!isAlive(found.pid)) return null;
  if (!isPostgres(found.pid)) {
    rmSync(join(place.pgData, 'postmaster.pid'), { force: true });
    return null;
  }
  if ((await probe(found.socketDir)) !== 'ready') return null;
  await ensureDatabase(found.socketDir);
  return server(place, found.socketDir, found.pid, true, runAs);
}

/** Made aside and moved into its place when complete: an interrupted `initdb` leaves nothing half done. */
function createCluster(place: Place, binaries: Binaries, runAs: RunAs | null): void {
  const half = `${place.pgData}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  own(half, runAs);
  const result = spawnSync(
    binaries.initdb,
    ['-D', half, '-U', DATABASE_USER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'],
    { cwd: '/', env: serverEnv(), encoding: 'utf8', ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}) },
  );
  if (result.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new UserError(
      `データベースを作成できません。場所: ${place.pgData}。理由: ${(result.stderr || String(result.error ?? '')).trim()}`,
    );
  }
  renameSync(half, place.pgData);
}

/** Null: another server holds the folder (it may be ending); try again a little later. */
async function launch(
  place: Place,
  binaries: Binaries,
  runAs: RunAs | null,
  options: EmbeddedOptions,
): Promise<EmbeddedServer | null> {
  const socketDir = prepareSocketDir(place.base, runAs, options.socketDir);
  const log = openLog(place.logFile);
  const child = spawn(
    binaries.postgres,
    ['-D', place.pgData, '-k', socketDir, ...serverSettings(options.durable !== false)],
    {
      cwd: '/',
      env: serverEnv(),
      // Of its own session: Ctrl-C reaches us alone, and we close in order (HTTP → pool → server).
      detached: true,
      stdio: ['ignore', log, log],
      ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}),
    },
  );
  closeSync(log);
  const ended = new Promise<'ended'>((resolve) => {
    child.once('error', () => resolve('ended'));
    child.once('exit', () => resolve('ended'));
  });
  child.unref();
  for (;;) {
    // Its own file is asked first: a connection that fails costs Node half a second, for the source map of its error.
    const state = readPostmaster(place.pgData)?.ready
      ? await Promise.race([ended, probe(socketDir)])
      : 'waiting';
    if (state === 'ready') break;
    if ((await Promise.race([ended, sleep(20)])) === 'ended') return null;
  }
  if (child.pid === undefined) return null;
  await ensureDatabase(socketDir);
  return server(place, socketDir, child.pid, false, runAs);
}

function serverSettings(durable: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'Asia/Tokyo',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    jit: 'off',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Nothing of our environment (PGDATA, PGOPTIONS …) may reach the server; macOS needs a locale. */
function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', LANG: 'C' };
}

const LOG_LIMIT = 5_000_000;

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a', 0o640);
}

async function probe(socketDir: string): Promise<'ready' | 'waiting'> {
  const client = new pg.Client(clientConfig({ socketDir, database: 'postgres', user: DATABASE_USER }));
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch {
    return 'waiting';
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(socketDir: string): Promise<void> {
  const client = new pg.Client(clientConfig({ socketDir, database: 'postgres', user: DATABASE_USER }));
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
