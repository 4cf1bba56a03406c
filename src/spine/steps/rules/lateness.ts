import { type Day, dayNumber } from '../../../core/calendar.ts';
import { isClosed, type StepState } from './model.ts';

/** 期限, with what moves it. Of a business, from 省令 and 基本方針 (dated data of the module that knows it). */
export interface Limit {
  /** Null: none is set. */
  readonly on: Day | null;
  /** Extended (特定移行支援システム), or undecided (判断保留): then nothing is late. `until` null: no day is set. */
  readonly extended: { readonly until: Day | null; readonly why: string } | null;
}

export const NO_LIMIT: Limit = { on: null, extended: null };

export type Lateness =
  | { readonly kind: 'on-time' }
  /** Past the limit as it was, and extended: never late. */
  | { readonly kind: 'extended'; readonly until: Day | null; readonly why: string }
  /** Past the day that the body planned itself. */
  | { readonly kind: 'past-plan'; readonly dueOn: Day; readonly days: number }
  /** Past the limit; stands before the body's own plan. */
  | { readonly kind: 'past-limit'; readonly dueOn: Day; readonly days: number };

/**
 * Late by dates alone: what is closed is not late; due on the day itself is not late. An extension moves the limit: while
 * it lasts nothing is late, the body's own plan included, and after its day the step is past the limit.
 */
export function lateness(given: {
  readonly state: StepState;
  readonly plannedOn: Day | null;
  readonly limit: Limit;
  readonly today: Day;
}): Lateness {
  const { state, plannedOn, limit, today } = given;
  if (isClosed(state)) return { kind: 'on-time' };
  if (limit.extended !== null) {
    const { until, why } = limit.extended;
    if (until === null || today <= until) return { kind: 'extended', until, why };
    return { kind: 'past-limit', dueOn: until, days: dayNumber(today) - dayNumber(until) };
  }
  if (limit.on !== null && limit.on < today)
    return { kind: 'past-limit', dueOn: limit.on, days: dayNumber(today) - dayNumber(limit.on) };
  if (plannedOn !== null && plannedOn < today)
    return { kind: 'past-plan', dueOn: plannedOn, days: dayNumber(today) - dayNumber(plannedOn) };
  return { kind: 'on-time' };
}

export function isLate(late: Lateness): late is Lateness & { kind: 'past-plan' | 'past-limit' } {
  return late.kind === 'past-plan' || late.kind === 'past-limit';
}
