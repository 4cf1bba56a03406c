import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { fixedClock, type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { run } from '../../../test/support/process.ts';
import { APP_ROLE } from '../db/app-role.ts';
import { parseSettings } from '../env.ts';
import { enqueue } from './actions.ts';
import { defineJob, type JobHandler, JobRefused } from './handler.ts';
import type { NewJob } from './job.ts';
import { jobRetention, tidyFiles } from './own-jobs.ts';
import { getJob, listJobFiles, listJobs, readJobFile } from './read.ts';
import { runOne } from './run-one.ts';
import { type Runner, runDueJobs, startRunner } from './runner.ts';
import { daily } from './schedule.ts';

const START = '2026-04-01T09:00:00+09:00';
const clock = fixedClock(START);

describe('jobs', () => {
  let database: TestDatabase;
  let log: string[];

  beforeAll(async () => {
    database = await testDatabase();
    await sql`create schema test`.execute(database.db);
    await sql`create table test.effect (step text not null)`.execute(database.db);
    await sql.raw(`grant usage on schema test to ${APP_ROLE}`).execute(database.db);
    await sql.raw(`grant select, insert on test.effect to ${APP_ROLE}`).execute(database.db);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock.set(START);
    log = [];
    await sql`truncate test.effect, jobs.job cascade`.execute(database.db);
  });

  const deps = () => ({
    db: database.appDb,
    clock,
    log: pino({ level: 'silent' }),
    settings: parseSettings({}),
  });
  const put = (job: NewJob) => database.appDb.transaction().execute((tx) => enqueue(tx, clock, job));
  const runDue = (...handlers: JobHandler[]) => runDueJobs(deps(), handlers);
  const effects = async () =>
    (await sql<{ step: string }>`select step from test.effect order by 1`.execute(database.db)).rows.map(
      (row) => row.step,
    );

  const waiting = async () =>
    (await sql<{ n: bigint }>`select count(*) as n from pg_locks where not granted`.execute(database.db))
      .rows[0]!.n;

  function once(kind: string, work: (n: number) => void = () => {}): JobHandler {
    return defineJob({
      kind,
      title: '試験',
      payload: z.object({ n: z.number() }),
      async run(job) {
        await job.finish(async (tx) => {
          await sql`insert into test.effect (step) values (${`${kind} ${job.payload.n}`})`.execute(tx);
          work(job.payload.n);
          return { n: job.payload.n };
        });
      },
    });
  }

  it('is enqueued with its transaction or not at all, and once under a key', async () => {
    await expect(
      database.appDb.transaction().execute(async (tx) => {
        await enqueue(tx, clock, { kind: 'a', payload: {} });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const both = await Promise.all([1, 2].map((n) => put({ kind: 'a', key: 'k', payload: { n } })));
    expect(both.filter((job) => job.fresh)).toHaveLength(1);
    expect(both[0]!.jobId).toBe(both[1]!.jobId);
    expect(await put({ kind: 'b', key: 'k', payload: {} })).toMatchObject({ fresh: true });
    await runDue(once('a'));
    expect(await put({ kind: 'a', key: 'k', payload: { n: 3 } })).toMatchObject({ fresh: false });
    expect(await listJobs(database.appDb, { limit: 9 })).toHaveLength(2);
  });

  it('commits effect and end together', async () => {
    const { jobId } = await put({ kind: 'a', payload: { n: 1 }, askedBy: 'seat-1', bodyCode: '990019' });
    expect(await runDue(once('a'))).toBe(1);
    expect(await effects()).toEqual(['a 1']);
    expect(await getJob(database.appDb, jobId)).toMatchObject({
      ...{ state: 'done', result: { n: 1 }, attempts: 1, askedBy: 'seat-1', bodyCode: '990019' },
    });
    expect(await getJob(database.appDb, 'no-id')).toBeNull();
  });

  it('tries again later and later, then gives up; a refusal is not tried again', async () => {
    const failing = once('a', () => {
      log.push(new Date(clock.now()).toISOString());
      throw new Error('away');
    });
    const { jobId } = await put({ kind: 'a', payload: { n: 1 } });
    for (let minute = 0; minute < 240; minute++) {
      clock.set(new Date(Date.parse(START) + minute * 30_000).toISOString());
      await runDue(failing);
    }
    expect(log.map((at) => (Date.parse(at) - Date.parse(START)) / 60_000)).toEqual([0, 0.5, 2.5, 10.5, 42.5]);
    expect(await getJob(database.appDb, jobId)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('運用管理者'),
    });
    expect(await effects()).toEqual([]);

    const refused = await put({ kind: 'a', payload: { n: 2 } });
    await runDue(
      once('a', () => {
        throw new JobRefused('宛先がありません。');
      }),
    );
    expect(await getJob(database.appDb, refused.jobId)).toMatchObject({
      ...{ state: 'failed', message: '宛先がありません。', attempts: 1 },
    });
    const unreadable = await put({ kind: 'a', payload: { n: 'x' } });
    await runDue(once('a'));
    expect(await getJob(database.appDb, unreadable.jobId)).toMatchObject({ state: 'failed' });
  });

  it('goes on from the last step, and keeps files until they expire', async () => {
    let attempt = 0;
    const steps = defineJob({
      kind: 'steps',
      title: '試験',
      payload: z.object({}),
      async run(job) {
        attempt++;
        for (let n = Number(job.cursor ?? 0); n < 3; n++) {
          await job.step(async (tx) => {
            await sql`insert into test.effect (step) values (${`step ${n}`})`.execute(tx);
            if (attempt === 1 && n === 1) throw new Error('in the middle');
            // Asking for the row from another connection here would wait for ever.
            await job.progress(n, 3);
            return { cursor: n + 1, done: n + 1, total: 3, message: `${n + 1}団体目` };
          });
        }
        await job.finish(async (tx) => {
          const bytes = new Uint8Array(600_000).fill(7);
          await job.file(tx, { name: '結果.csv', mediaType: 'text/csv', bytes, keepDays: 2 });
          return null;
        });
      },
    });
    const { jobId } = await put({ kind: 'steps', payload: {} });
    await runDue(steps);
    expect(await getJob(database.appDb, jobId)).toMatchObject({ state: 'waiting', cursor: 1 });
    clock.set('2026-04-01T09:05:00+09:00');
    await runDue(steps);
    expect(await effects()).toEqual(['step 0', 'step 1', 'step 2']);
    expect(await getJob(database.appDb, jobId)).toMatchObject({ done: 3, total: 3, message: '3団体目' });
    const files = await listJobFiles(database.appDb, jobId, clock.now());
    expect(files).toMatchObject([{ name: '結果.csv', size: 600_000n }]);
    let size = 0;
    let pieces = 0;
    for await (const piece of readJobFile(database.appDb, jobId, '結果.csv')) {
      size += piece.byteLength;
      pieces++;
    }
    expect({ size, pieces }).toEqual({ size: 600_000, pieces: 3 });
    clock.set('2026-04-03T09:06:00+09:00');
    expect(await listJobFiles(database.appDb, jobId, clock.now())).toEqual([]);
    await put({ kind: tidyFiles.kind, payload: {} });
    await runDue(tidyFiles);
    const left = await sql<{ n: bigint }>`select count(*) as n from jobs.file_piece`.execute(database.db);
    expect(left.rows[0]!.n).toBe(0n);
  });

  it('runs each job once with two runners, wakes at a commit, and makes one job of each slot', async () => {
    const ran: number[] = [];
    const handler = once('a', (n) => ran.push(n));
    const schedule = daily('a', '08:00', { n: 1000 });
    const connection = { socketDir: inject('pgSocketDir'), database: database.cloneName, user: APP_ROLE };
    // Looks by itself only after an hour: what runs sooner was woken.
    const options = {
      deps: deps(),
      handlers: [handler],
      schedules: [schedule],
      connection,
      pollMs: 3_600_000,
    };
    const runners: Runner[] = [startRunner(options), startRunner(options)];
    try {
      for (let n = 0; n < 60; n++) await put({ kind: 'a', key: `n${n}`, payload: { n } });
      await expect.poll(effects, { timeout: 20_000 }).toHaveLength(61);
    } finally {
      await Promise.all(runners.map((runner) => runner.close()));
    }
    expect(ran.sort((a, b) => a - b)).toEqual([...Array.from({ length: 60 }, (_, n) => n), 1000]);
    const slots = await sql<{ key: string }>`select key from jobs.job where key like 'daily%'`.execute(
      database.db,
    );
    expect(slots.rows).toEqual([{ key: 'daily-a@2026-04-01' }]);
  });

  it('is given back when the program ends, without counting as an attempt', async () => {
    const begun = { resolve: () => {} };
    const begins = new Promise<void>((resolve) => {
      begun.resolve = resolve;
    });
    const long = defineJob({
      kind: 'long',
      title: '試験',
      payload: z.object({}),
      async run(job) {
        begun.resolve();
        await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
        await job.step(async () => ({ cursor: 1 }));
      },
    });
    const { jobId } = await put({ kind: 'long', payload: {} });
    const runner = startRunner({ deps: deps(), handlers: [long] });
    await begins;
    await runner.close();
    expect(await getJob(database.appDb, jobId)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      cursor: null,
    });
  });

  it('is given back also when it was taken while the program ended', async () => {
    const { jobId } = await put({ kind: 'a', payload: { n: 1 } });
    // The queue is looked at while somebody holds it, and answers when the end has begun.
    const ending = new AbortController();
    let looking: Promise<unknown> = Promise.resolve();
    await database.db.transaction().execute(async (tx) => {
      await sql`lock table jobs.job in exclusive mode`.execute(tx);
      const worker = { deps: deps(), handlers: [once('a')], runner: randomUUID(), leaseMs: 60_000 };
      looking = runOne({ ...worker, signal: ending.signal });
      await expect.poll(waiting).toBe(1n);
      ending.abort();
    });
    expect(await looking).toBeNull();
    expect(await getJob(database.appDb, jobId)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await effects()).toEqual([]);
  });

  it('runs once more after kill -9 in the middle, and has its effect once', async () => {
    const { jobId } = await put({ kind: 'test.two-steps', payload: {}, runAt: 0 });
    const worker = run('test/platform/job-worker.ts', [inject('pgSocketDir'), database.cloneName]);
    try {
      await worker.says(/inside/);
    } finally {
      worker.child.kill('SIGKILL');
      await worker.ended();
    }
    expect(await getJob(database.appDb, jobId)).toMatchObject({ state: 'running', done: 1, total: 2 });
    const two = defineJob({
      kind: 'test.two-steps',
      title: '試験',
      payload: z.object({}),
      async run(job) {
        log.push(String(job.cursor));
        await job.finish(async (tx) => {
          await sql`insert into test.effect (step) values ('second')`.execute(tx);
        });
      },
    });
    // Before the lease ends nobody takes it; its end is the database's clock, so the test waits for it.
    expect(await runDue(two)).toBe(0);
    await expect.poll(() => runDue(two), { timeout: 15_000, interval: 100 }).toBe(1);
    expect(await runDue(two)).toBe(0);
    expect(await effects()).toEqual(['first', 'second']);
    expect(log).toEqual(['first-done']);
    expect(await getJob(database.appDb, jobId)).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('writes nothing once the job is another’s', async () => {
    const { jobId } = await put({ kind: 'slow', payload: {} });
    const slow = defineJob({
      kind: 'slow',
      title: '試験',
      payload: z.object({}),
      async run(job) {
        await sql`update jobs.job set runner = gen_random_uuid() where job_id = ${jobId}`.execute(
          database.db,
        );
        await job.finish(async (tx) => {
          await sql`insert into test.effect (step) values ('late')`.execute(tx);
        });
      },
    });
    await runDue(slow);
    expect(await effects()).toEqual([]);
    expect(await getJob(database.appDb, jobId)).toMatchObject({ state: 'running' });
  });

  it('ends with its years', async () => {
    await put({ kind: 'a', payload: { n: 1 }, bodyCode: '990019' });
    await runDue(once('a'));
    await put({ kind: 'waiting', payload: {}, bodyCode: '990019' });
    expect(await jobRetention.due(database.db, '2026-04-01')).toEqual([]);
    expect(await jobRetention.due(database.db, '2026-04-02')).toEqual([
      { bodyCode: '990019', count: 1n, oldest: '2026-04-01' },
    ]);
    const scope = { bodyCode: '990019', before: '2026-04-02', disposalId: '', at: '' };
    const gone = await database.db.transaction().execute((tx) => jobRetention.dispose(tx, scope));
    expect(gone).toEqual({ count: 1n });
  });
});
