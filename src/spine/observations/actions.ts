import { randomUUID } from 'node:crypto';
import { isSample } from '../../core/body-code.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import * as store from './queries/append.ts';
import { finaliseRows, type SeriesFacts } from './queries/finalise.ts';
import * as incoming from './queries/incoming.ts';
import * as undo from './queries/undo.ts';
import * as weighing from './queries/weigh.ts';
import { repeatedAmong } from './rules.ts';
import type { NewBatch, NewObservation, RecordOutcome } from './types.ts';

export interface BatchWithObservations {
  readonly batch: NewBatch;
  readonly observations: readonly NewObservation[];
}

/** A batch speaks of the nation or of 見本県, never of both: what lists batches so leaves 見本県 out as a whole. */
function speaksOfSample(batch: NewBatch, observations: readonly NewObservation[]): boolean {
  const own = observations.filter((one) => isSample(one.bodyCode)).length;
  if (own > 0 && own < observations.length) throw mixed(batch);
  return own > 0;
}

function mixed(batch: Pick<NewBatch, 'batchId'>): Error {
  return new Error(`the batch ${batch.batchId} speaks of the nation and of 見本県 at once`);
}

function instant(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

interface Weighed {
  /** The batches' numbers, and what their cells do. */
  readonly numbers: readonly number[];
  readonly actions: weighing.Actions;
  /** Whether an indicator of them is the denominator of another. */
  readonly divides: boolean;
  /** Few enough for statements that are planned once. */
  readonly few: boolean;
}

/** Loads, locks and classifies, without writing an observation: what `record` and `preview` share. */
export async function weigh(
  tx: Tx,
  clock: Clock,
  batches: readonly BatchWithObservations[],
): Promise<Weighed> {
  const repeated = repeatedAmong(batches.flatMap(({ observations }) => observations));
  if (repeated !== null)
    throw new Error(
      `two values for one fact in one batch: body ${repeated.bodyCode}, indicator ${repeated.indicator}`,
    );
  await incoming.prepareWorkingTables(tx);
  const given = batches.reduce((sum, { observations }) => sum + observations.length, 0);
  const few = incoming.isFew(given);
  if (!few) await incoming.makeRoom(tx);
  const numbers: number[] = [];
  const indicators = new Set<string>();
  let loaded = 0;
  for (const { batch, observations } of batches) {
    const stored = await incoming.insertBatch(tx, batch, instant(clock), speaksOfSample(batch, observations));
    numbers.push(stored.batchNo);
    for (const { indicator } of observations) indicators.add(indicator);
    loaded += await incoming.loadIncoming(tx, observations, stored);
  }
  if (loaded !== given) {
    throw new Error(
      `${given - loaded} of ${given} observations name an unknown body, indicator, part or series`,
    );
  }
  const { divides } = await weighing.lockIndicators(tx, [...indicators], few);
  // Of a few cells each is looked up anyway.
  const news = few ? { unknown: false, once: false } : await weighing.readNews(tx);
  const actions =
    news.unknown && news.once
      ? allFresh(numbers, batches)
      : await weighing.classifyIncoming(tx, news.once, few);
  return { numbers, actions, divides, few };
}

function allFresh(numbers: readonly number[], batches: readonly BatchWithObservations[]): weighing.Actions {
  return new Map(numbers.map((of, at) => [of, new Map([['fresh', batches[at]!.observations.length]])]));
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
  const { numbers, actions, divides, few } = await weigh(tx, clock, batches);
  const cells = (wanted: weighing.Action) =>
    [...actions.values()].reduce((sum, of) => sum + (of.get(wanted) ?? 0), 0);
  const fresh = cells('fresh');
  const settled = cells('insert') + cells('supersede');
  if (divides && cells('supersede') > 0) await weighing.addDependents(tx);
  if (cells('unchanged') > 0) await store.writeConfirmations(tx);
  if (cells('older') > 0) await store.writeOlder(tx);
  if (settled > 0) await settle(tx, few);
  else if (fresh > 0) await store.writeRows(tx);
  if (fresh > 0) await store.noteFresh(tx);
  await store.refreshStatistics(tx, fresh + settled + cells('unchanged'));
  return numbers.map((batchNo) => outcomeOf(actions, batchNo));
}

/** What became of the cells of one batch. */
export function outcomeOf(actions: weighing.Actions, batchNo: number): RecordOutcome {
  const of = actions.get(batchNo);
  return {
    inserted: (of?.get('fresh') ?? 0) + (of?.get('insert') ?? 0),
    superseded: of?.get('supersede') ?? 0,
    unchanged: of?.get('unchanged') ?? 0,
    older: of?.get('older') ?? 0,
  };
}

async function settle(tx: Tx, few: boolean): Promise<void> {
  await store.replaceRows(tx, 'write', few);
  await store.settleShadows(tx, few);
}

/** 速報 that becomes 確定 as it stands. Leaves the delta for the roll-up, as `append` does. Returns how many rows. */
export async function appendFinal(
  tx: Tx,
  clock: Clock,
  batch: Omit<NewBatch, 'sheets'>,
  facts: SeriesFacts,
): Promise<number> {
  const own = facts.bodyCodes.filter(isSample).length;
  if (own > 0 && own < facts.bodyCodes.length) throw mixed(batch);
  await incoming.prepareWorkingTables(tx);
  await weighing.lockIndicators(tx, facts.indicators, false);
  const { batchNo } = await incoming.insertBatch(tx, { ...batch, sheets: [] }, instant(clock), own > 0);
  const turned = await finaliseRows(tx, facts, batchNo);
  await store.refreshStatistics(tx, turned);
  return turned;
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
  await incoming.prepareWorkingTables(tx);
  const undoing = await incoming.insertBatch(
    tx,
    { batchId: randomUUID(), kind: 'undo', title: `取消し: ${batch.title}`, recordedBy: by, sheets: [] },
    instant(clock),
    batch.sample,
    batchId,
  );
  await undo.lockIndicatorsOf(tx, [batchId]);
  await undo.loadUndo(tx, batch.batch_no, undoing.batchNo);
  const counts = await undo.countUndo(tx);
  await settle(tx, false);
  await store.refreshStatistics(tx, counts.restored + counts.withdrawn);
  return counts;
}

/** Decides anew which series counts for each contested fact of an indicator, because the order of belief has changed. */
export async function believeAnew(tx: Tx, indicatorKey: number): Promise<void> {
  await incoming.prepareWorkingTables(tx);
  await incoming.loadContested(tx, indicatorKey);
  await store.replaceRows(tx, 'none', false);
  await store.settleShadows(tx, false);
}
