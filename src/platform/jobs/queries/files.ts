import { sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { JobFile } from '../job.ts';

export async function insertPiece(
  tx: Tx,
  place: { jobId: string; name: string; position: number },
  bytes: Uint8Array,
): Promise<void> {
  await sql`insert into jobs.file_piece (job_id, name, position, bytes)
    values (${place.jobId}, ${place.name}, ${place.position}, ${Buffer.from(bytes)})`.execute(tx);
}

export async function insertFile(
  tx: Tx,
  file: { jobId: string; name: string; mediaType: string; size: number; sha256: string; expiresAt: string },
): Promise<void> {
  await sql`insert into jobs.file (job_id, name, media_type, size, sha256, expires_at)
    values (${file.jobId}, ${file.name}, ${file.mediaType}, ${file.size}, ${file.sha256}, ${file.expiresAt})`.execute(
    tx,
  );
}

interface FileColumns {
  readonly name: string;
  readonly media_type: string;
  readonly size: bigint;
  readonly sha256: string;
  readonly expires_at: string;
}

function asFile(row: FileColumns): JobFile {
  return {
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    expiresAt: row.expires_at,
  };
}

export async function filesOf(db: Db, jobId: string, now: string): Promise<readonly JobFile[]> {
  const { rows } = await sql<FileColumns>`select name, media_type, size, sha256, expires_at from jobs.file
    where job_id = ${jobId} and expires_at > ${now} order by name`.execute(db);
  return rows.map(asFile);
}

export async function findPiece(
  db: Db,
  jobId: string,
  name: string,
  position: number,
): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from jobs.file_piece
    where job_id = ${jobId} and name = ${name} and position = ${position}`.execute(db);
  return rows[0]?.bytes ?? null;
}

export async function deleteExpiredFiles(tx: Tx, now: string): Promise<bigint> {
  const { numAffectedRows } = await sql`delete from jobs.file where expires_at <= ${now}`.execute(tx);
  return numAffectedRows ?? 0n;
}
