import { type Day, endOfMonth } from '../../../core/calendar.ts';
import type { HomeTask } from '../../contracts/home.ts';

/** 「今月やること」 is three lines: more is a list that nobody finishes. */
export const LINES = 3;

export interface Month {
  readonly now: readonly HomeTask[];
  /** What follows; shown folded. */
  readonly later: readonly HomeTask[];
  /** Of the lines that are shown. */
  readonly minutes: number;
}

/**
 * What is over or due in this month first, by day; then what has no day, the shortest first: it can be done any day, and
 * would never come up behind what is due later.
 */
export function monthOf(tasks: readonly HomeTask[], today: Day): Month {
  const end = endOfMonth(today);
  const turn = (task: HomeTask) => (task.dueOn === null ? 1 : task.dueOn <= end ? 0 : 2);
  const inOrder = [...tasks].sort(
    (a, b) =>
      turn(a) - turn(b) ||
      (a.dueOn ?? '9999-12-31').localeCompare(b.dueOn ?? '9999-12-31') ||
      a.minutes - b.minutes ||
      a.title.localeCompare(b.title, 'ja'),
  );
  const now = inOrder.slice(0, LINES);
  return { now, later: inOrder.slice(LINES), minutes: now.reduce((sum, one) => sum + one.minutes, 0) };
}
