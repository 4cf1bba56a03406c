import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../../deps.ts';
import { sameToken, sentToken } from '../../http/form-token.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { Attempts } from '../attempts.ts';
import { FRESH_MINUTES, type Stage, safeNext } from '../rules.ts';
import { accountFormToken, refuseOtherNetworks, signInHere } from '../session.ts';
import type { FoundSession, NewSession } from '../sessions.ts';
import type { SignInViews } from '../views.ts';

/** What every route of the sign-in is given. */
export interface Kit {
  readonly deps: Deps;
  readonly views: SignInViews;
  readonly attempts: Attempts;
  /** Where people go who asked for no page: `/seats`. */
  readonly home: string;
}

/** Larger than any form of signing in, a passkey's answer included. */
const MOST_BYTES = 64 * 1024;

/** Before all pages of signing in: nothing of them is kept by a proxy, no large body is read. */
export function signInGuard(): MiddlewareHandler {
  return async (c, next) => {
    refuseOtherNetworks(c);
    const length = Number(c.req.header('Content-Length') ?? 0);
    if (length > MOST_BYTES || c.req.header('Transfer-Encoding') !== undefined) {
      throw new HttpProblem(
        413,
        '送られた内容が大きすぎます。',
        'ページを開き直してから、もう一度操作してください。',
      );
    }
    await next();
    c.res.headers.set('Cache-Control', 'private, no-store');
  };
}

export function nextOf(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : safeNext(value);
}

/** `/sign-in/second-factor?next=…` */
export function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The next page of a sign-in that has come so far. */
export function pageOf(stage: Stage, next: string | null, home: string): string {
  if (stage === 'second-factor') return withNext('/sign-in/second-factor', next);
  if (stage === 'set-up-factor') return withNext('/sign-in/set-up', next);
  return next ?? home;
}

/** The session under way, at this stage. Null: the visitor belongs to another page, which is answered. */
export function sessionAt(c: Context, stage: Stage): FoundSession | null {
  const session = c.get('signInSession');
  return session?.stage === stage ? session : null;
}

/** @throws HttpProblem when the form is not of a page that this session was shown */
export async function checkFormToken(c: Context): Promise<void> {
  const expected = accountFormToken(c);
  if (expected !== '' && sameToken(await sentToken(c), expected)) return;
  throw new HttpProblem(
    403,
    'この画面の有効期限が切れています。',
    '前のページを開き直してから、もう一度操作してください。何も変更していません。',
  );
}

/** Whether the session began lately enough for a change of security settings. */
export function isFresh(c: Context, deps: Pick<Deps, 'clock'>): boolean {
  const session = c.get('signInSession');
  return session !== undefined && Date.parse(session.startedAt) > deps.clock.now() - FRESH_MINUTES * 60_000;
}

export function requireFresh(deps: Pick<Deps, 'clock'>): MiddlewareHandler {
  return async (c, next) => {
    if (isFresh(c, deps)) return next();
    return c.redirect('/sign-in?next=%2Faccount&again=1', 303);
  };
}

export function tooMany(minutes: number): string {
  return `試行の回数が多すぎます。${minutes}分ほど待ってから、もう一度試してください。`;
}

/** Signs in for good and goes where the person wanted to go, or to what was kept. */
export async function enter(
  c: Context,
  kit: Kit,
  session: Omit<NewSession, 'address' | 'completed'>,
  next: string | null,
): Promise<Response> {
  await signInHere(c, kit.deps, { ...session, completed: true });
  kit.deps.log.info({ event: 'signed-in', method: session.method, requestId: c.get('requestId') }, 'sign-in');
  return c.redirect(withNext('/sign-in/kept', next), 303);
}
