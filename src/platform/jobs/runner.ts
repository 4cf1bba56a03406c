import { randomUUID } from 'node:crypto';
import type { Connection } from '../db/pool.ts';
import type { Deps } from '../deps.ts';
import { enqueue } from './actions.ts';
import type { JobHandler } from './handler.ts';
import { listenForJobs } from './queries/listen.ts';
import { runOne, type Worker } from './run-one.ts';
import type { Schedule } from './schedule.ts';

export interface RunnerOptions {
  readonly deps: Deps;
  readonly handlers: readonly JobHandler[];
  readonly schedules?: readonly Schedule[];
  /** Where to listen; absent: the runner only looks every `pollMs`. */
  readonly connection?: Connection;
  /** Jobs at a time. Default 2. */
  readonly concurrency?: number;
  /** How long a job stays with a process that no longer answers. Default 60 s. */
  readonly leaseMs?: number;
  /** Default 5 s. */
  readonly pollMs?: number;
}

export interface Runner {
  /** Takes no new job, lets running ones come to a step (10 s at most), gives the rest back. */
  close(): Promise<void>;
}

const CLOSE_MS = 10_000;

/** Works through the queue in the background until it is closed. */
export function startRunner(options: RunnerOptions): Runner {
  const { deps, schedules = [], concurrency = 2, leaseMs = 60_000, pollMs = 5_000 } = options;
  const ending = new AbortController();
  const worker: Worker = {
    ...{ deps, handlers: options.handlers, leaseMs, signal: ending.signal },
    runner: randomUUID(),
  };
  const working = new Set<Promise<void>>();
  let woken = false;

  const fault = (error: unknown) => {
    if (!ending.signal.aborted) deps.log.error({ err: error, event: 'job-runner-failed' }, 'jobs');
  };

  function wake(): void {
    woken = true;
    fill();
  }

  /** Every free place takes jobs until nothing is due. Who wakes us while all places are busy is not forgotten. */
  function fill(): void {
    if (!woken || ending.signal.aborted || working.size >= concurrency) return;
    woken = false;
    while (working.size < concurrency) {
      const place = drain()
        .catch(fault)
        .finally(() => {
          working.delete(place);
          fill();
        });
      working.add(place);
    }
  }

  async function drain(): Promise<void> {
    while (!ending.signal.aborted && (await runOne(worker)) !== null);
  }

  const made = new Set<string>();
  const look = () => void enqueueDue(deps, schedules, made).then(wake, fault);
  const timer = setInterval(look, pollMs);
  const listener = options.connection === undefined ? null : listenForJobs(options.connection, wake);
  look();

  return {
    async close() {
      clearInterval(timer);
      ending.abort();
      await listener?.close();
      let late: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        late = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([Promise.all(working), enough]);
      clearTimeout(late);
    },
  };
}

/** Makes the job of each schedule's newest slot. `made` spares the database the slots that this process knows. */
async function enqueueDue(deps: Deps, schedules: readonly Schedule[], made: Set<string>): Promise<void> {
  const now = deps.clock.now();
  for (const schedule of schedules) {
    const slot = schedule.slot(now);
    const key = `${schedule.id}@${slot.key}`;
    if (made.has(key) || now - slot.at > schedule.catchUpMs) continue;
    await deps.db
      .transaction()
      .execute((tx) =>
        enqueue(tx, deps.clock, { kind: schedule.kind, key, payload: schedule.payload ?? {} }),
      );
    made.add(key);
  }
}

/** Everything that is due now, one after the other, until nothing is: for the command line and for tests. */
export async function runDueJobs(deps: Deps, handlers: readonly JobHandler[]): Promise<number> {
  const never = new AbortController();
  const worker: Worker = { deps, handlers, runner: randomUUID(), leaseMs: 60_000, signal: never.signal };
  let count = 0;
  while ((await runOne(worker)) !== null) count++;
  return count;
}
