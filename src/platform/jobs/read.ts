import type { Db } from '../db/database.ts';
import type { Job, JobFile } from './job.ts';
import { filesOf, findPiece } from './queries/files.ts';
import { findJob, newestJobs } from './queries/jobs.ts';

/** Null: no such job, or no id at all. Whether the reader may see it is the page's to ask. */
export async function getJob(db: Db, jobId: string): Promise<Job | null> {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(jobId) ? findJob(db, jobId) : null;
}

export function listJobs(
  db: Db,
  filter: { bodyCode?: string; askedBy?: string; limit: number },
): Promise<readonly Job[]> {
  return newestJobs(db, filter);
}

/** Files that have not expired. */
export function listJobFiles(db: Db, jobId: string, now: number): Promise<readonly JobFile[]> {
  return filesOf(db, jobId, new Date(now).toISOString());
}

/** Piece by piece, as it was stored. */
export async function* readJobFile(db: Db, jobId: string, name: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const piece = await findPiece(db, jobId, name, position);
    if (piece === null) return;
    yield piece;
  }
}
