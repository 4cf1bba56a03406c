import type { Db } from '../../platform/db/database.ts';
import type { Clock } from '../../platform/deps.ts';
import { type CellChange, readChanges } from '../observations/queries/changes.ts';
import type { RecordOutcome } from '../observations/types.ts';
import { lockForRecord, preview, record } from '../roll-up/actions.ts';
import { type FileAnalysis, isRecordable } from './analyse-file.ts';
import { missingFrom } from './missing.ts';
import type { CellLine } from './rules/cell-line.ts';
import { recordingOrder } from './rules/order.ts';
import type { Cells } from './rules/report.ts';

interface Needs {
  readonly db: Db;
  readonly clock: Clock;
}

/** Files of a run that is ready, with what each would change, cell by cell, by position. */
export interface Preview {
  readonly files: readonly FileAnalysis[];
  readonly changes: readonly (readonly CellLine[])[];
}

interface Difference {
  readonly outcome: RecordOutcome;
  readonly changes: readonly CellChange[];
}

/** Fills in what each file would change and writes nothing. For a person to look at: recording finds it out by itself. */
export async function previewRun(needs: Needs, files: readonly FileAnalysis[]): Promise<Preview> {
  const differences = await differencesOf(needs, files);
  const filled: FileAnalysis[] = [];
  const changes: (readonly CellLine[])[] = [];
  for (const [position, file] of files.entries()) {
    const difference = differences.get(position);
    if (difference === undefined) {
      filled.push({ ...file, report: { ...file.report, cells: nothingNew(file) } });
      changes.push([]);
      continue;
    }
    const missing = await missingFrom(needs.db, file);
    const { inserted, superseded, unchanged, older } = difference.outcome;
    const cells: Cells = { inserted, superseded, unchanged, older };
    filled.push({ ...file, report: { ...file.report, cells, missing: missing.length } });
    changes.push([...difference.changes.flatMap(lineOf), ...missing]);
  }
  return { files: filled, changes };
}

/** Cells of a file that brings nothing to record. */
export function nothingNew(file: FileAnalysis): Cells {
  return { inserted: 0, superseded: 0, unchanged: file.observations.length, older: 0 };
}

async function differencesOf(
  needs: Needs,
  files: readonly FileAnalysis[],
): Promise<ReadonlyMap<number, Difference>> {
  const order = recordingOrder(files.map((file) => ({ editionOn: file.outcome?.editionOn ?? null })));
  const recorded = order.flatMap((position) => {
    const file = files[position];
    if (file === undefined || !isRecordable(file) || file.batch === null) return [];
    return [{ position, batch: file.batch, observations: file.observations }];
  });
  const [only] = recorded;
  if (only !== undefined && recorded.length === 1) {
    return new Map([[only.position, await preview(needs.db, needs.clock, only.batch, only.observations)]]);
  }
  return recorded.length === 0 ? new Map() : rehearse(needs, recorded);
}

/** Several files may speak of the same cells: they are recorded one after the other, looked at, and rolled back. */
async function rehearse(
  needs: Needs,
  recorded: readonly (Parameters<typeof record>[2][number] & { readonly position: number })[],
): Promise<ReadonlyMap<number, Difference>> {
  const differences = new Map<number, Difference>();
  const rollback = new Error('rehearsal');
  try {
    await needs.db.transaction().execute(async (tx) => {
      const spoken = recorded.flatMap(({ observations }) => observations.map(({ indicator }) => indicator));
      await lockForRecord(tx, [...new Set(spoken)]);
      for (const { position, batch, observations } of recorded) {
        const [outcome] = await record(tx, needs.clock, [{ batch, observations }]);
        if (outcome !== undefined) differences.set(position, { outcome, changes: await readChanges(tx) });
      }
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return differences;
}

function lineOf(change: CellChange): readonly CellLine[] {
  if (change.action === 'unchanged') return [];
  return [
    {
      action: change.action,
      bodyCode: change.body_code,
      indicator: change.indicator,
      part: change.part,
      on: change.on,
      value: change.value?.toString() ?? null,
      base: change.base?.toString() ?? null,
      reason: change.reason,
      oldValue: change.old_value?.toString() ?? null,
      oldBase: change.old_base?.toString() ?? null,
      oldReason: change.old_reason,
      row: change.row_no,
      column: change.column_no,
    },
  ];
}
