import type { Day } from '../../../core/calendar.ts';
import type { Course } from './forecast.ts';
import { STATE_CODES } from './model.ts';

/** A month as modules keep it: one digit for each step (`STATE_CODES`), in the order of the list in force. */
export interface PackedMonth {
  /** Last day of the month. */
  readonly on: Day;
  /** Day in Japan on which it was known. */
  readonly recordedOn: Day;
  readonly states: string;
}

const WORKING = String(STATE_CODES['in-progress']);
const DONE = String(STATE_CODES.done);
const EXCLUDED = String(STATE_CODES['not-applicable']);

/**
 * The course of one run from its months, as known by the end of a day: of a month that was said again the newest known
 * word counts. A step was closed in the month since which it has been 完了済み without a break; a month of another list of
 * steps cannot be compared and ends the looking back.
 */
export function courseOfMonths(months: readonly PackedMonth[], knownOn: Day): Course {
  const known = new Map<Day, PackedMonth>();
  for (const month of months) {
    if (month.recordedOn > knownOn || month.on > knownOn) continue;
    const before = known.get(month.on);
    if (before === undefined || before.recordedOn <= month.recordedOn) known.set(month.on, month);
  }
  const inOrder = [...known.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
  const newest = inOrder.at(-1);
  if (newest === undefined) return { begunOn: null, closedOn: [], open: 0 };
  const begun = inOrder.find(({ states }) => states.includes(WORKING) || states.includes(DONE));
  const length = newest.states.length;
  const same = inOrder.slice(inOrder.findLastIndex(({ states }) => states.length !== length) + 1);
  const closedOn: Day[] = [];
  let open = 0;
  for (let step = 0; step < length; step += 1) {
    const state = newest.states[step];
    if (state === DONE) {
      const broken = same.findLastIndex(({ states }) => states[step] !== DONE);
      closedOn.push((same[broken + 1] ?? newest).on);
    } else if (state !== EXCLUDED) open += 1;
  }
  return { begunOn: begun?.on ?? null, closedOn: closedOn.sort(), open };
}
