import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pino from 'pino';
import { importRegistry, modules } from '../../src/app/modules.ts';
import type { Db } from '../../src/platform/db/database.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { parseSettings } from '../../src/platform/env.ts';
import { loadRegister } from '../../src/spine/bodies/actions.ts';
import { ofWhole } from '../../src/spine/bodies/queries/whole.ts';
import { REGISTER_SOURCE } from '../../src/spine/bodies/register-data.ts';
import * as actions from '../../src/spine/imports/actions.ts';
import { findRun, type Run } from '../../src/spine/imports/queries/runs.ts';
import { seedIndicators } from '../../src/spine/indicators/actions.ts';
import { registerRules } from '../../src/spine/roll-up/actions.ts';
import type { LookAlike } from '../fixtures/files/cells.ts';
import { fixedClock, type TestDatabase, testDatabase } from '../support/database.ts';

export interface Workplace {
  readonly database: TestDatabase;
  /** As the owner of the tables. */
  readonly deps: Deps;
  /** As the running server. */
  readonly appDeps: Deps;
  readonly clock: ReturnType<typeof fixedClock>;
}

/** A database with register, definitions and series, and nothing imported. */
export async function workplace(): Promise<Workplace> {
  const database = await testDatabase();
  const clock = fixedClock('2026-04-01T09:00:00+09:00');
  const deps = depsOf(database.db, clock);
  await loadRegister(deps.db, clock, REGISTER_SOURCE);
  await seedIndicators(deps, modules);
  await registerRules(deps.db, importRegistry().definitions);
  return { database, deps, appDeps: { ...deps, db: database.appDb }, clock };
}

export function depsOf(db: Db, clock: Deps['clock']): Deps {
  const settings = parseSettings({ SHIRUBE_DATA: '/nowhere', SHIRUBE_SAMPLE: 'off' });
  return { db, clock, log: pino({ level: 'silent' }), settings };
}

export function given(file: LookAlike) {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  return { fileName: file.fileName, bytes: file.bytes, sha256 };
}

/** A run read by the server, up to its preview or refusal. */
export async function read(
  deps: Deps,
  files: readonly LookAlike[],
  asOf: string | null = null,
): Promise<Run> {
  const runId = await actions.receive(deps, { files: files.map(given), givenAsOf: asOf, channel: 'page' });
  await actions.readRun(deps, importRegistry(), runId);
  return run(deps, runId);
}

export async function run(deps: Deps, runId: string): Promise<Run> {
  const found = await findRun(deps.db, runId);
  if (found === null) throw new Error(`no run ${runId}`);
  return found;
}

export async function commit(deps: Deps, runId: string): Promise<Run> {
  const begun = await actions.beginCommit(deps, runId);
  if (!begun.ok) throw new Error(begun.code);
  await actions.finishCommit(deps, importRegistry(), runId);
  return run(deps, runId);
}

export async function importAll(
  deps: Deps,
  files: readonly LookAlike[],
  asOf: string | null = null,
): Promise<Run> {
  const previewed = await read(deps, files, asOf);
  if (previewed.state !== 'preview') {
    throw new Error(
      `${previewed.state}: ${JSON.stringify(previewed.files.map((file) => file.report?.rejected))}`,
    );
  }
  return commit(deps, previewed.runId);
}

/** What the store holds of the nation now: bodies' values that count, and every row ever written. */
export async function stored(deps: Deps): Promise<{ readonly counting: number; readonly written: number }> {
  const { rows } = await sql<{ counting: bigint; written: bigint }>`
    select (select count(*) from observations.effective o where ${ofWhole('o.body_code')}) as counting,
      (select count(*) from observations.observation o where ${ofWhole('o.body_code')}) as written`.execute(
    deps.db,
  );
  return { counting: Number(rows[0]?.counting), written: Number(rows[0]?.written) };
}
