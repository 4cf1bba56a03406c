import { createHash } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { withScope } from '../db/scope.ts';
import type { Deps } from '../deps.ts';
import { type JobHandler, JobInterrupted, JobRefused, type ResultFile, type RunningJob } from './handler.ts';
import type { Job } from './job.ts';
import { insertFile, insertPiece } from './queries/files.ts';
import {
  claimJob,
  giveBack,
  holdJob,
  markDone,
  markFailed,
  renewLease,
  writeCursor,
  writeProgress,
} from './queries/jobs.ts';

export interface Worker {
  readonly deps: Deps;
  readonly handlers: readonly JobHandler[];
  /** Of this runner; a row bears it while it works. */
  readonly runner: string;
  readonly leaseMs: number;
  /** Ends when the program ends. */
  readonly signal: AbortSignal;
}

const ATTEMPTS = 5;
const PROGRESS_MS = 250;
const PIECE = 256 * 1024;
const DAY = 86_400_000;
const TRY_AGAIN = 'うまくいかなかったため、時間をおいてやり直します。';
const GIVEN_UP = '何度か試しましたが、完了できませんでした。運用管理者に知らせてください。';

/** 30 s, 2 min, 8 min, 32 min … */
export function backoffMs(attempts: number): number {
  return 30_000 * 4 ** (attempts - 1);
}

/** Takes one due job and works on it to its end. Null: nothing is due. */
export async function runOne(worker: Worker): Promise<Job | null> {
  const { deps, handlers, runner, leaseMs } = worker;
  const kinds = handlers.map((handler) => handler.kind);
  const job = await claimJob(deps.db, { runner, leaseMs, now: iso(deps), kinds });
  if (job === null) return null;
  if (worker.signal.aborted) {
    // Asked for before the program began to end, answered after: it may be the very job another place gave back.
    const own = { jobId: job.jobId, runner, runAt: job.runAt };
    await giveBack(deps.db, { ...own, error: null, counts: false });
    return null;
  }
  const handler = handlers.find((one) => one.kind === job.kind)!;
  if (job.attempts > (handler.attempts ?? ATTEMPTS)) {
    // It ended its process each time: another try would end this one too.
    await markFailed(deps.db, {
      ...{ jobId: job.jobId, runner, now: iso(deps) },
      ...{ message: GIVEN_UP, error: 'the process ended during every attempt' },
    });
    return job;
  }
  const running = new Running(worker, handler, job);
  try {
    await handler.run(running);
    if (!running.finished) await running.finish(async () => null);
  } catch (error) {
    await running.failed(error);
  } finally {
    running.end();
  }
  return job;
}

function iso(deps: Deps, later = 0): string {
  return new Date(deps.clock.now() + later).toISOString();
}

class Running implements RunningJob<unknown> {
  finished = false;
  cursor: unknown;
  readonly signal: AbortSignal;
  private readonly lost = new AbortController();
  private readonly renewal: NodeJS.Timeout;
  /** The job's row is held by an open transaction of ours: another connection would wait for it for ever. */
  private holding = false;
  private renewing = false;
  private progressAt = 0;

  constructor(
    private readonly worker: Worker,
    private readonly handler: JobHandler,
    readonly job: Job,
  ) {
    this.cursor = job.cursor;
    this.signal = AbortSignal.any([worker.signal, this.lost.signal]);
    this.renewal = setInterval(() => void this.renew(), worker.leaseMs / 3);
    this.renewal.unref();
  }

  get payload(): unknown {
    return this.job.payload;
  }

  get deps(): Deps {
    return this.worker.deps;
  }

  async progress(done: number, total: number | null, message?: string): Promise<void> {
    this.stopIfInterrupted();
    // By the process's own clock: this is about load, not about facts.
    const now = performance.now();
    if (this.holding || (now - this.progressAt < PROGRESS_MS && done !== total)) return;
    this.progressAt = now;
    const { runner, deps } = this.worker;
    await writeProgress(deps.db, this.job.jobId, runner, { done, total, message: message ?? null });
  }

  async step(work: Parameters<RunningJob<unknown>['step']>[0]): Promise<void> {
    this.cursor = await this.inTransaction(async (tx) => {
      const { cursor, done, total, message } = await work(tx);
      await writeCursor(tx, this.job.jobId, cursor, this.worker.leaseMs);
      if (done !== undefined) {
        const progress = { done, total: total ?? null, message: message ?? null };
        await writeProgress(tx, this.job.jobId, this.worker.runner, progress);
      }
      return cursor;
    });
  }

  async finish(work: (tx: Tx) => Promise<unknown>): Promise<void> {
    if (this.finished) throw new Error(`${this.job.kind}: finished twice`);
    await this.inTransaction(async (tx) => {
      const result = await work(tx);
      await markDone(tx, {
        jobId: this.job.jobId,
        result,
        now: iso(this.deps),
        forgetPayload: this.handler.forgetPayload === true,
      });
    });
    this.finished = true;
  }

  async file(tx: Tx, file: ResultFile): Promise<void> {
    const place = { jobId: this.job.jobId, name: file.name };
    const hash = createHash('sha256');
    let size = 0;
    let position = 0;
    for await (const chunk of file.bytes instanceof Uint8Array ? [file.bytes] : file.bytes) {
      hash.update(chunk);
      size += chunk.byteLength;
      for (let from = 0; from < chunk.byteLength; from += PIECE) {
        await insertPiece(tx, { ...place, position: position++ }, chunk.subarray(from, from + PIECE));
      }
    }
    const expiresAt = iso(this.deps, (file.keepDays ?? 7) * DAY);
    await insertFile(tx, {
      ...place,
      mediaType: file.mediaType,
      size,
      sha256: hash.digest('hex'),
      expiresAt,
    });
  }

  private async inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.stopIfInterrupted();
    try {
      return await withScope(this.deps.db, { kind: 'system' }, async (tx) => {
        if (!(await holdJob(tx, this.job.jobId, this.worker.runner))) throw new JobInterrupted('lease lost');
        this.holding = true;
        return work(tx);
      });
    } finally {
      this.holding = false;
    }
  }

  private stopIfInterrupted(): void {
    if (this.signal.aborted) throw new JobInterrupted(`${this.job.kind}: interrupted`);
  }

  private async renew(): Promise<void> {
    if (this.renewing || this.holding) return;
    this.renewing = true;
    const { runner, leaseMs, deps } = this.worker;
    const ours = await renewLease(deps.db, this.job.jobId, runner, leaseMs).catch(() => true);
    if (!ours && !this.finished) this.lost.abort();
    this.renewing = false;
  }

  async failed(error: unknown): Promise<void> {
    const { deps, runner } = this.worker;
    const own = { jobId: this.job.jobId, runner };
    if (error instanceof JobInterrupted || this.signal.aborted) {
      await giveBack(deps.db, { ...own, runAt: this.job.runAt, error: null, counts: false });
      return;
    }
    const told = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);
    deps.log.warn({ err: error, event: 'job-failed', kind: this.job.kind, jobId: own.jobId }, 'job');
    if (error instanceof JobRefused) {
      await markFailed(deps.db, { ...own, message: error.message, error: told, now: iso(deps) });
    } else if (this.job.attempts >= (this.handler.attempts ?? ATTEMPTS)) {
      await markFailed(deps.db, { ...own, message: GIVEN_UP, error: told, now: iso(deps) });
    } else {
      await writeProgress(deps.db, own.jobId, runner, { done: null, total: null, message: TRY_AGAIN });
      const runAt = iso(deps, backoffMs(this.job.attempts));
      await giveBack(deps.db, { ...own, runAt, error: told, counts: true });
    }
  }

  end(): void {
    clearInterval(this.renewal);
  }
}
