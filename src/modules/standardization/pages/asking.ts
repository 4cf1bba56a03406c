import type { Context } from 'hono';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { seatOf } from '../../../spine/posts/acting.ts';
import { scopeOf } from '../../../spine/posts/rules/rights.ts';
import { BUSINESSES, type Business } from '../rules/businesses.ts';
import { parseMonth } from '../rules/month.ts';
import type { Fault } from '../rules/sentences.ts';

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who asks, which day it is, and work in the seat's scope. */
export function askingOf(c: Context, deps: Deps) {
  const seat = seatOf(c);
  return {
    seat,
    today: dayInJapan(deps.clock.now()),
    inScope: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withScope(deps.db, scopeOf(seat), work),
  };
}

/** Pages of a body's own work; the nation has none. */
export function bodyAsking(c: Context, deps: Deps): ReturnType<typeof askingOf> {
  const asking = askingOf(c, deps);
  if (asking.seat.kind !== 'nation') return asking;
  throw new HttpProblem(
    403,
    '国の職には、団体の台帳と報告がありません。',
    '団体の状況は「標準化の進捗管理」で見られます。',
  );
}

class Refused extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults[0]?.message ?? 'refused');
  }
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A change in the seat's scope: what is refused takes back everything that was written before it. */
export async function changing<T>(
  c: Context,
  deps: Deps,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await withScope(deps.db, scopeOf(seatOf(c)), async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Refused(outcome.faults);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, faults: error.faults };
    throw error;
  }
}

export function gone(what: string): HttpProblem {
  return new HttpProblem(404, `${what}は見つかりません。`, '標準化のページから開き直してください。');
}

/** The month of the address; 404 for what is none. */
export function monthAsked(c: Context): Day {
  const month = parseMonth(c.req.param('month') ?? '');
  if (month === null) throw gone('その月');
  return month;
}

export function businessAsked(c: Context): Business {
  const found = BUSINESSES.find((one) => one.id === c.req.param('business'));
  if (found === undefined) throw gone('その業務');
  return found;
}
