import { z } from 'zod';
import type { RetentionKind } from '../audit/retention/kind.ts';
import { defineJob } from './handler.ts';
import { deleteExpiredFiles } from './queries/files.ts';
import { deleteJobs, dueJobs } from './queries/retention.ts';
import { daily } from './schedule.ts';

/** Files are results for a person to fetch, not an archive. */
export const tidyFiles = defineJob({
  kind: 'jobs.tidy-files',
  title: '期限の過ぎた処理結果の削除',
  payload: z.object({}),
  async run(job) {
    await job.finish(async (tx) => {
      const deleted = await deleteExpiredFiles(tx, new Date(job.deps.clock.now()).toISOString());
      return { deleted: deleted.toString() };
    });
  },
});

export const tidySchedule = daily(tidyFiles.kind, '03:00');

export const jobRetention: RetentionKind = {
  id: 'job',
  title: '処理の記録',
  defaultYears: 1,
  due: dueJobs,
  dispose: async (tx, { bodyCode, before }) => ({ count: await deleteJobs(tx, bodyCode, before) }),
};
