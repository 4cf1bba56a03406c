import { z } from 'zod';
import { defineJob } from '../../../platform/jobs/handler.ts';
import { daily } from '../../../platform/jobs/schedule.ts';
import { passOnSheets } from './pass-on.ts';

/** Mergers take effect at midnight: the successor finds the open sheets in the morning. */
export const passOnJob = defineJob({
  kind: 'surveys.pass-on',
  title: '団体の変更による回答票の引継ぎ',
  payload: z.object({}),
  run: (job) => job.finish(async (tx) => ({ ...(await passOnSheets(tx, job.deps.clock)) })),
});

export const passOnSchedule = daily(passOnJob.kind, '00:30');
