import { addDays, dayNumber } from '../../core/calendar.ts';
import { dayInJapan } from '../../core/known-on.ts';

/** Work that comes again. Every slot makes one job, however many processes see it come. */
export interface Schedule {
  readonly id: string;
  readonly kind: string;
  readonly payload?: unknown;
  /** The newest slot at an instant. */
  slot(now: number): { readonly key: string; readonly at: number };
  /** How long after its time a slot is still made up for, when no program ran. */
  readonly catchUpMs: number;
}

const WEEKDAYS = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const HOUR = 3_600_000;

function instantOf(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+09:00`);
}

/** Every day at a time in Japan: `daily('audit.digest', '00:10')`. */
export function daily(kind: string, time: string, payload: unknown = {}): Schedule {
  return {
    ...{ id: `daily-${kind}`, kind, payload, catchUpMs: 23 * HOUR },
    slot(now) {
      const today = dayInJapan(now);
      const day = instantOf(today, time) <= now ? today : addDays(today, -1);
      return { key: day, at: instantOf(day, time) };
    },
  };
}

/** Once a week. The day number 0 is 1970-01-01, a Thursday. */
export function weekly(kind: string, weekday: Weekday, time: string, payload: unknown = {}): Schedule {
  return {
    ...{ id: `weekly-${kind}`, kind, payload, catchUpMs: 3 * 24 * HOUR },
    slot(now) {
      const today = dayInJapan(now);
      const since = (((dayNumber(today) - WEEKDAYS.indexOf(weekday)) % 7) + 7) % 7;
      const newest = addDays(today, -since);
      const day = instantOf(newest, time) <= now ? newest : addDays(newest, -7);
      return { key: day, at: instantOf(day, time) };
    },
  };
}
