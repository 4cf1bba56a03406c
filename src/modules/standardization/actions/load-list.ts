import { randomUUID } from 'node:crypto';
import { wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueue } from '../../../platform/jobs/actions.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import { stepNumbers } from '../../../spine/steps/actions/names.ts';
import { findStatusHeads, readStatusRows } from '../file-kinds/status-table.ts';
import {
  absentFromLoad,
  bodiesOfLoad,
  findLoad,
  insertLoad,
  keptByLoad,
  type ListLoad,
  linesOfLoad,
  namesOfMonth,
  startLoad,
} from '../queries/loads.ts';
import { closeOf, insertStepList, stepLists } from '../queries/months.ts';
import { businessNo } from '../rules/businesses.ts';
import { type LoadFault, loadFaults, loadFigure, loadLines } from '../rules/load.ts';
import { monthTitle } from '../rules/month.ts';
import { listOf, sameSteps } from '../rules/step-list.ts';
import { itemOfStep } from '../rules/work-items.ts';
import { instant, today } from './by.ts';
import { fillMonths, LOAD_WRITER } from './load-job.ts';

export type LoadRefusal = 'no-steps' | 'month-closed' | 'list-changed' | 'at-work' | 'unknown-load';

export const LOAD_SENTENCES: Readonly<Record<LoadRefusal, string>> = {
  'no-steps': '業務名の列と、ステップの列が見つかりません。国の「ステップごとの状態」の表を選んでください。',
  'month-closed': 'この月は確定済みです。表からは変えられません。団体が差替えとして直します。',
  'list-changed': '確かめた後に、ステップの一覧が変わりました。もう一度ファイルを選んでください。',
  'at-work': 'この表は、もう取り込み始めています。',
  'unknown-load': 'この表は見つかりません。もう一度ファイルを選んでください。',
};

export type Looked =
  | { readonly ok: true; readonly loadId: string }
  | { readonly ok: false; readonly message: string; readonly faults: readonly LoadFault[] };

/**
 * Reads the ministry's table of statuses and keeps what it says beside the months, until the operator has seen what it
 * would do. A table of another month, with renamed steps or with bodies that do not agree is not kept.
 * @param renewed the operator says that the ministry has changed its steps from this month on
 */
export async function lookAtTable(
  deps: Deps,
  month: Day,
  renewed: boolean,
  workbook: Workbook,
): Promise<Looked> {
  const heads = findStatusHeads(workbook);
  if (heads === null) return { ok: false, message: LOAD_SENTENCES['no-steps'], faults: [] };
  const read = readStatusRows(heads);
  if (read.faults.length > 0) return unreadable(read.faults);
  const rows = read.rows.map((row) => ({ ...row, businessNo: businessNo(row.business) }));
  const whole = wholeOf(rows[0]?.code ?? '');
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const list = listOf(await stepLists(tx, whole), month);
    const known = list.since === null ? null : list;
    const names = await namesOfMonth(tx, whole, month);
    const faults = loadFaults(heads, rows, { month, today: today(deps.clock), list: known, names, renewed });
    if (faults.length > 0) return unreadable(faults);
    if ((await closeOf(tx, whole, month)) !== null)
      return { ok: false, message: LOAD_SENTENCES['month-closed'], faults: [] };
    const { steps, lines } = loadLines(heads, rows, known);
    const loadId = randomUUID();
    const bodies = new Set(lines.map((line) => line.bodyCode)).size;
    const isNew = known === null || !sameSteps(known.steps, steps);
    const load = { loadId, whole, month, fileName: workbook.fileName, steps, isNew };
    const size = { bodies, lines: lines.length, madeAt: instant(deps.clock) };
    await insertLoad(tx, { ...load, ...size }, lines);
    return { ok: true, loadId };
  });
}

function unreadable(faults: readonly LoadFault[]): Looked {
  return {
    ok: false,
    message: `取り込めないセルが${faults.length.toLocaleString('ja')}か所あります。`,
    faults,
  };
}

/** What a load would do, or has done. */
export async function openLoad(deps: Deps, loadId: string) {
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const load = await findLoad(tx, loadId);
    if (load === null) return null;
    if (load.jobId !== null) return { load, before: null };
    const codes = await bodiesOfLoad(tx, loadId, '', load.bodies);
    const figure = loadFigure(await linesOfLoad(tx, loadId, codes));
    const kept = await keptByLoad(tx, loadId);
    return { load, before: { figure, kept, absent: await absentFromLoad(tx, load) } };
  });
}

/** Takes the list into force and puts the months into the queue; both or neither. */
export async function beginLoad(deps: Deps, loadId: string): Promise<Result<true, LoadRefusal>> {
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const load = await findLoad(tx, loadId);
    if (load === null) return refuse('unknown-load');
    if ((await closeOf(tx, load.whole, load.month)) !== null) return refuse('month-closed');
    if (load.isNew) await keepList(tx, deps, load);
    const inForce = listOf(await stepLists(tx, load.whole), load.month);
    if (!sameSteps(inForce.steps, load.steps)) return refuse('list-changed');
    const title = `標準化の表の取込み（${monthTitle(load.month)}、${load.bodies.toLocaleString('ja')}団体）`;
    const job = { kind: fillMonths.kind, payload: { loadId }, key: loadId, title };
    const { jobId } = await enqueue(tx, deps.clock, job);
    return (await startLoad(tx, loadId, jobId)) ? ok(true) : refuse('at-work');
  });
}

async function keepList(tx: Tx, deps: Deps, load: ListLoad): Promise<void> {
  // What somebody said of a name stands; else the name itself may bear the item's.
  const known = await stepNumbers(tx, 'standardization', load.steps);
  const items = load.steps.map((name, index) => known[index] ?? itemOfStep(name));
  const list = { since: load.month, steps: load.steps, items, source: load.fileName };
  await insertStepList(tx, load.whole, list, LOAD_WRITER.title, instant(deps.clock));
  await audit(tx, deps.clock, {
    actor: OPERATOR,
    action: 'standardization:step-list.load',
    object: { kind: 'standardization-step-list', id: load.month },
    bodyCode: null,
    detail: { steps: load.steps.length },
  });
}
