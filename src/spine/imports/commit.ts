import type { Tx } from '../../platform/db/database.ts';
import { readMoved } from '../observations/queries/changes.ts';
import { lockForRecord, raiseVersion, record } from '../roll-up/actions.ts';
import { type FileAnalysis, indicatorsOf, isRecordable } from './analyse-file.ts';
import type { RunAnalysis } from './analyse-run.ts';
import { missingFrom } from './missing.ts';
import { type ImportNeeds, instant } from './needs.ts';
import { nothingNew } from './preview.ts';
import * as files from './queries/files.ts';
import * as runs from './queries/runs.ts';
import { recordingOrder } from './rules/order.ts';

/** Records all files of a run in one transaction, whose last act is the state `done`. */
export async function commitAnalysis(
  needs: ImportNeeds,
  runId: string,
  analysis: RunAnalysis,
): Promise<RunAnalysis> {
  return needs.db.transaction().execute(async (tx) => {
    await runs.lockImports(tx);
    const committed: FileAnalysis[] = [...analysis.files];
    const order = recordingOrder(
      analysis.files.map((file) => ({ editionOn: file.outcome?.editionOn ?? null })),
    );
    await lockForRecord(tx, indicatorsOf(analysis.files));
    // Of each file against what stood before all of them.
    const missing: number[] = [];
    for (const file of analysis.files)
      missing.push(isRecordable(file) ? (await missingFrom(tx, file)).length : 0);
    for (const position of order) {
      const file = analysis.files[position];
      if (file !== undefined)
        committed[position] = await commitFile(tx, needs, runId, position, counted(file, missing[position]));
    }
    const done = { at: instant(needs) };
    if (!(await runs.moveRun(tx, runId, 'done', done))) {
      throw new Error(`run ${runId} left the state committing while it was committed`);
    }
    return { ...analysis, files: committed };
  });
}

function counted(file: FileAnalysis, missing = 0): FileAnalysis {
  return { ...file, report: { ...file.report, cells: nothingNew(file), missing } };
}

async function commitFile(
  tx: Tx,
  needs: ImportNeeds,
  runId: string,
  position: number,
  file: FileAnalysis,
): Promise<FileAnalysis> {
  let report = file.report;
  let batchId: string | null = null;
  if (isRecordable(file) && file.batch !== null) {
    const { batch, observations } = file;
    const [outcome] = await record(tx, needs.clock, [{ batch, observations }]);
    if (outcome === undefined) throw new Error('the store gave no outcome for a batch');
    batchId = batch.batchId;
    report = { ...report, cells: { ...outcome }, moved: await readMoved(tx) };
  }
  const { asset, editionOn } = file.outcome ?? {};
  if (asset !== undefined && !report.alreadyDone) {
    const attribution = file.report.attribution ?? '';
    await files.insertAsset(tx, runId, position, { ...asset, attribution }, instant(needs));
    await raiseVersion(tx);
  }
  // What changed stands in the store now; only the cells that were missing are known nowhere else.
  await runs.saveFile(tx, runId, {
    position,
    kind: file.kind?.id ?? null,
    asOf: file.asOf,
    editionOn: editionOn ?? null,
    batchId,
    report,
    changes: [],
  });
  return { ...file, report };
}
