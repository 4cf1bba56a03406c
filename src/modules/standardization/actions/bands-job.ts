import { z } from 'zod';
import { NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import { defineJob } from '../../../platform/jobs/handler.ts';
import { daily } from '../../../platform/jobs/schedule.ts';
import { peerBands } from './bands.ts';
import { today } from './by.ts';

/** Of 34,820 systems it takes two seconds: at night, so that no officer's page of the morning waits for it. */
export const makeBands = defineJob({
  kind: 'standardization.peer-bands',
  title: '標準化の移行の見込みに使う同じ区分の団体の進み方',
  payload: z.object({}),
  run: (job) =>
    job.finish(async (tx) => {
      const on = today(job.deps.clock);
      for (const whole of [NATION, SAMPLE_PREFECTURE]) await peerBands(tx, whole, on);
      return { on };
    }),
});

export const bandsSchedule = daily(makeBands.kind, '00:05');
