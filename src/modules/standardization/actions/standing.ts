import type { Tx } from '../../../platform/db/database.ts';
import { followSystems } from '../queries/systems.ts';
import { PLAN_LIMIT } from '../rules/limits.ts';
import { isExcluded, isFinished } from '../rules/states.ts';
import type { MonthView } from './month.ts';

/** How each system of the body stands now follows its newest month. */
export async function followMonth(tx: Tx, view: MonthView, changed: ReadonlySet<number>): Promise<void> {
  const rows = view.lines
    .filter((line) => changed.has(line.businessNo))
    .map((line) => ({
      bodyCode: view.bodyCode,
      businessNo: line.businessNo,
      month: view.month,
      listSince: view.list.since,
      states: line.states,
      done: line.counts.done,
      excluded: line.counts.excluded,
      steps: line.counts.steps,
      // What is 対象外 as a whole is nobody's late system either.
      finished: isFinished(line.counts) || isExcluded(line.counts),
    }));
  await followSystems(tx, rows, PLAN_LIMIT);
}
