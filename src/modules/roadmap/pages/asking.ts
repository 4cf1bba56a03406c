import type { Context } from 'hono';
import { realmOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { readForm } from '../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { seatOf, seatToken } from '../../../spine/posts/acting.ts';
import { scopeOf } from '../../../spine/posts/rules/rights.ts';
import { ownsRoadmap, today } from '../actions/who.ts';
import { findLine } from '../queries/lines.ts';
import type { Typed } from '../rules/check.ts';
import { type Line, parseLineId } from '../rules/line.ts';
import { ROADMAP_REFUSALS, type RoadmapRefusal } from '../rules/sentences.ts';

/** What every page of the roadmap begins with. */
export interface Asking {
  readonly seat: Seat;
  readonly csrf: string;
  readonly sample: boolean;
  readonly today: Day;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export function askingOf(c: Context, deps: Deps): Asking {
  const seat = seatOf(c);
  return {
    seat,
    csrf: seatToken(c),
    sample: realmOf(seat.bodyCode) === 'sample',
    today: today(deps.clock),
    within: (work) => withScope(deps.db, scopeOf(seat), work),
  };
}

/** As `askingOf`, for pages of the body's own roadmap: the nation has none. */
export function ownAskingOf(c: Context, deps: Deps): Asking {
  const asking = askingOf(c, deps);
  if (ownsRoadmap(asking.seat)) return asking;
  throw new HttpProblem(
    403,
    '国の職には、自分の工程表がありません。',
    '市区町村と都道府県の工程表は、「工程表の状況」のページで見られます。',
  );
}

export function problemOf(code: RoadmapRefusal): HttpProblem {
  const { status, sentence } = ROADMAP_REFUSALS[code];
  return new HttpProblem(status, sentence, '工程表のページから開き直してください。何も変更していません。');
}

/** The line of the address; the same answer for one that is not there and for one of another body. */
export async function lineOf(c: Context, asking: Asking, tx: Tx): Promise<Line> {
  const id = parseLineId(c.req.param('line') ?? '');
  const line =
    id === null || id.bodyCode !== asking.seat.bodyCode ? null : await findLine(tx, id.bodyCode, id.lineNo);
  if (line === null) throw problemOf('no-such-line');
  return line;
}

/** Fields as a browser sent them, every value of a name. */
export async function typedOf(c: Context): Promise<Typed> {
  return (await readForm(c)).all;
}

export function one(typed: Typed, name: string): string {
  return (typed(name)[0] ?? '').trim();
}

export const BLANK: Typed = () => [];

/** The edition that a form was made from; 0 where it says none, which never is one. */
export function madeFrom(typed: Typed): number {
  const text = one(typed, 'madeFrom');
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
