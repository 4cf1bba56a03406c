import { addDays, type Day, fromDayNumber } from './calendar.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The day in Japan (UTC+9, no summer time) of an instant in milliseconds since 1970-01-01T00:00Z. */
export function dayInJapan(milliseconds: number): Day {
  return fromDayNumber(Math.floor((milliseconds + 9 * HOUR) / DAY));
}

/**
 * `knownOn` is our recording instant at the end of that day in Japan. Null for today and later: the store as it
 * stands. Otherwise the first instant that is too late, as text with its offset.
 */
export function knownBefore(knownOn: Day | null, today: Day): string | null {
  if (knownOn === null || knownOn >= today) return null;
  return `${addDays(knownOn, 1)}T00:00:00+09:00`;
}
