import { randomUUID } from 'node:crypto';
import type { Day } from '../../core/calendar.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { ImportRegistry } from '../contracts/import-registry.ts';
import type { FileAnalysis, GivenFile } from './analyse-file.ts';
import { analyseRun, type RunAnalysis, stepsOf, type Told } from './analyse-run.ts';
import { commitAnalysis } from './commit.ts';
import { type ImportNeeds, instant, OPERATOR } from './needs.ts';
import { type Preview, previewRun } from './preview.ts';
import * as files from './queries/files.ts';
import * as runs from './queries/runs.ts';
import { loadRegister, nameOn } from './register.ts';
import { acceptsAbsence, isMisplaced } from './rules/absent.ts';
import type { Place } from './rules/report.ts';
import type { Decision } from './rules/resolve.ts';
import { FAILED, INTERRUPTED, type RunRefusal } from './rules/sentences.ts';

export interface Receipt {
  readonly files: readonly GivenFile[];
  readonly givenAsOf: Day | null;
  readonly channel: 'page' | 'command';
  /** Decided beforehand for every file (the command line). */
  readonly decisions?: readonly Decision[];
}

/** Keeps the bytes and opens a run in the state `received`; returns its id. */
export async function receive(needs: ImportNeeds, receipt: Receipt): Promise<string> {
  const runId = randomUUID();
  const at = instant(needs);
  await needs.db.transaction().execute(async (tx) => {
    for (const file of receipt.files) await files.storeBytes(tx, { ...file, at });
    await runs.insertRun(tx, {
      runId,
      state: 'received',
      givenAsOf: receipt.givenAsOf,
      channel: receipt.channel,
      by: OPERATOR,
      at,
      files: receipt.files.map((file) => ({
        fileName: file.fileName,
        sha256: file.sha256,
        size: file.bytes.byteLength,
      })),
    });
    for (const position of receipt.files.keys()) {
      for (const decision of receipt.decisions ?? [])
        await files.saveDecision(tx, runId, position, { ...decision, at, by: OPERATOR });
    }
  });
  return runId;
}

/** Runs that this process is working on now, so that a reload of the progress page starts nothing twice. */
const atWork = new Set<string>();

export function isWorkedOn(runId: string): boolean {
  return atWork.has(runId);
}

/** Reads, matches and previews a received run. Can be repeated at any time: it depends on what is stored alone. */
export async function readRun(needs: ImportNeeds, registry: ImportRegistry, runId: string): Promise<void> {
  await working(needs, runId, async () => {
    const run = await runs.findRun(needs.db, runId);
    if (run === null) return;
    const begun =
      run.state === 'reading' || (await runs.moveRun(needs.db, runId, 'reading', { at: instant(needs) }));
    if (!begun) return;
    const analysis = await analyseStored(needs, registry, run);
    if (analysis.verdict !== 'ready') return settle(needs, run, analysis);
    const steps = stepsOf(run.files);
    await tellerOf(needs, run)(steps - 1, steps, 'これまでの値との違いを調べています');
    const preview = await previewRun(needs, analysis.files);
    return settle(needs, run, { ...analysis, ...preview });
  }).catch(() => undefined);
}

/** Does the work of a run alone; what goes wrong is logged and kept with the run, then thrown. */
async function working<T>(needs: ImportNeeds, runId: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await runs.withRunLock(needs.db, runId, async () => {
      atWork.add(runId);
      return work().finally(() => atWork.delete(runId));
    });
  } catch (error) {
    needs.log.error({ err: error, event: 'import-failed', runId }, 'import');
    await runs.moveRun(needs.db, runId, 'failed', { at: instant(needs), note: FAILED }).catch(() => false);
    throw error;
  }
}

async function analyseStored(
  needs: ImportNeeds,
  registry: ImportRegistry,
  run: runs.Run,
): Promise<RunAnalysis> {
  const given: GivenFile[] = [];
  for (const file of run.files) {
    const bytes = await files.readBytes(needs.db, file.sha256);
    if (bytes === null) throw new Error(`the bytes of ${file.sha256} are not kept any more`);
    given.push({ fileName: file.fileName, sha256: file.sha256, bytes });
  }
  const decisions = await files.readDecisions(needs.db, run.runId);
  const input = { files: given, givenAsOf: run.givenAsOf, decisions, by: OPERATOR };
  return analyseRun(needs, registry, input, tellerOf(needs, run));
}

function tellerOf(needs: ImportNeeds, run: runs.Run): Told {
  return (done, total, text) =>
    runs.saveProgress(needs.db, run.runId, { done, total, text, at: instant(needs) });
}

const STATE_OF = { ready: 'preview', 'needs-decision': 'needs-decision', refused: 'refused' } as const;

/** Keeps what was found and moves the run on, together. */
async function settle(
  needs: ImportNeeds,
  run: runs.Run,
  analysis: RunAnalysis & Partial<Preview>,
): Promise<void> {
  await needs.db.transaction().execute(async (tx) => {
    const moved = await runs.moveRun(tx, run.runId, STATE_OF[analysis.verdict], { at: instant(needs) });
    if (!moved) return;
    await saveFiles(tx, run.runId, analysis.files, analysis.changes);
    if (analysis.verdict === 'refused') await files.dropBytes(tx, run.runId);
  });
}

async function saveFiles(
  tx: Tx,
  runId: string,
  analysed: readonly FileAnalysis[],
  changes: Preview['changes'] = [],
): Promise<void> {
  for (const [position, file] of analysed.entries()) {
    await runs.saveFile(tx, runId, {
      position,
      kind: file.kind?.id ?? null,
      asOf: file.asOf,
      editionOn: file.outcome?.editionOn ?? null,
      batchId: null,
      report: file.report,
      changes: changes[position] ?? [],
    });
  }
}

/** Takes a previewed or failed run into `committing`; only one of two clicks does. */
export async function beginCommit(needs: ImportNeeds, runId: string): Promise<Result<null, RunRefusal>> {
  if ((await runs.findRun(needs.db, runId)) === null) return refuse('unknown-run');
  const begun = await runs.moveRun(needs.db, runId, 'committing', { at: instant(needs) });
  return begun ? ok(null) : refuse('wrong-state');
}

/**
 * Commits a run that is in `committing`: read anew (the store may have moved on since the preview), then everything in
 * one transaction whose last act is the state `done`. Stopped anywhere in between, nothing of it is stored.
 * @throws when the machine fails; the run is then `failed`, as soon as the database can say so.
 */
export async function finishCommit(
  needs: ImportNeeds,
  registry: ImportRegistry,
  runId: string,
): Promise<void> {
  await working(needs, runId, async () => {
    const run = await runs.findRun(needs.db, runId);
    if (run?.state !== 'committing') throw new Error(`run ${runId} is not being committed`);
    const analysis = await analyseStored(needs, registry, run);
    if (analysis.verdict === 'ready') await commitAnalysis(needs, runId, analysis);
    else await settle(needs, run, analysis);
  });
}

/** Receives and commits what was analysed a moment ago, without a person in between (the command line). */
export async function commitNow(
  needs: ImportNeeds,
  receipt: Receipt,
  analysis: RunAnalysis,
): Promise<{ readonly runId: string; readonly analysis: RunAnalysis }> {
  const runId = await receive(needs, receipt);
  const committed = await working(needs, runId, async () => {
    const at = instant(needs);
    for (const state of ['reading', 'preview', 'committing'] as const) {
      if (!(await runs.moveRun(needs.db, runId, state, { at })))
        throw new Error(`run ${runId} was moved by another`);
    }
    return commitAnalysis(needs, runId, analysis);
  });
  if (committed === null) throw new Error(`run ${runId} was taken by another process`);
  return { runId, analysis: committed };
}

/** A person says which body a row is, that it is none, or that bodies may be left out; the run is then read anew. */
export async function decide(
  needs: ImportNeeds,
  runId: string,
  position: number,
  place: Place,
  chosen: string,
): Promise<Result<null, RunRefusal>> {
  const run = await runs.findRun(needs.db, runId);
  const file = run?.files.find((each) => each.position === position);
  if (run === null || file === undefined) return refuse('unknown-run');
  if (run.state !== 'needs-decision') return refuse('wrong-state');
  const decision = { ...place, chosen, at: instant(needs), by: OPERATOR };
  if (isMisplaced(decision)) return refuse('unknown-body');
  const named = chosen !== 'ignore' && !acceptsAbsence(decision);
  if (named && !(await isBody(needs.db, chosen, file.asOf))) return refuse('unknown-body');
  await needs.db.transaction().execute((tx) => files.saveDecision(tx, runId, position, decision));
  return ok(null);
}

async function isBody(db: Db, code: string, on: Day | null): Promise<boolean> {
  if (on === null) return false;
  const register = await loadRegister(db);
  return nameOn(register.on(on))(code) !== null;
}

/** Gives the date that a file does not have; the run is then read anew. */
export async function giveAsOf(
  needs: ImportNeeds,
  runId: string,
  asOf: Day,
): Promise<Result<null, RunRefusal>> {
  return needs.db.transaction().execute(async (tx) => {
    const run = await runs.findRun(tx, runId);
    if (run === null) return refuse('unknown-run');
    if (run.state !== 'needs-decision') return refuse('wrong-state');
    await runs.setGivenAsOf(tx, runId, asOf);
    return ok(null);
  });
}

/** At start: a run that was being committed when everything stopped is all or nothing, and says which. */
export async function reconcile(needs: ImportNeeds): Promise<number> {
  let interrupted = 0;
  for (const runId of await runs.runsIn(needs.db, ['committing'])) {
    // Whoever commits it at this moment holds the lock.
    const move = { at: instant(needs), note: INTERRUPTED };
    const moved = await runs.withRunLock(needs.db, runId, () =>
      runs.moveRun(needs.db, runId, 'failed', move),
    );
    if (moved === true) interrupted += 1;
  }
  if (interrupted > 0) needs.log.warn({ event: 'imports-interrupted', runs: interrupted }, 'import');
  return interrupted;
}

/** Readings that were interrupted begin again. They write nothing but their own run. */
export async function resumeReadings(needs: ImportNeeds, registry: ImportRegistry): Promise<void> {
  for (const runId of await runs.runsIn(needs.db, ['received', 'reading'])) {
    await readRun(needs, registry, runId);
  }
}

/** A run that somebody waits for and nobody works on: its process or its database has died in between. */
export async function revive(needs: ImportNeeds, registry: ImportRegistry): Promise<void> {
  await reconcile(needs);
  await resumeReadings(needs, registry);
}
