import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { wholeOf } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Clock, Deps } from '../../../platform/deps.ts';
import { readWorkbook } from '../../../platform/files/read-workbook.ts';
import { fileRefusalSentence } from '../../../platform/files/refusals.ts';
import { enqueue } from '../../../platform/jobs/actions.ts';
import { defineJob, JobRefused } from '../../../platform/jobs/handler.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import { findStatusHeads, readStatusRows } from '../file-kinds/status-table.ts';
import { insertLoad, namesOfMonth } from '../queries/loads.ts';
import { closeOf, stepLists } from '../queries/months.ts';
import {
  closeReading,
  fileOfReading,
  findReading,
  insertReading,
  type Reading,
} from '../queries/readings.ts';
import { businessNo } from '../rules/businesses.ts';
import { type LoadFault, type LoadHeads, type LoadRow, loadFaults, loadLines } from '../rules/load.ts';
import { monthTitle } from '../rules/month.ts';
import { LOAD_SENTENCES } from '../rules/sentences.ts';
import { listOf, sameSteps } from '../rules/step-list.ts';
import { instant, today } from './by.ts';

/** Cells shown of a table that cannot be taken; more nobody mends one by one. */
export const MOST_FAULTS = 200;

interface Refused {
  readonly message: string;
  readonly faults: readonly LoadFault[];
}

interface Table {
  readonly heads: LoadHeads;
  readonly rows: readonly LoadRow[];
}

/** Keeps the file and puts its reading into the queue; both or neither. Returns the id of the load to come. */
export async function takeFile(
  deps: Deps,
  given: Pick<Reading, 'month' | 'renewed' | 'fileName'>,
  bytes: Uint8Array,
): Promise<string> {
  const loadId = randomUUID();
  await withScope(deps.db, { kind: 'system' }, async (tx) => {
    const title = `標準化の表の読取り（${monthTitle(given.month)}、${given.fileName}）`;
    const job = { kind: readTable.kind, payload: { loadId }, key: loadId, title };
    const { jobId } = await enqueue(tx, deps.clock, job);
    await insertReading(tx, { ...given, loadId, jobId }, bytes, instant(deps.clock));
  });
  return loadId;
}

export function openReading(deps: Deps, loadId: string): Promise<Reading | null> {
  return withScope(deps.db, { kind: 'system' }, (tx) => findReading(tx, loadId));
}

/** Stages of a reading: the file, its cells, the register. */
const STAGES = 3;

/**
 * Reads the ministry's table of statuses and keeps what it says beside the months, until the operator has seen what it
 * would do. A table of another month, with renamed steps or with bodies that do not agree is not kept; what stands
 * against it is, by cell.
 */
export const readTable = defineJob({
  kind: 'standardization.read-table',
  title: '標準化の表の読取り',
  payload: z.object({ loadId: z.string() }),
  async run(job) {
    const { loadId } = job.payload;
    const { db, clock } = job.deps;
    const held = await withScope(db, { kind: 'system' }, async (tx) => ({
      reading: await findReading(tx, loadId),
      bytes: await fileOfReading(tx, loadId),
    }));
    const { reading, bytes } = held;
    if (reading === null || bytes === null)
      throw new JobRefused('読む表がありません。もう一度送ってください。');
    await job.progress(0, STAGES, 'ファイルを開いています。');
    const book = await readWorkbook(new Uint8Array(bytes), reading.fileName);
    await job.progress(1, STAGES, 'セルを読んでいます。');
    const table = book.ok ? tableOf(book.value) : { message: fileRefusalSentence(book), faults: [] };
    await job.progress(2, STAGES, '団体の登録と照らし合わせています。');
    await job.finish(async (tx) => {
      const refused = 'message' in table ? table : await keepLoad(tx, clock, reading, table);
      await closeReading(tx, loadId, refused);
      return { loadId };
    });
  },
});

function tableOf(workbook: Workbook): Table | Refused {
  const heads = findStatusHeads(workbook);
  if (heads === null) return { message: LOAD_SENTENCES['no-steps'], faults: [] };
  const read = readStatusRows(heads);
  if (read.faults.length > 0) return unreadable(read.faults);
  return { heads, rows: read.rows.map((row) => ({ ...row, businessNo: businessNo(row.business) })) };
}

function unreadable(faults: readonly LoadFault[]): Refused {
  const message = `取り込めないセルが${faults.length.toLocaleString('ja')}か所あります。`;
  return { message, faults: faults.slice(0, MOST_FAULTS) };
}

/** Null: kept. The operator says by `renewed` that the ministry has changed its steps from this month on. */
async function keepLoad(tx: Tx, clock: Clock, reading: Reading, table: Table): Promise<Refused | null> {
  const { loadId, month, renewed, fileName } = reading;
  const { heads, rows } = table;
  const whole = wholeOf(rows[0]?.code ?? '');
  const list = listOf(await stepLists(tx, whole), month);
  const known = list.since === null ? null : list;
  const names = await namesOfMonth(tx, whole, month);
  const faults = loadFaults(heads, rows, { month, today: today(clock), list: known, names, renewed });
  if (faults.length > 0) return unreadable(faults);
  if ((await closeOf(tx, whole, month)) !== null)
    return { message: LOAD_SENTENCES['month-closed'], faults: [] };
  const { steps, lines } = loadLines(heads, rows, known);
  const bodies = new Set(lines.map((line) => line.bodyCode)).size;
  const isNew = known === null || !sameSteps(known.steps, steps);
  const size = { bodies, lines: lines.length, madeAt: instant(clock) };
  await insertLoad(tx, { loadId, whole, month, fileName, steps, isNew, ...size }, lines);
  return null;
}
