import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { OPERATOR } from '../../../platform/audit/entry.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { enqueue } from '../../../platform/jobs/actions.ts';
import { stepNumbers } from '../../../spine/steps/actions/names.ts';
import {
  absentFromLoad,
  bodiesOfLoad,
  findLoad,
  keptByLoad,
  type ListLoad,
  linesOfLoad,
  startLoad,
} from '../queries/loads.ts';
import { closeOf, insertStepList, stepLists } from '../queries/months.ts';
import { loadFigure } from '../rules/load.ts';
import { monthTitle } from '../rules/month.ts';
import type { LoadRefusal } from '../rules/sentences.ts';
import { listOf, sameSteps } from '../rules/step-list.ts';
import { itemOfStep } from '../rules/work-items.ts';
import { instant } from './by.ts';
import { fillMonths, LOAD_WRITER } from './load-job.ts';

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
