import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Clock } from '../deps.ts';
import type { NewJob } from './job.ts';
import { idOfKey, insertJob, wakeRunners } from './queries/jobs.ts';

/**
 * Puts work into the queue, in the caller's transaction: no commit, no job. `fresh` false: one of this kind and key
 * is there already, whatever its state.
 */
export async function enqueue(
  tx: Tx,
  clock: Clock,
  job: NewJob,
): Promise<{ readonly jobId: string; readonly fresh: boolean }> {
  const now = clock.now();
  const jobId = randomUUID();
  const runAt = job.runAt ?? now;
  const fresh = await insertJob(tx, {
    jobId,
    kind: job.kind,
    key: job.key ?? null,
    bodyCode: job.bodyCode ?? null,
    askedBy: job.askedBy ?? null,
    title: job.title ?? '',
    payload: job.payload,
    runAt: new Date(runAt).toISOString(),
    now: new Date(now).toISOString(),
  });
  if (fresh && runAt <= now) await wakeRunners(tx);
  if (fresh) return { jobId, fresh };
  return { jobId: (await idOfKey(tx, job.kind, job.key ?? ''))!, fresh };
}
