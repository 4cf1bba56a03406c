import type { Context, MiddlewareHandler } from 'hono';
import { realmOf } from '../../core/body-code.ts';
import { dayInJapan } from '../../core/known-on.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { revokeSessions } from '../../platform/sign-in/actions.ts';
import { accountFormToken, requireAccount } from '../../platform/sign-in/session.ts';
import { type Viewer, withViewer } from '../../ui/viewer.ts';
import { type Right, type Seat, seatTitle } from '../contracts/seat.ts';
import type { Workplace } from '../module.ts';
import { type SeatOfSession, seatsOfSession } from './queries/chosen-seat.ts';
import { personOfAccount } from './queries/people.ts';
import { formerSeats, type SeatOfDay } from './queries/seats.ts';
import { rightTitle } from './rules/roles.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The acting seat; absent for visitors and for those who have none today or have not chosen. */
    seat?: SeatOfDay;
    /** All seats that the signed-in person has today. */
    seats?: readonly SeatOfDay[];
  }
}

/**
 * Who acts: account → person → the seats of today in Japan → the one chosen in this session. Asked anew with every
 * request, so a seat that ended yesterday opens nothing today, however long the session lives. Somebody whose last seat
 * has ended is signed out everywhere. The page shows the seat by itself (`ui/viewer.ts`).
 */
export function actingSeat(deps: Deps, workplaces: readonly Workplace[]): MiddlewareHandler {
  const { trial, sample } = deps.settings;
  const counts = workplaces.flatMap(({ waiting }) => (waiting === undefined ? [] : [waiting]));
  const visitor: Viewer = { kind: 'visitor', trial: trial && sample };
  return async (c, next) => {
    const account = c.get('account');
    if (account === undefined) return withViewer(visitor, next);
    const day = dayInJapan(deps.clock.now());
    const found = await withScope(deps.db, { kind: 'system' }, async (tx) => {
      const seats = await seatsOfSession(tx, account, day, counts);
      if (seats.length > 0) {
        const seat = seats.find((each) => each.chosen) ?? (seats.length === 1 ? seats[0] : undefined);
        const links = seat === undefined ? [] : linksOf(seat, workplaces);
        return { seats, seat, links, personName: seats[0]?.personName ?? '' };
      }
      const former = await formerSeats(tx, account.accountId, day);
      if (former === 'ended') await revokeSessions(tx, deps, account.accountId);
      const person = await personOfAccount(tx, account.accountId);
      const personName = person?.name ?? account.loginName;
      return { seats, seat: undefined, links: [], personName, left: former === 'ended' };
    });
    if (found.left === true) {
      c.set('account', undefined);
      await withViewer(visitor, next);
      return;
    }
    const { seat } = found;
    c.set('seats', found.seats);
    if (seat !== undefined) c.set('seat', seat);
    await withViewer(viewerOf(c, found.personName, seat, found.seats.length, found.links), next);
    // What somebody signed in sees is nobody else's: no proxy may keep it, whatever the page said.
    c.res.headers.set('Cache-Control', 'private, no-store');
  };
}

interface Link {
  readonly title: string;
  readonly href: string;
}

/** Work places of a seat, with what waits there: 「通知（3件）」. */
function linksOf(seat: SeatOfSession, workplaces: readonly Workplace[]): readonly Link[] {
  const counts = seat.waiting[Symbol.iterator]();
  return workplaces
    .map(({ waiting, ...place }) => ({
      ...place,
      count: waiting === undefined ? 0 : (counts.next().value ?? 0),
    }))
    .filter(({ right }) => seat.rights.has(right))
    .map(({ title, href, count }) => ({ title: count === 0 ? title : `${title}（${count}件）`, href }));
}

function viewerOf(
  c: Context,
  personName: string,
  seat: Seat | undefined,
  seats: number,
  links: readonly Link[],
): Viewer {
  return {
    kind: 'signed-in',
    seatTitle: seat === undefined ? null : seatTitle(seat),
    personName,
    seats,
    sample: seat !== undefined && realmOf(seat.bodyCode) === 'sample',
    links,
    signOut: { action: '/sign-out', csrf: accountFormToken(c) },
  };
}

/** The acting seat. Behind `requireSeat` there is always one; elsewhere it is a fault of ours to ask. */
export function seatOf(c: Context): SeatOfDay {
  const seat = c.get('seat');
  if (seat === undefined) throw new Error('seatOf: the route lacks requireSeat()');
  return seat;
}

/** Hidden field of every form on pages for seats: `<HiddenFields csrf={seatToken(c)} />`. */
export function seatToken(c: Context): string {
  return c.get('account') === undefined ? '' : accountFormToken(c);
}

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Lets a seat through; with `right` only one whose post has it. That the thing belongs to the seat's body is *not* asked
 * here: it is decided on the stored owner (`rightFor`). Visitors are led to the sign-in, what they typed is kept.
 */
export function requireSeat(right?: Right): MiddlewareHandler {
  const account = requireAccount();
  return (c, next) =>
    account(c, async () => {
      const seat = c.get('seat');
      if (seat === undefined) {
        if (!SAFE.has(c.req.method)) throw noSeat();
        const { pathname, search } = new URL(c.req.url);
        c.res = c.redirect(`/seats?next=${encodeURIComponent(pathname + search)}`, 303);
        return;
      }
      if (right !== undefined && !seat.rights.has(right)) throw withoutRight(seat, right);
      await next();
    });
}

function noSeat(): HttpProblem {
  return new HttpProblem(
    403,
    '今日の在席がないため、この操作はできません。',
    '在席の一覧で、どの職として行うかを選んでください。何も変更していません。',
  );
}

function withoutRight(seat: Seat, right: Right): HttpProblem {
  return new HttpProblem(
    403,
    'この職では、このページを使えません。',
    `要る権限は「${rightTitle(right)}」です。今の在席は「${seatTitle(seat)}」です。権限は団体の管理者が変えられます。`,
  );
}
