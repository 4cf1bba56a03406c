import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { CellLine } from '../rules/cell-line.ts';
import type { FileReport } from '../rules/report.ts';
import { type RunState, statesBefore } from '../rules/run-state.ts';
import '../tables.ts';

export interface RunFile {
  readonly position: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly size: number;
  readonly kind: string | null;
  readonly asOf: Day | null;
  readonly editionOn: Day | null;
  readonly batchId: string | null;
  readonly report: FileReport | null;
}

export interface Run {
  readonly runId: string;
  readonly state: RunState;
  readonly givenAsOf: Day | null;
  readonly channel: 'page' | 'command';
  readonly progress: { readonly done: number; readonly total: number; readonly text: string };
  readonly note: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly changedAt: string;
  readonly committedAt: string | null;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  readonly undoCounts: { readonly restored: number; readonly withdrawn: number } | null;
  readonly files: readonly RunFile[];
}

export interface NewRun {
  readonly runId: string;
  readonly state: 'received' | 'reading';
  readonly givenAsOf: Day | null;
  readonly channel: 'page' | 'command';
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly files: readonly { readonly fileName: string; readonly sha256: string; readonly size: number }[];
}

export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  await tx
    .insertInto('imports.run')
    .values({
      run_id: run.runId,
      state: run.state,
      given_as_of: run.givenAsOf,
      channel: run.channel,
      note: null,
      created_at: run.at,
      created_by: run.by,
      changed_at: run.at,
      committed_at: null,
      undone_at: null,
      undone_by: null,
      undo_counts: null,
    })
    .execute();
  for (const [position, file] of run.files.entries()) {
    await sql`
      insert into imports.run_file (run_id, position, file_name, sha256, size)
      values (${run.runId}, ${position}, ${file.fileName}, ${file.sha256}, ${file.size})`.execute(tx);
  }
}

function runOf(row: {
  run_id: string;
  state: RunState;
  given_as_of: Day | null;
  channel: 'page' | 'command';
  progress_done: number;
  progress_total: number;
  progress_text: string;
  note: string | null;
  created_at: string;
  created_by: string;
  changed_at: string;
  committed_at: string | null;
  undone_at: string | null;
  undone_by: string | null;
  undo_counts: { restored: number; withdrawn: number } | null;
}): Omit<Run, 'files'> {
  return {
    runId: row.run_id,
    state: row.state,
    givenAsOf: row.given_as_of,
    channel: row.channel,
    progress: { done: row.progress_done, total: row.progress_total, text: row.progress_text },
    note: row.note,
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    committedAt: row.committed_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    undoCounts: row.undo_counts,
  };
}

const FILE_COLUMNS = [
  'run_id',
  'position',
  'file_name',
  'sha256',
  'size',
  'kind',
  'as_of',
  'edition_on',
  'batch_id',
  'report',
] as const;

async function filesOf(
  db: Db | Tx,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RunFile[]>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('imports.run_file')
    .select(FILE_COLUMNS)
    .where('run_id', 'in', runIds)
    .orderBy('position')
    .execute();
  const byRun = new Map<string, RunFile[]>();
  for (const row of rows) {
    const files = byRun.get(row.run_id) ?? [];
    byRun.set(row.run_id, files);
    files.push({
      position: row.position,
      fileName: row.file_name,
      sha256: row.sha256,
      size: Number(row.size),
      kind: row.kind,
      asOf: row.as_of,
      editionOn: row.edition_on,
      batchId: row.batch_id,
      report: row.report,
    });
  }
  return byRun;
}

export async function findRun(db: Db | Tx, runId: string): Promise<Run | null> {
  const row = await db.selectFrom('imports.run').selectAll().where('run_id', '=', runId).executeTakeFirst();
  if (row === undefined) return null;
  return { ...runOf(row), files: (await filesOf(db, [runId])).get(runId) ?? [] };
}

/** Runs whose id, or the id of one of whose batches, begins with the text; at most two, so that one is unique. */
export async function findRunsByPrefix(db: Db, prefix: string): Promise<readonly string[]> {
  const like = `${prefix}%`;
  const { rows } = await sql<{ run_id: string }>`
    select r.run_id from imports.run r
    where r.run_id::text like ${like} or exists (
      select from imports.run_file f where f.run_id = r.run_id and f.batch_id::text like ${like})
    order by r.created_at limit 2`.execute(db);
  return rows.map((row) => row.run_id);
}

export interface RunPage {
  readonly runs: readonly Run[];
  readonly total: number;
}

/** Newest first. `done` only shows what was imported, undone ones included: the rest concerns the operator alone. */
export async function listRuns(
  db: Db,
  page: { readonly only: 'all' | 'done'; readonly limit: number; readonly offset: number },
): Promise<RunPage> {
  const matching = db
    .selectFrom('imports.run')
    .$if(page.only === 'done', (query) => query.where('state', 'in', ['done', 'undone']));
  const { total } = await matching
    .select((count) => count.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('run_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const files = await filesOf(
    db,
    rows.map((row) => row.run_id),
  );
  return {
    runs: rows.map((row) => ({ ...runOf(row), files: files.get(row.run_id) ?? [] })),
    total: Number(total),
  };
}

export interface Move {
  readonly at: string;
  readonly note?: string | null;
}

/** Moves a run on, only from a state that allows it; false: it was in another one, and nothing is changed. */
export async function moveRun(db: Db | Tx, runId: string, to: RunState, move: Move): Promise<boolean> {
  const result = await db
    .updateTable('imports.run')
    .set({
      state: to,
      changed_at: move.at,
      note: move.note ?? null,
      ...(to === 'done' ? { committed_at: move.at } : {}),
    })
    .where('run_id', '=', runId)
    .where('state', 'in', [...statesBefore(to)])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function markUndone(
  tx: Tx,
  runId: string,
  undone: { readonly at: string; readonly by: string; readonly restored: number; readonly withdrawn: number },
): Promise<void> {
  const counts = JSON.stringify({ restored: undone.restored, withdrawn: undone.withdrawn });
  await sql`
    update imports.run set undone_at = ${undone.at}, undone_by = ${undone.by}, undo_counts = ${counts}::jsonb
    where run_id = ${runId}`.execute(tx);
}

export async function saveProgress(
  db: Db,
  runId: string,
  progress: { readonly done: number; readonly total: number; readonly text: string; readonly at: string },
): Promise<void> {
  await db
    .updateTable('imports.run')
    .set({
      progress_done: progress.done,
      progress_total: progress.total,
      progress_text: progress.text,
      changed_at: progress.at,
    })
    .where('run_id', '=', runId)
    .execute();
}

export async function setGivenAsOf(tx: Tx, runId: string, asOf: Day): Promise<void> {
  await tx.updateTable('imports.run').set({ given_as_of: asOf }).where('run_id', '=', runId).execute();
}

export interface SavedFile {
  readonly position: number;
  readonly kind: string | null;
  readonly asOf: Day | null;
  readonly editionOn: Day | null;
  readonly batchId: string | null;
  readonly report: FileReport;
  readonly changes: readonly CellLine[];
}

export async function saveFile(db: Db | Tx, runId: string, file: SavedFile): Promise<void> {
  await sql`
    update imports.run_file set kind = ${file.kind}, as_of = ${file.asOf}, edition_on = ${file.editionOn},
      batch_id = ${file.batchId}, report = ${JSON.stringify(file.report)}::jsonb,
      changes = ${JSON.stringify(file.changes)}::jsonb
    where run_id = ${runId} and position = ${file.position}`.execute(db);
}

/** One page of the cells that a file changes, and how many are listed in all. */
export async function readCellLines(
  db: Db,
  runId: string,
  position: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly lines: readonly CellLine[]; readonly total: number }> {
  const row = await db
    .selectFrom('imports.run_file')
    .select('changes')
    .where('run_id', '=', runId)
    .where('position', '=', position)
    .executeTakeFirst();
  const lines = row?.changes ?? [];
  return { lines: lines.slice(page.offset, page.offset + page.limit), total: lines.length };
}

/** Whether the same bytes were imported as the same kind for the same date, and stand. */
export async function isImported(
  db: Db | Tx,
  file: { readonly sha256: string; readonly kind: string; readonly asOf: Day | null },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from imports.run_file f join imports.run r using (run_id)
    where f.sha256 = ${file.sha256} and f.kind = ${file.kind} and f.as_of is not distinct from ${file.asOf}::date
      and r.state = 'done' and (f.batch_id is not null
        or exists (select from imports.asset a where a.run_id = f.run_id and a.position = f.position))
    limit 1`.execute(db);
  return rows.length === 1;
}

/** One import after the other: two at once could each wait for figures that the other holds. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7104)`.execute(tx);
}

/**
 * Does the work of a run while its lock is held by a connection of its own: whoever gets the lock knows that nobody
 * works on the run, because the lock of a process that has died is gone. Null: somebody else works on it.
 */
export function withRunLock<T>(db: Db, runId: string, work: () => Promise<T>): Promise<T | null> {
  return db.connection().execute(async (holder) => {
    const lock = sql`(7105, hashtext(${runId}))`;
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock${lock} as held`.execute(holder);
    if (rows[0]?.held !== true) return null;
    try {
      return await work();
    } finally {
      // When the database has gone, so has the lock.
      await sql`select pg_advisory_unlock${lock}`.execute(holder).catch(() => undefined);
    }
  });
}

export async function runsIn(db: Db, states: readonly RunState[]): Promise<readonly string[]> {
  const rows = await db.selectFrom('imports.run').select('run_id').where('state', 'in', states).execute();
  return rows.map((row) => row.run_id);
}
