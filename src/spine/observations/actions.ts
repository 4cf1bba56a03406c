import { randomUUID } from 'node:crypto';
import { isSample } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import * as store from './queries/append.ts';
import * as undo from './queries/undo.ts';
import type { NewBatch, NewObservation, RecordOutcome } from './types.ts';

export interface BatchWithObservations {
  readonly batch: NewBatch;
  readonly observations: readonly NewObservation[];
}

/** A batch speaks of the nation or of 見本県, never of both: what lists batches so leaves 見本県 out as a whole. */
function speaksOfSample(batch: NewBatch, observations: readonly NewObservation[]): boolean {
  const own = observations.filter((one) => isSample(one.bodyCode)).length;
  if (own > 0 && own < observations.length) {
    throw new Error(`the batch ${batch.batchId} speaks of the nation and of 見本県 at once`);
  }
  return own > 0;
}

function instant(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** Loads, locks and classifies, without writing an observation: what `record` and `preview` share. */
export async function weigh(
  tx: Tx,
  clock: Clock,
  batches: readonly BatchWithObservations[],
): Promise<{ readonly numbers: readonly number[]; readonly meets: boolean }> {
  await store.prepareWorkingTables(tx);
  const numbers: number[] = [];
  let given = 0;
  let loaded = 0;
  for (const { batch, observations } of batches) {
    const stored = await store.insertBatch(tx, batch, instant(clock), speaksOfSample(batch, observations));
    numbers.push(stored.batchNo);
    given += observations.length;
    loaded += await store.loadIncoming(tx, observations, stored);
  }
  if (loaded !== given) {
    throw new Error(
      `${given - loaded} of ${given} observations name an unknown body, indicator, part or series`,
    );
  }
  const repeated = await store.findRepeated(tx);
  if (repeated !== null) {
    throw new Error(
      `two values for one fact in one batch: body ${repeated.body_code}, indicator key ${repeated.indicator_key}`,
    );
  }
  await store.lockIndicators(tx);
  const meets = await store.meetsExisting(tx);
  await store.classifyIncoming(tx, meets);
  return { numbers, meets };
}

/**
 * Appends observations. Leaves in `observation_delta` what stopped and what began to count, for the roll-up, which is
 * the only caller: a figure must move in the transaction of the write.
 */
export async function append(
  tx: Tx,
  clock: Clock,
  batches: readonly BatchWithObservations[],
): Promise<readonly RecordOutcome[]> {
  const { numbers, meets } = await weigh(tx, clock, batches);
  const outcomes = await store.countActions(tx);
  if (!meets && (await store.speaksOnce(tx))) {
    await store.writeRows(tx);
    await store.noteAfterFresh(tx);
  } else {
    if (meets) {
      await store.addDependents(tx);
      await store.writeConfirmations(tx);
      await store.writeOlder(tx);
    }
    await settle(tx);
  }
  const written = [...outcomes.values()].flatMap((actions) => [
    actions.get('insert') ?? 0,
    actions.get('supersede') ?? 0,
    actions.get('unchanged') ?? 0,
  ]);
  await store.refreshStatistics(
    tx,
    written.reduce((sum, rows) => sum + rows, 0),
  );
  return numbers.map((batchNo) => {
    const actions = outcomes.get(batchNo);
    return {
      inserted: actions?.get('insert') ?? 0,
      superseded: actions?.get('supersede') ?? 0,
      unchanged: actions?.get('unchanged') ?? 0,
      older: actions?.get('older') ?? 0,
    };
  });
}

async function settle(tx: Tx): Promise<void> {
  await store.noteBefore(tx);
  await store.writeRows(tx);
  await store.settleShadows(tx);
}

export type UndoRefusal = 'unknown-batch' | 'already-undone' | 'not-undoable';

/**
 * Takes a batch back by appending: what it had superseded counts again, or what an older edition said in the meantime;
 * what nobody else has said has no record any more. What another batch says too goes on standing.
 */
export async function appendUndo(
  tx: Tx,
  clock: Clock,
  batchId: string,
  by: string,
): Promise<{ restored: number; withdrawn: number } | UndoRefusal> {
  const batch = await undo.findBatch(tx, batchId);
  if (batch === null) return 'unknown-batch';
  if (batch.undone) return 'already-undone';
  if (batch.kind === 'undo') return 'not-undoable';
  await store.prepareWorkingTables(tx);
  const undoing = await store.insertBatch(
    tx,
    { batchId: randomUUID(), kind: 'undo', title: `取消し: ${batch.title}`, recordedBy: by, sheets: [] },
    instant(clock),
    batch.sample,
    batchId,
  );
  await undo.lockIndicatorsOf(tx, [batchId]);
  await undo.loadUndo(tx, batch.batch_no, undoing.batchNo);
  const counts = await undo.countUndo(tx);
  await settle(tx);
  await store.refreshStatistics(tx, counts.restored + counts.withdrawn);
  return counts;
}

/** Decides anew which series counts for each contested fact of an indicator, because the order of belief has changed. */
export async function believeAnew(tx: Tx, indicatorKey: number): Promise<void> {
  await store.prepareWorkingTables(tx);
  await store.loadContested(tx, indicatorKey);
  await store.noteBefore(tx);
  await store.settleShadows(tx);
}
