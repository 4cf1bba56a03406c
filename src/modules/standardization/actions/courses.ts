import type { Day } from '../../../core/calendar.ts';
import type { Course } from '../../../spine/steps/rules/forecast.ts';
import type { Progress } from '../queries/history.ts';

/** How far back months are read. */
export const MONTHS = 12;

/**
 * What packed months say of a system's course. What was done in the first month that is known was done on a day that
 * nobody told, so it counts for no pace.
 */
export function courseOfMonths(progress: Progress): Course {
  const begun = progress.moving.indexOf(true);
  const closedOn: Day[] = [];
  for (const [index, month] of progress.months.entries()) {
    const before = progress.done[index - 1];
    const now = progress.done[index] ?? 0;
    for (let more = before ?? now; more < now; more += 1) closedOn.push(month);
  }
  const done = progress.done.at(-1) ?? 0;
  return {
    begunOn: begun < 0 ? null : (progress.months[begun] ?? null),
    closedOn,
    open: progress.steps - done - progress.excluded,
  };
}
