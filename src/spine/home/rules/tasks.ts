import type { Day } from '../../../core/calendar.ts';
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

/** Overdue first, then by day; what has no day comes last, the shortest first. */
export function monthOf(tasks: readonly HomeTask[], today: Day): Month {
  const late = (task: HomeTask) => task.dueOn !== null && task.dueOn < today;
  const inOrder = [...tasks].sort(
    (a, b) =>
      Number(late(b)) - Number(late(a)) ||
      (a.dueOn ?? '9999-12-31').localeCompare(b.dueOn ?? '9999-12-31') ||
      a.minutes - b.minutes ||
      a.title.localeCompare(b.title, 'ja'),
  );
  const now = inOrder.slice(0, LINES);
  return { now, later: inOrder.slice(LINES), minutes: now.reduce((sum, one) => sum + one.minutes, 0) };
}
