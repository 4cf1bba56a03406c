import { sql } from 'kysely';
import { pino } from 'pino';
import { z } from 'zod';
import { DATABASE_USER } from '../../src/platform/db/embedded/launch.ts';
import { createDb } from '../../src/platform/db/pool.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { defineJob } from '../../src/platform/jobs/handler.ts';
import { startRunner } from '../../src/platform/jobs/runner.ts';

/**
 * A process that works on jobs, for the test of `kill -9`: does the first of two steps, begins the second, says so and
 * then stands still inside the transaction.
 */
const [socketDir = '', database = ''] = process.argv.slice(2);
const connection = { socketDir, database, user: DATABASE_USER };
const db = createDb(connection, { max: 4 });

const stuck = defineJob({
  kind: 'test.two-steps',
  title: '試験',
  payload: z.object({}),
  async run(job) {
    await job.step(async (tx) => {
      await sql`insert into test.effect (step) values ('first')`.execute(tx);
      return { cursor: 'first-done', done: 1, total: 2 };
    });
    await job.finish(async (tx) => {
      await sql`insert into test.effect (step) values ('second')`.execute(tx);
      process.stdout.write('inside\n');
      await new Promise(() => {});
    });
  },
});

startRunner({
  deps: {
    db,
    clock: { now: () => Date.now() },
    log: pino({ level: 'silent' }),
    settings: parseSettings({}),
  },
  handlers: [stuck],
  connection,
  leaseMs: 4_000,
});
