import type { Context } from 'hono';
import { type Day, parseDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { seatOf } from '../acting.ts';
import { type By, bySeat, change, type Outcome } from '../actions/by.ts';
import { scopeOf } from '../rules/rights.ts';
import { ADMINISTER } from '../rules/roles.ts';

/** What every page of an office begins with: who asks, which day it is, reading and changing in the seat's scope. */
export function askingOf(c: Context, deps: Deps) {
  const seat = seatOf(c);
  const today = dayInJapan(deps.clock.now());
  return {
    seat,
    today,
    administers: seat.rights.has(ADMINISTER),
    read: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withScope(deps.db, scopeOf(seat), work),
    change: <T>(work: (tx: Tx, by: By) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
      change(deps.db, scopeOf(seat), (tx) => work(tx, bySeat(deps.clock, seat))),
  };
}

/** `?on=2027-04-01`; today when there is none or none that can be read. */
export function dayAsked(c: Context, today: Day): Day {
  return parseDay(c.req.query('on') ?? '') ?? today;
}

export function wholeNumber(text: string): number {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
}
