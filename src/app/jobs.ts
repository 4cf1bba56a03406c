import { z } from 'zod';
import { makeDigestIn } from '../platform/audit/digest.ts';
import type { Connection } from '../platform/db/pool.ts';
import type { Deps } from '../platform/deps.ts';
import { defineJob, type JobHandler } from '../platform/jobs/handler.ts';
import { tidyFiles, tidySchedule } from '../platform/jobs/own-jobs.ts';
import { type Runner, startRunner } from '../platform/jobs/runner.ts';
import { daily, type Schedule } from '../platform/jobs/schedule.ts';
import { mailJob } from '../platform/mail/job.ts';
import type { ModuleFace } from '../spine/module.ts';

/** Shortly after midnight in Japan: the day that has ended. */
const digestJob = defineJob({
  kind: 'audit.digest',
  title: '監査の記録の日次要約',
  payload: z.object({}),
  run: (job) =>
    job.finish(async (tx) => {
      const digest = await makeDigestIn(tx, job.deps.clock);
      // Whoever keeps the log elsewhere keeps the digest with it.
      if (digest !== null) {
        const { day, root } = digest;
        job.deps.log.info({ event: 'audit-digest', day, root, entries: digest.entries.toString() }, 'audit');
      }
      return { day: digest?.day ?? null };
    }),
});

/** Every kind of work that the program does in the background, and what comes again. */
export function jobHandlers(modules: readonly ModuleFace[]): readonly JobHandler[] {
  return [digestJob, tidyFiles, mailJob(), ...modules.flatMap((face) => face.jobs ?? [])];
}

export function jobSchedules(modules: readonly ModuleFace[]): readonly Schedule[] {
  return [daily(digestJob.kind, '00:10'), tidySchedule, ...modules.flatMap((face) => face.schedules ?? [])];
}

export function startJobs(deps: Deps, connection: Connection, modules: readonly ModuleFace[]): Runner {
  return startRunner({
    ...{ deps, connection },
    handlers: jobHandlers(modules),
    schedules: jobSchedules(modules),
  });
}
