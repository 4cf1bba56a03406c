import { takeInstanceLock } from '../platform/db/instance-lock.ts';
import type { Deps } from '../platform/deps.ts';
import { localUrl, type Settings } from '../platform/env.ts';
import { createLog } from '../platform/log.ts';
import { issueOperatorLink } from '../platform/operator/actions.ts';
import { secretWarning } from '../platform/sign-in/secret-mark.ts';
import { UserError } from '../platform/user-error.ts';
import { startJobs } from './jobs.ts';
import { type HttpServer, listen } from './listen.ts';
import { modules } from './modules.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { prepareDatabase } from './prepare.ts';
import { createApp } from './server.ts';
import { forgetAddress, noteAddress, notedAddress } from './server-address.ts';

export interface RunningServer {
  readonly baseUrl: string;
  /** Null on the public side, where nobody operates anything. */
  readonly operatorLink: string | null;
  /** HTTP → jobs → pool → database server. */
  close(): Promise<void>;
}

/** settings → port → database → migrations → register and facts → pages. Undoes what it began when it fails. */
export async function runServer(given: Settings, say: (line: string) => void): Promise<RunningServer> {
  const http = await listen(given.host, given.port);
  const settings = withRealPort(given, http.port);
  let database: OpenDatabase | null = null;
  try {
    database = await openDatabase(settings, say);
    return await serve(http, database, settings, say);
  } catch (error) {
    await http.close();
    await database?.close('stop-if-last');
    throw error;
  }
}

async function serve(
  http: HttpServer,
  database: OpenDatabase,
  settings: Settings,
  say: (line: string) => void,
): Promise<RunningServer> {
  const log = createLog();
  const owner: Deps = { db: database.db, clock: { now: () => Date.now() }, log, settings };
  const lock = database.embedded ? await takeInstanceLock(database.connection) : null;
  if (database.embedded && !lock) throw alreadyRunning(settings);
  try {
    const applied = await prepareDatabase(owner, modules);
    if (applied.length > 0) say(`データベースを準備しました（移行 ${applied.length}件）。`);
    // From here on the program works without the rights of the tables' owner.
    const deps: Deps = { ...owner, db: await database.openAppDb() };
    const staff = settings.side !== 'public';
    const warning = staff ? await secretWarning(deps) : null;
    if (warning !== null) say(warning);
    http.serve(createApp(deps).fetch);
    const operatorLink = staff ? await issueOperatorLink(deps, settings.baseUrl) : null;
    if (lock) noteAddress(settings);
    const jobs = staff ? startJobs(deps, database.appConnection, modules) : null;
    return {
      baseUrl: settings.baseUrl,
      operatorLink,
      async close() {
        await http.close();
        await jobs?.close();
        if (lock) forgetAddress(settings.dataDir);
        await lock?.release();
        await database.close('stop');
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** With PORT=0 the address is known only after listening. */
function withRealPort(settings: Settings, port: number): Settings {
  if (settings.port === port) return settings;
  const derived = settings.baseUrl === localUrl(settings.host, settings.port);
  return { ...settings, port, baseUrl: derived ? localUrl(settings.host, port) : settings.baseUrl };
}

function alreadyRunning(settings: Settings): UserError {
  const noted = notedAddress(settings.dataDir);
  const running = noted === null ? '' : `アドレス: ${noted.url}（プロセス番号 ${noted.pid}）。`;
  return new UserError(
    `このデータでは、しるべが既に動いています。${running}データの場所: ${settings.dataDir}。\n` +
      'そのまま使うか、止めてから起動し直してください。別のデータで起動するには SHIRUBE_DATA を指定します。',
  );
}
