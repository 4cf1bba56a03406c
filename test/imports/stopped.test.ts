import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRegistry, modules } from '../../src/app/modules.ts';
import { prepareDatabase } from '../../src/app/prepare.ts';
import {
  DATABASE,
  DATABASE_USER,
  type EmbeddedServer,
  startEmbedded,
} from '../../src/platform/db/embedded/launch.ts';
import { stopEmbedded } from '../../src/platform/db/embedded/stop.ts';
import { closeDb, createDb } from '../../src/platform/db/pool.ts';
import type { Deps } from '../../src/platform/deps.ts';
import * as actions from '../../src/spine/imports/actions.ts';
import { csv } from '../fixtures/files/cells.ts';
import { municipalRows } from '../fixtures/files/dashboard.ts';
import { fixedClock } from '../support/database.ts';
import { commit, depsOf, read, run, stored } from './support.ts';

/** A database server of its own, because it is killed. */
const dataDir = mkdtempSync(join(tmpdir(), 'shirube-stopped-'));
let server: EmbeddedServer;
let deps: Deps;

async function start(): Promise<void> {
  server = await startEmbedded({ dataDir });
  const connection = { socketDir: server.socketDir, database: DATABASE, user: DATABASE_USER };
  deps = depsOf(createDb(connection), fixedClock('2026-04-01T09:00:00+09:00'));
}

/** As when the power fails: no goodbye, nothing is written any more. */
async function powerCut(): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await closeDb(deps.db);
}

beforeAll(async () => {
  await chmod(dataDir, 0o755);
  await start();
  await prepareDatabase(deps, modules);
}, 120_000);
afterAll(async () => {
  await closeDb(deps.db);
  await stopEmbedded(server);
  rmSync(dataDir, { recursive: true, force: true });
});

/** The commit's last statement waits: everything is written, nothing is committed. */
async function waitBeforeTheEnd(): Promise<void> {
  await sql`create function imports.wait() returns trigger language plpgsql as
    $$ begin perform pg_sleep(60); return new; end $$`.execute(deps.db);
  await sql`create trigger wait before update on imports.run for each row when (new.state = 'done')
    execute function imports.wait()`.execute(deps.db);
}

async function untilItWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_stat_activity where wait_event = 'PgSleep'`.execute(deps.db);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('stopped in the middle of a commit, nothing is stored, the run says so, and it can be done again', async () => {
  const previewed = await read(deps, [csv('見本.csv', municipalRows())], '2023-04-01');
  await waitBeforeTheEnd();
  expect(await actions.beginCommit(deps, previewed.runId)).toMatchObject({ ok: true });
  const committing = actions.finishCommit(deps, importRegistry(), previewed.runId).then(
    () => 'committed',
    () => 'failed',
  );
  await untilItWaits();
  await powerCut();
  expect(await committing).toBe('failed');

  await start();
  expect(await run(deps, previewed.runId)).toMatchObject({ state: 'committing' });
  expect(await stored(deps)).toEqual({ counting: 0, written: 0 });
  expect(await actions.reconcile(deps)).toBe(1);
  const stopped = await run(deps, previewed.runId);
  expect(stopped).toMatchObject({ state: 'failed' });
  expect(stopped.note).toContain('一件も保存されていません');
  expect(await actions.reconcile(deps)).toBe(0);

  await sql`drop trigger wait on imports.run`.execute(deps.db);
  await actions.readRun(deps, importRegistry(), previewed.runId);
  expect(await commit(deps, previewed.runId)).toMatchObject({ state: 'done' });

  await powerCut();
  await start();
  expect(await actions.reconcile(deps)).toBe(0);
  expect(await run(deps, previewed.runId)).toMatchObject({ state: 'done' });
  expect((await stored(deps)).counting).toBe(195);
}, 120_000);

test('a reading that was interrupted begins again at the next start', async () => {
  const runId = await actions.receive(deps, {
    files: [{ fileName: 'a.csv', bytes: Buffer.from('品目,数量\n'), sha256: 'a'.repeat(64) }],
    givenAsOf: null,
    channel: 'page',
  });
  await sql`update imports.run set state = 'reading' where run_id = ${runId}`.execute(deps.db);
  await actions.resumeReadings(deps, importRegistry());
  expect((await run(deps, runId)).state).toBe('refused');
});
