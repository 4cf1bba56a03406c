import type { IndicatorDefinition } from '../../core/indicator.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import {
  append,
  appendFinal,
  appendUndo,
  type BatchWithObservations,
  believeAnew,
  outcomeOf,
  type UndoRefusal,
  weigh,
} from '../observations/actions.ts';
import { type CellChange, readChanges } from '../observations/queries/changes.ts';
import type { SeriesFacts } from '../observations/queries/finalise.ts';
import { isFew, prepareWorkingTables } from '../observations/queries/incoming.ts';
import { lockIndicatorsOf } from '../observations/queries/undo.ts';
import { lockIndicators } from '../observations/queries/weigh.ts';
import type { NewBatch, NewObservation, RecordOutcome } from '../observations/types.ts';
import * as cells from './queries/cells.ts';

/**
 * Records observations and moves every figure that stands on them, in the caller's transaction: body → prefecture →
 * nation. All that one transaction writes goes through one call, so that writers take their locks in one order.
 */
export async function record(
  tx: Tx,
  clock: Clock,
  batches: readonly BatchWithObservations[],
): Promise<readonly RecordOutcome[]> {
  const outcomes = await append(tx, clock, batches);
  await follow(tx, isFew(batches.reduce((sum, { observations }) => sum + observations.length, 0)));
  return outcomes;
}

/**
 * Before several calls of `record` in one transaction: takes all their locks at once, in the one order, so that another
 * writer never waits for this one while this one waits for it.
 */
export async function lockForRecord(tx: Tx, indicators: readonly string[]): Promise<void> {
  await lockIndicators(tx, indicators, false);
}

/** The same before several batches are undone in one transaction. */
export async function lockForUndo(tx: Tx, batchIds: readonly string[]): Promise<void> {
  await lockIndicatorsOf(tx, batchIds);
}

/**
 * What a series says as 速報 becomes 確定 with the values that stand, for as many bodies as are named: a month that is
 * closed. Returns how many values there were.
 */
export async function finalise(
  tx: Tx,
  clock: Clock,
  batch: Omit<NewBatch, 'sheets'>,
  facts: SeriesFacts,
): Promise<number> {
  if (facts.bodyCodes.length === 0) return 0;
  const turned = await appendFinal(tx, clock, batch, facts);
  await follow(tx);
  return turned;
}

async function follow(tx: Tx, few = false): Promise<void> {
  const { emptied } = await cells.applyDelta(tx, 'raise', few);
  if (emptied) await cells.removeEmpty(tx);
}

/** What `record` would do, without doing it. */
export async function preview(
  db: Db,
  clock: Clock,
  batch: NewBatch,
  observations: readonly NewObservation[],
): Promise<{ readonly outcome: RecordOutcome; readonly changes: readonly CellChange[] }> {
  let answer: { outcome: RecordOutcome; changes: readonly CellChange[] } | null = null;
  const rollback = new Error('preview');
  try {
    await db.transaction().execute(async (tx) => {
      const { numbers, actions } = await weigh(tx, clock, [{ batch, observations }]);
      answer = {
        outcome: outcomeOf(actions, numbers[0]!),
        changes: await readChanges(tx),
      };
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return answer!;
}

export async function undoBatch(
  tx: Tx,
  clock: Clock,
  batchId: string,
  by: string,
): Promise<Result<{ restored: number; withdrawn: number }, UndoRefusal>> {
  const undone = await appendUndo(tx, clock, batchId, by);
  if (typeof undone === 'string') return refuse(undone, { batchId });
  await follow(tx);
  return ok(undone);
}

/** For a change that moves no figure but is seen on pages (an imported map): what readers cached is stale. */
export async function raiseVersion(tx: Tx): Promise<void> {
  await cells.raiseDataVersion(tx);
}

/** Computes all cells anew. The incremental path must never differ from it (property test). */
export async function recompute(tx: Tx): Promise<void> {
  await cells.recomputeCells(tx);
  await cells.raiseDataVersion(tx);
}

/**
 * Around the taking of a published copy: its cells are counted from what it holds, and what readers have kept of the former
 * copy is stale. Handed to `takeCopy`.
 */
export async function aroundCopy(before: Tx): Promise<(tx: Tx) => Promise<void>> {
  const former = await cells.dataVersion(before);
  return async (tx) => {
    await cells.recomputeCells(tx);
    await cells.raiseDataVersionOver(tx, former);
  };
}

/**
 * Around a change of the register: takes the bodies out of the cells, applies the change, puts them back where they
 * belong now. Handed to `correctRegister`.
 */
export function aroundMembershipChange(tx: Tx) {
  return async (bodyCodes: readonly string[], apply: () => Promise<void>): Promise<void> => {
    await prepareWorkingTables(tx);
    await cells.noteBodies(tx, bodyCodes, -1);
    await cells.applyDelta(tx, 'keep');
    await cells.removeEmpty(tx);
    await cells.clearDelta(tx);
    await apply();
    await cells.noteBodies(tx, bodyCodes, 1);
    await follow(tx);
  };
}

/** Saves what counting needs of the definitions; where the order of belief has changed, the figures follow. */
export async function registerRules(db: Db, definitions: readonly IndicatorDefinition[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const indicatorKey of await cells.saveRules(tx, definitions)) {
      await believeAnew(tx, indicatorKey);
      await follow(tx);
    }
    await cells.raiseDataVersion(tx);
  });
}
