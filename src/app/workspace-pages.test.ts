import { Hono } from 'hono';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock, type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { readable } from '../../test/support/site.ts';
import { audit } from '../platform/audit/actions.ts';
import { OPERATOR } from '../platform/audit/entry.ts';
import type { Deps } from '../platform/deps.ts';
import { parseSettings } from '../platform/env.ts';
import { notFound, onError } from '../platform/http/errors.ts';
import { enqueue } from '../platform/jobs/actions.ts';
import { defineJob } from '../platform/jobs/handler.ts';
import { runDueJobs } from '../platform/jobs/runner.ts';
import type { SeatOfDay } from '../spine/posts/queries/seats.ts';
import { auditPages } from './audit-pages.tsx';
import { jobHandlers } from './jobs.ts';
import { jobPages } from './jobs-pages.tsx';
import { renderMessage } from './message-page.tsx';

const clock = fixedClock('2026-04-02T09:00:00+09:00');

describe('pages of jobs and of the audit', () => {
  let database: TestDatabase;
  let deps: Deps;

  beforeAll(async () => {
    database = await testDatabase();
    deps = { db: database.appDb, clock, log: pino({ level: 'silent' }), settings: parseSettings({}) };
  });
  afterAll(() => database.close());

  /** The pages as somebody sees them. */
  function as(who: { seat?: { bodyCode: string; seatId: string }; operator?: boolean }) {
    const app = new Hono();
    app.notFound(notFound(renderMessage));
    app.onError(onError(deps, renderMessage));
    app.use(async (c, next) => {
      if (who.operator === true) c.set('operatorFormToken', 'token');
      if (who.seat !== undefined) c.set('seat', who.seat as SeatOfDay);
      await next();
    });
    app.route('/', auditPages(deps));
    app.route(
      '/',
      jobPages(deps, () => '試験の処理'),
    );
    return app;
  }

  it('shows how far a job is to its body and its asker, and its files when it is done', async () => {
    const { jobId } = await database.appDb
      .transaction()
      .execute((tx) =>
        enqueue(tx, clock, { kind: 'test', payload: {}, bodyCode: '990019', askedBy: 'seat-9' }),
      );
    const own = as({ seat: { bodyCode: '990019', seatId: 'seat-1' } });
    const asker = as({ seat: { bodyCode: '990027', seatId: 'seat-9' } });
    const other = as({ seat: { bodyCode: '990027', seatId: 'seat-2' } });
    const waiting = await (await own.request(`/jobs/${jobId}`)).text();
    expect(waiting).toContain('<meta http-equiv="refresh" content="3"/>');
    expect(readable(waiting)).toContain('試験の処理：順番を待っています');
    expect((await asker.request(`/jobs/${jobId}`)).status).toBe(200);
    for (const nobody of [other, as({})]) expect((await nobody.request(`/jobs/${jobId}`)).status).toBe(404);

    const handler = defineJob({
      kind: 'test',
      title: '試験',
      payload: z.object({}),
      run: (job) =>
        job.finish((tx) =>
          job.file(tx, { name: '回答票.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('値') }),
        ),
    });
    await runDueJobs(deps, [handler]);
    const done = await (await own.request(`/jobs/${jobId}`)).text();
    expect(done).not.toContain('http-equiv="refresh"');
    const href = /href="(\/jobs\/[^"]+\/files\/[^"]+)"/.exec(done)?.[1] ?? '';
    const file = await own.request(href);
    expect([file.status, await file.text(), file.headers.get('Content-Disposition')]).toEqual([
      200,
      '値',
      `attachment; filename*=UTF-8''${encodeURIComponent('回答票.csv')}`,
    ]);
    expect((await other.request(href)).status).toBe(404);
    clock.set('2026-04-20T09:00:00+09:00');
    expect((await own.request(href)).status).toBe(404);
  });

  it('shows the audit by day and object, and records that it was looked at', async () => {
    for (const id of ['r1', 'r2']) {
      await database.appDb.transaction().execute((tx) =>
        audit(tx, clock, {
          actor: OPERATOR,
          action: 'imports:commit',
          object: { kind: 'import-run', id },
          bodyCode: '990019',
        }),
      );
    }
    const operator = as({ operator: true });
    const page = async (path: string) => readable(await (await operator.request(path)).text());
    expect(await page('/audit')).toMatch(/運用管理者 操作 imports:commit 990019 import-run r[12]/);
    const one = await page('/audit?objectId=r1&from=2026-04-20&until=2026-04-20');
    expect(one).toContain('import-run r1');
    expect(one).not.toContain('import-run r2');
    expect(await page('/audit?until=2026-04-19')).toContain('当てはまる記録はありません');
    const looked = await sql<{ n: bigint }>`
      select count(*) as n from audit.entry where action = 'audit:list' and kind = 'read'`.execute(
      database.db,
    );
    expect(looked.rows[0]?.n).toBe(3n);
    // Not signed in: to the sign-in, not to the page.
    expect((await as({}).request('/audit')).status).not.toBe(200);
  });

  it('makes the digest by a job and shows it for printing', async () => {
    await database.appDb
      .transaction()
      .execute((tx) => enqueue(tx, clock, { kind: 'audit.digest', payload: {} }));
    await runDueJobs(deps, jobHandlers([]));
    const page = readable(await (await as({ operator: true }).request('/audit/digests')).text());
    expect(page).toMatch(/日次要約 2026-04-19 .*記録 \d+件/);
  });
});
