import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { UserError } from '../../user-error.ts';
import type { EmbeddedServer } from '../embedded/launch.ts';
import { clientConfig } from '../pool.ts';

export interface BackupManifest {
  readonly format: 'shirube-backup/1';
  /** `18`: only the same major version can read it. */
  readonly postgresMajor: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Path below `db/` → size in bytes and SHA-256. */
  readonly files: Readonly<Record<string, { readonly size: number; readonly sha256: string }>>;
}

export const MANIFEST = 'manifest.json';

/** Made anew by the server, or of the moment only (PostgreSQL manual, "Making a Base Backup"). */
const EMPTY_FOLDERS = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

function leftOut(name: string): boolean {
  return /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map|pg_internal\.init.*|pgsql_tmp.*)$/.test(
    name,
  );
}

/**
 * Copies the embedded server's files while it runs. Writers are not stopped; the copy holds everything that was
 * committed when it ends. `dir` must be absent or empty; it appears under its name only when it is complete.
 */
export async function physicalBackup(server: EmbeddedServer, dir: string): Promise<BackupManifest> {
  const target = resolve(dir);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new UserError(
      `保存先のフォルダーが空ではありません。場所: ${target}。空のフォルダーを指定してください。`,
    );
  }
  const half = `${target}.${process.pid}.partial`;
  const client = new pg.Client(clientConfig(server.connection('postgres'), 'shirube-backup'));
  await client.connect();
  try {
    const manifest = await copyRunning(client, server.pgData, half);
    await writeSynced(join(half, MANIFEST), JSON.stringify(manifest, null, 1));
    rmSync(target, { recursive: true, force: true });
    await mkdir(dirname(target), { recursive: true });
    await rename(half, target);
    return manifest;
  } finally {
    await client.end();
    rmSync(half, { recursive: true, force: true });
  }
}

async function copyRunning(client: pg.Client, pgData: string, half: string): Promise<BackupManifest> {
  const startedAt = new Date().toISOString();
  const files: Record<string, { size: number; sha256: string }> = {};
  const db = join(half, 'db');
  await mkdir(db, { recursive: true, mode: 0o700 });
  // A slot keeps the log from being recycled under a long copy; it ends with this connection.
  await client.query(`select pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)`);
  await client.query(`select pg_backup_start('shirube', true)`);
  await copyTree(pgData, db, '', files);
  const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>(
    'select labelfile, spcmapfile from pg_backup_stop(false)',
  );
  const labels = rows[0];
  if (!labels) throw new Error('pg_backup_stop gave no label');
  await copyTree(join(pgData, 'pg_wal'), join(db, 'pg_wal'), 'pg_wal/', files);
  await note(db, 'backup_label', labels.labelfile, files);
  if (labels.spcmapfile !== '') await note(db, 'tablespace_map', labels.spcmapfile, files);
  const version = await client.query<{ major: string }>(
    `select (current_setting('server_version_num')::int / 10000)::text as major`,
  );
  return {
    format: 'shirube-backup/1',
    postgresMajor: version.rows[0]?.major ?? '',
    startedAt,
    finishedAt: new Date().toISOString(),
    files,
  };
}

async function note(
  db: string,
  name: string,
  text: string,
  files: Record<string, { size: number; sha256: string }>,
) {
  await writeSynced(join(db, name), text);
  files[name] = { size: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

async function copyTree(
  from: string,
  to: string,
  prefix: string,
  files: Record<string, { size: number; sha256: string }>,
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leftOut(entry.name)) continue;
    const path = prefix + entry.name;
    if (entry.isDirectory()) {
      if (prefix === '' && EMPTY_FOLDERS.has(entry.name)) await mkdir(join(to, entry.name), { mode: 0o700 });
      else await copyTree(join(from, entry.name), join(to, entry.name), `${path}/`, files);
    } else if (entry.isFile()) {
      const copied = await copyOne(join(from, entry.name), join(to, entry.name));
      if (copied) files[path] = copied;
    }
  }
}

/** Null: the file has gone meanwhile (a dropped table); the log that is replayed knows. */
async function copyOne(from: string, to: string): Promise<{ size: number; sha256: string } | null> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return { size: (await stat(to)).size, sha256: await sha256Of(to) };
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function writeSynced(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flush: true, mode: 0o600 });
}
