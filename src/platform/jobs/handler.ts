import type { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { Job } from './job.ts';

/** A fault that trying again does not mend; the sentence is shown on the job's page. */
export class JobRefused extends Error {}

/** The work is another runner's by now, or the program ends: nothing more may be written. */
export class JobInterrupted extends Error {}

export interface ResultFile {
  /** Shown and saved under this name. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Default 7. */
  readonly keepDays?: number;
}

export interface StepResult {
  /** Where a later run goes on; JSON. */
  readonly cursor: unknown;
  readonly done?: number;
  readonly total?: number;
  readonly message?: string;
}

/** What a handler is given. Rows are written inside `finish` and `step` only, within the scope of the program itself. */
export interface RunningJob<Payload> {
  readonly job: Job;
  readonly payload: Payload;
  readonly deps: Deps;
  /** Ends when the program ends or the job was given to another: long work outside transactions looks at it. */
  readonly signal: AbortSignal;
  /** What the newest `step` gave; null at the beginning. */
  readonly cursor: unknown;
  /** Shown on the page; written at most four times a second. */
  progress(done: number, total: number | null, message?: string): Promise<void>;
  /** A piece of the effect and how far it has come, in one transaction: it is never done twice. */
  step(work: (tx: Tx) => Promise<StepResult>): Promise<void>;
  /** The effect and 「完了」 in one transaction. What `work` returns (JSON) is the job's result. */
  finish(work: (tx: Tx) => Promise<unknown>): Promise<void>;
  /** Keeps a file with the job, in the given transaction. */
  file(tx: Tx, file: ResultFile): Promise<void>;
}

export interface JobHandler {
  readonly kind: string;
  readonly title: string;
  /** Default 5. */
  readonly attempts?: number;
  /** Empties the payload when the job is done: for what names people. */
  readonly forgetPayload?: boolean;
  run(job: RunningJob<unknown>): Promise<void>;
}

/** A handler whose payload is checked by its schema before it runs. */
export function defineJob<Payload>(
  handler: Omit<JobHandler, 'run'> & {
    readonly payload: z.ZodType<Payload>;
    run(job: RunningJob<Payload>): Promise<void>;
  },
): JobHandler {
  const { payload, run, ...rest } = handler;
  return {
    ...rest,
    async run(job) {
      const read = payload.safeParse(job.payload);
      if (!read.success) throw new JobRefused('処理の内容を読めません。');
      await run({
        ...{ job: job.job, payload: read.data, deps: job.deps, signal: job.signal },
        get cursor() {
          return job.cursor;
        },
        progress: (done, total, message) => job.progress(done, total, message),
        step: (work) => job.step(work),
        finish: (work) => job.finish(work),
        file: (tx, file) => job.file(tx, file),
      });
    },
  };
}
