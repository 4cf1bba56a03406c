import type { Tx } from '../../../platform/db/database.ts';
import { followSystems, type StandingRow } from '../queries/systems.ts';
import { PLAN_LIMIT } from '../rules/limits.ts';
import { isExcluded, isFinished } from '../rules/states.ts';
import type { MonthView } from './month.ts';

/** How each system of the body stands now follows its newest month. */
export async function followMonth(tx: Tx, view: MonthView, changed: ReadonlySet<number>): Promise<void> {
  await followSystems(tx, standingRows(view, changed), PLAN_LIMIT);
}

/** The same for many bodies whose months came at once, every line of them. */
export async function followMonths(tx: Tx, views: readonly MonthView[]): Promise<void> {
  const rows = views.flatMap((view) => standingRows(view, null));
  await followSystems(tx, rows, PLAN_LIMIT);
}

function standingRows(view: MonthView, changed: ReadonlySet<number> | null): readonly StandingRow[] {
  return view.lines
    .filter((line) => changed === null || changed.has(line.businessNo))
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
}
