import { existsSync, renameSync, rmSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../user-error.ts';
import { startEmbedded } from '../embedded/launch.ts';
import { own, preparePlace } from '../embedded/place.ts';
import { isAlive, isPostgres, readPostmaster } from '../embedded/postmaster.ts';
import { type RunAs, serverUser } from '../embedded/run-as.ts';
import { stopEmbedded } from '../embedded/stop.ts';
import { type BackupManifest, MANIFEST, sha256Of } from './physical.ts';

/** The major version of the server that the project carries. */
const OWN_MAJOR = '18';

/**
 * Puts a physical backup in the place of the embedded database, and starts it once to prove that it opens.
 * Existing data are refused; with `replace` they are kept beside it. Returns where they were moved to.
 */
export async function restoreBackup(
  dir: string,
  dataDir: string,
  options: { readonly replace: boolean; readonly now: number },
): Promise<{ readonly formerData: string | null }> {
  const source = resolve(dir);
  const manifest = await readManifest(source);
  await verify(source, manifest);
  const runAs = serverUser(join(dataDir, 'db'));
  const place = preparePlace(dataDir, runAs);
  refuseRunning(place.pgData);
  if (existsSync(place.pgData) && !options.replace) {
    throw new UserError(
      `既にデータがあります。場所: ${place.pgData}。置き換える場合は --replace を付けてください。` +
        '今のデータは消さずに別名で残します。',
    );
  }
  const half = `${place.pgData}.restore`;
  rmSync(half, { recursive: true, force: true });
  await copyIn(source, half, manifest, runAs);
  const stamp = new Date(options.now).toISOString().replace(/[-:]|\.\d+/g, '');
  const formerData = existsSync(place.pgData) ? `${place.pgData}.before-${stamp}` : null;
  if (formerData) renameSync(place.pgData, formerData);
  renameSync(half, place.pgData);
  const server = await startEmbedded({ dataDir });
  await stopEmbedded(server);
  return { formerData };
}

async function readManifest(source: string): Promise<BackupManifest> {
  let manifest: BackupManifest;
  try {
    manifest = JSON.parse(await readFile(join(source, MANIFEST), 'utf8')) as BackupManifest;
  } catch {
    throw new UserError(`しるべのバックアップではありません。場所: ${source}。${MANIFEST} を読めません。`);
  }
  if (manifest.format !== 'shirube-backup/1') {
    throw new UserError(`知らない形式のバックアップです。見つかった形式: ${String(manifest.format)}。`);
  }
  if (manifest.postgresMajor !== OWN_MAJOR) {
    throw new UserError(
      `データベースの版が違うため復元できません。バックアップ: ${manifest.postgresMajor}、この版: ${OWN_MAJOR}。` +
        '版をまたぐ場合は export と import-export を使ってください。',
    );
  }
  return manifest;
}

async function verify(source: string, manifest: BackupManifest): Promise<void> {
  for (const [path, expected] of Object.entries(manifest.files)) {
    const file = join(source, 'db', path);
    const size = existsSync(file) ? (await stat(file)).size : -1;
    if (size !== expected.size || (await sha256Of(file)) !== expected.sha256) {
      throw new UserError(
        `バックアップが壊れているため、復元しません。ファイル: db/${path}。` +
          `大きさ: 本来 ${expected.size}、実際 ${size < 0 ? '無し' : size}。今のデータはそのままです。`,
      );
    }
  }
}

function refuseRunning(pgData: string): void {
  const running = readPostmaster(pgData);
  if (running && isAlive(running.pid) && isPostgres(running.pid)) {
    throw new UserError('しるべが動いています。終了してから復元してください。今のデータはそのままです。');
  }
}

async function copyIn(
  source: string,
  half: string,
  manifest: BackupManifest,
  runAs: RunAs | null,
): Promise<void> {
  const made = new Set<string>();
  const folder = async (path: string): Promise<void> => {
    if (made.has(path)) return;
    if (path !== half) await folder(dirname(path));
    await mkdir(path, { recursive: true, mode: 0o700 });
    own(path, runAs);
    made.add(path);
  };
  await folder(half);
  for (const name of EMPTY) await folder(join(half, name));
  for (const path of Object.keys(manifest.files)) {
    const target = join(half, path);
    await folder(dirname(target));
    await copyFile(join(source, 'db', path), target);
    await chmod(target, 0o600);
    own(target, runAs);
  }
}

/** Folders that hold no file in a backup, and that the server does not make itself. */
const EMPTY = [
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_wal/archive_status',
  'pg_wal/summaries',
];
