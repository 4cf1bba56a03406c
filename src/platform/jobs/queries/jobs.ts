import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../db/database.ts';
import type { Job, JobState } from '../job.ts';

/** Who listens is woken at commit. Not for what hundreds write at once: commits that notify wait for one another. */
export const CHANNEL = 'shirube_jobs';

interface JobColumns {
  readonly job_id: string;
  readonly kind: string;
  readonly key: string | null;
  readonly body_code: string | null;
  readonly asked_by: string | null;
  readonly title: string;
  readonly payload: unknown;
  readonly state: JobState;
  readonly run_at: string;
  readonly attempts: number;
  readonly cursor: unknown;
  readonly done_count: bigint | null;
  readonly total_count: bigint | null;
  readonly message: string | null;
  readonly result: unknown;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

const COLUMNS =
  sql.raw(`job_id, kind, key, body_code, asked_by, title, payload, state, run_at, attempts, cursor,
  done_count, total_count, message, result, created_at, started_at, finished_at`);

function asJob(row: JobColumns): Job {
  return {
    jobId: row.job_id,
    kind: row.kind,
    key: row.key,
    bodyCode: row.body_code,
    askedBy: row.asked_by,
    title: row.title,
    payload: row.payload,
    state: row.state,
    runAt: row.run_at,
    attempts: row.attempts,
    cursor: row.cursor,
    done: row.done_count === null ? null : Number(row.done_count),
    total: row.total_count === null ? null : Number(row.total_count),
    message: row.message,
    result: row.result,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

function json(value: unknown): RawBuilder<unknown> {
  return sql`${value === undefined ? null : JSON.stringify(value)}::jsonb`;
}

/** False: there is one of this kind and key already. */
export async function insertJob(
  tx: Tx,
  job: Pick<Job, 'jobId' | 'kind' | 'key' | 'bodyCode' | 'askedBy' | 'title' | 'payload' | 'runAt'> & {
    now: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into jobs.job (job_id, kind, key, body_code, asked_by, title, payload, state, run_at, created_at)
    values (${job.jobId}, ${job.kind}, ${job.key}, ${job.bodyCode}, ${job.askedBy}, ${job.title},
      ${json(job.payload)}, 'waiting', ${job.runAt}, ${job.now})
    on conflict (kind, key) where key is not null do nothing returning 1`.execute(tx);
  return rows.length === 1;
}

export async function wakeRunners(tx: Tx): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(tx);
}

export async function idOfKey(tx: Tx, kind: string, key: string): Promise<string | null> {
  const { rows } = await sql<{ job_id: string }>`
    select job_id from jobs.job where kind = ${kind} and key = ${key}`.execute(tx);
  return rows[0]?.job_id ?? null;
}

/**
 * Takes the job that has waited longest, also one whose runner is gone. Leases run by the database's clock, which all
 * processes share; `now` is the program's, which decides what is due.
 */
export async function claimJob(
  db: Db,
  by: { runner: string; leaseMs: number; now: string; kinds: readonly string[] },
): Promise<Job | null> {
  const { rows } = await sql<JobColumns>`
    update jobs.job set state = 'running', attempts = attempts + 1, runner = ${by.runner},
      lease_until = clock_timestamp() + ${by.leaseMs} * interval '1 millisecond',
      started_at = coalesce(started_at, ${by.now})
    where job_id = (
      select job_id from jobs.job
      where kind = any (${by.kinds}::text[]) and run_at <= ${by.now}
        and (state = 'waiting' or (state = 'running' and lease_until < clock_timestamp()))
      order by run_at, job_id limit 1 for update skip locked)
    returning ${COLUMNS}`.execute(db);
  return rows[0] === undefined ? null : asJob(rows[0]);
}

/** False: the job is another's by now. */
export async function renewLease(db: Db, jobId: string, runner: string, leaseMs: number): Promise<boolean> {
  const { rows } = await sql`
    update jobs.job set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where job_id = ${jobId} and runner = ${runner} and state = 'running' returning 1`.execute(db);
  return rows.length === 1;
}

/** Holds the job's row until the end of the transaction. False: it is another's by now. */
export async function holdJob(tx: Tx, jobId: string, runner: string): Promise<boolean> {
  const { rows } = await sql`select 1 from jobs.job
    where job_id = ${jobId} and runner = ${runner} and state = 'running' for update`.execute(tx);
  return rows.length === 1;
}

export interface ProgressOf {
  readonly done: number | null;
  readonly total: number | null;
  readonly message: string | null;
}

export async function writeProgress(
  db: Db | Tx,
  jobId: string,
  runner: string,
  progress: ProgressOf,
): Promise<void> {
  await sql`update jobs.job set done_count = ${progress.done}, total_count = ${progress.total},
      message = ${progress.message}
    where job_id = ${jobId} and runner = ${runner} and state = 'running'`.execute(db);
}

/** The lease begins anew: it was not renewed while the transaction held the row. */
export async function writeCursor(tx: Tx, jobId: string, cursor: unknown, leaseMs: number): Promise<void> {
  await sql`update jobs.job set cursor = ${json(cursor)},
      lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where job_id = ${jobId}`.execute(tx);
}

export async function markDone(
  tx: Tx,
  job: { jobId: string; result: unknown; now: string; forgetPayload: boolean },
): Promise<void> {
  await sql`update jobs.job set state = 'done', result = ${json(job.result)}, finished_at = ${job.now}, runner = null,
      lease_until = null, error = null, cursor = null,
      payload = case when ${job.forgetPayload} then '{}'::jsonb else payload end
    where job_id = ${job.jobId}`.execute(tx);
}

export async function markFailed(
  db: Db,
  job: { jobId: string; runner: string; message: string | null; error: string; now: string },
): Promise<void> {
  await sql`update jobs.job set state = 'failed', message = ${job.message}, error = ${job.error},
      finished_at = ${job.now}, runner = null, lease_until = null
    where job_id = ${job.jobId} and runner = ${job.runner} and state = 'running'`.execute(db);
}

/** Back to the queue. `counts` false: it was stopped for no fault of its own. */
export async function giveBack(
  db: Db,
  job: { jobId: string; runner: string; runAt: string; error: string | null; counts: boolean },
): Promise<void> {
  await sql`update jobs.job set state = 'waiting', run_at = ${job.runAt}, runner = null, lease_until = null,
      error = coalesce(${job.error}, error), attempts = attempts - ${job.counts ? 0 : 1}
    where job_id = ${job.jobId} and runner = ${job.runner} and state = 'running'`.execute(db);
}

export async function findJob(db: Db, jobId: string): Promise<Job | null> {
  const { rows } = await sql<JobColumns>`
    select ${COLUMNS} from jobs.job where job_id = ${jobId}`.execute(db);
  return rows[0] === undefined ? null : asJob(rows[0]);
}

/** Newest first. `askedBy` null: of every seat. */
export async function newestJobs(
  db: Db,
  filter: { bodyCode?: string; askedBy?: string; limit: number },
): Promise<readonly Job[]> {
  const { rows } = await sql<JobColumns>`select ${COLUMNS} from jobs.job
    where (${filter.bodyCode ?? null}::text is null or body_code = ${filter.bodyCode ?? null})
      and (${filter.askedBy ?? null}::text is null or asked_by = ${filter.askedBy ?? null})
    order by created_at desc, job_id limit ${filter.limit}`.execute(db);
  return rows.map(asJob);
}
