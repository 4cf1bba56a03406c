import { ok, type Result, refuse } from '../../core/result.ts';
import { lockForUndo, raiseVersion, undoBatch } from '../roll-up/actions.ts';
import { type ImportNeeds, instant, OPERATOR } from './needs.ts';
import * as files from './queries/files.ts';
import * as runs from './queries/runs.ts';
import { recordingOrder } from './rules/order.ts';
import type { RunRefusal } from './rules/sentences.ts';

/** Takes a whole run back by appending; it stays in the history. */
export async function undoRun(
  needs: ImportNeeds,
  runId: string,
): Promise<Result<{ readonly restored: number; readonly withdrawn: number }, RunRefusal>> {
  return needs.db.transaction().execute(async (tx) => {
    await runs.lockImports(tx);
    const run = await runs.findRun(tx, runId);
    if (run === null) return refuse('unknown-run');
    if (run.state === 'undone') return refuse('already-undone');
    const at = instant(needs);
    if (!(await runs.moveRun(tx, runId, 'undone', { at }))) return refuse('wrong-state');
    let restored = 0;
    let withdrawn = await files.withdrawAssets(tx, runId, at);
    if (withdrawn > 0) await raiseVersion(tx);
    const order = recordingOrder(run.files).toReversed();
    await lockForUndo(
      tx,
      run.files.flatMap((file) => file.batchId ?? []),
    );
    for (const position of order) {
      const batchId = run.files[position]?.batchId ?? null;
      if (batchId === null) continue;
      const undone = await undoBatch(tx, needs.clock, batchId, OPERATOR);
      if (!undone.ok) throw new Error(`batch ${batchId} of run ${runId} cannot be undone: ${undone.code}`);
      restored += undone.value.restored;
      withdrawn += undone.value.withdrawn;
    }
    await runs.markUndone(tx, runId, { at, by: OPERATOR, restored, withdrawn });
    return ok({ restored, withdrawn });
  });
}
