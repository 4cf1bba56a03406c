import { type BodyCode, isBodyCode, NATION } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import { rememberNames, stepNumbers } from '../../../spine/steps/actions/names.ts';
import { findStatusHeads, readStatusRows } from '../file-kinds/status-table.ts';
import { insertStepList, reportsOf, setItems, stepLists } from '../queries/months.ts';
import { businessNo } from '../rules/businesses.ts';
import { type Move, movesBetween } from '../rules/states.ts';
import { carryOver, type StepList } from '../rules/step-list.ts';
import { itemOfStep, WORK_ITEMS } from '../rules/work-items.ts';
import { instant, type Writer } from './by.ts';
import { readMonthView } from './month.ts';
import { saveMonth } from './save-month.ts';

export type LoadRefusal = 'no-steps' | 'no-codes' | 'unreadable' | 'bad-mapping';

export interface Loaded {
  readonly steps: number;
  readonly isNew: boolean;
  readonly mapped: number;
  /** Bodies whose month was filled; those that had said it themselves; rows without a code. */
  readonly filled: number;
  readonly kept: number;
}

const WRITER: Writer = { actor: OPERATOR, seatId: null, title: '運用管理者（国の表の取込み）' };

/**
 * The operator brings the ministry's table of statuses: its header is the list of steps from that month on, and bodies
 * that have not said the month themselves have it filled. What a body said itself is never overwritten.
 */
export async function loadStepList(
  deps: Deps,
  month: Day,
  workbook: Workbook,
): Promise<Result<Loaded, LoadRefusal>> {
  const heads = findStatusHeads(workbook);
  if (heads === null) return refuse('no-steps');
  const { rows, faults } = readStatusRows(heads);
  const [first] = faults;
  if (first !== undefined)
    return refuse('unreadable', { message: `${first.row}行${first.column}列：${first.message}` });
  if (rows.some((row) => row.code === null || !isBodyCode(row.code))) return refuse('no-codes');
  const steps = heads.steps.map((step) => step.title);
  const isNew = await keepList(deps, month, steps, workbook.fileName);
  const byBody = new Map<BodyCode, typeof rows>();
  for (const row of rows) byBody.set(row.code ?? '', [...(byBody.get(row.code ?? '') ?? []), row]);
  const given: StepList = { since: month, steps, items: [], source: '' };
  let filled = 0;
  for (const [bodyCode, own] of byBody) {
    const done = await withScope(deps.db, { kind: 'system' }, async (tx) => {
      if ((await reportsOf(tx, bodyCode)).some((report) => report.month === month)) return false;
      const view = await readMonthView(tx, bodyCode, month);
      const moves = new Map<number, readonly Move[]>();
      for (const row of own) {
        const no = businessNo(row.business);
        const line = view.lines.find((one) => one.businessNo === no);
        const states = carryOver(row.states, { ...given, since: null }, view.list);
        if (line !== undefined) moves.set(no, movesBetween(line.states, states));
      }
      return (await saveMonth(tx, deps.clock, WRITER, bodyCode, { month, moves, via: 'file', asGiven: true }))
        .ok;
    });
    if (done) filled += 1;
  }
  const mapped = steps.filter((name) => itemOfStep(name) > 0).length;
  return ok({ steps: steps.length, isNew, mapped, filled, kept: byBody.size - filled });
}

async function keepList(deps: Deps, month: Day, steps: readonly string[], source: string): Promise<boolean> {
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const current = (await stepLists(tx, NATION)).filter((list) => (list.since ?? '') <= month).at(-1);
    if (current !== undefined && current.steps.join('\n') === steps.join('\n')) return false;
    // What somebody said of a name stands; else the name itself may bear the item's.
    const known = await stepNumbers(tx, 'standardization', steps);
    const items = steps.map((name, index) => known[index] ?? itemOfStep(name));
    const list = { since: month, steps, items, source };
    await insertStepList(tx, NATION, list, WRITER.title, instant(deps.clock));
    await audit(tx, deps.clock, {
      actor: OPERATOR,
      action: 'standardization:step-list.load',
      object: { kind: 'standardization-step-list', id: month },
      bodyCode: null,
      detail: { steps: steps.length },
    });
    return true;
  });
}

/** 作業項目 of each step, as a person says. */
export async function mapSteps(
  deps: Deps,
  since: Day,
  itemOf: (step: number) => string,
): Promise<Result<true, LoadRefusal>> {
  return withScope(deps.db, { kind: 'system' }, async (tx) => {
    const list = (await stepLists(tx, NATION)).find((one) => one.since === since);
    if (list === undefined) return refuse('no-steps');
    const items = list.steps.map((_, index) => Number(itemOf(index + 1) || '0'));
    if (items.some((no) => !Number.isInteger(no) || no < 0 || no > WORK_ITEMS.length))
      return refuse('bad-mapping');
    await setItems(tx, NATION, since, items);
    const names = list.steps.map((name, index) => ({ name, number: items[index] ?? 0 }));
    await rememberNames(tx, deps.clock, 'standardization', names, WRITER.title);
    return ok(true);
  });
}
