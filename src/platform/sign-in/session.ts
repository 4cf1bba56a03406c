import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from '../deps.ts';
import { inNetworks } from '../http/cidr.ts';
import { clientAddress } from '../http/client-address.ts';
import { formToken, SAFE_METHODS, sameToken, sentToken } from '../http/form-token.ts';
import { HttpProblem } from '../http/problem.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';
import { forgetKeptForm, KEPT, keepForm } from './kept-form.ts';
import { endSession } from './queries/sessions.ts';
import { recordOwn } from './record.ts';
import { safeNext } from './rules.ts';
import {
  type FoundSession,
  findSession,
  instant,
  type NewSession,
  openSession,
  SESSION_HOURS,
} from './sessions.ts';

/** Who is signed in, completely: every factor that is asked for was given. */
export interface SignedIn {
  readonly accountId: string;
  readonly loginName: string;
  readonly sessionId: string;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Absent for visitors, and while a factor is missing. */
    account?: SignedIn | undefined;
    /** The session under way, complete or not: for the pages of signing in. */
    signInSession?: (FoundSession & { readonly formToken: string }) | undefined;
    signInDeps: Deps;
  }
}

/** Runs before all routes: finds out who asks. */
export function accountSession(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    c.set('signInDeps', deps);
    const token = readCookie(c, deps.settings, 'session');
    const found = token === undefined || !fromStaffNetwork(c, deps) ? null : await findSession(deps, token);
    if (token === undefined || found === null) return next();
    c.set('signInSession', { ...found, formToken: formToken(token) });
    if (found.stage === 'complete') {
      c.set('account', {
        accountId: found.accountId,
        loginName: found.loginName,
        sessionId: found.sessionId,
      });
    }
    await next();
    c.res.headers.set('Cache-Control', 'private, no-store');
  };
}

/** Who is signed in. Behind `requireAccount()` there is always somebody; elsewhere it is a fault of ours to ask. */
export function accountOf(c: Context): SignedIn {
  const account = c.get('account');
  if (account === undefined) throw new Error('accountOf: the route lacks requireAccount()');
  return account;
}

/** Value of the hidden field `csrf`; empty for visitors. */
export function accountFormToken(c: Context): string {
  return c.get('signInSession')?.formToken ?? '';
}

/**
 * Lets only people through who are signed in. A reading request of others goes to the sign-in and comes back; of a
 * writing one the fields are kept and offered again. A form of a page that an earlier session was shown is kept too.
 */
export function requireAccount(): MiddlewareHandler {
  return async (c, next) => {
    refuseOtherNetworks(c);
    const safe = SAFE_METHODS.has(c.req.method);
    const { pathname, search } = new URL(c.req.url);
    if (c.get('account') === undefined) {
      if (!safe) return keepForm(c);
      const target = safeNext(pathname + search);
      return c.redirect(target === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(target)}`, 303);
    }
    if (!safe && !sameToken(await sentToken(c), accountFormToken(c))) return keepForm(c);
    await next();
    const kept = safe ? undefined : c.req.query(KEPT);
    const account = c.get('account');
    if (kept !== undefined && account !== undefined && c.res.status < 400) {
      await forgetKeptForm(c, c.get('signInDeps'), account.accountId, kept);
    }
  };
}

/** Where staff may sign in and work: everywhere, unless SHIRUBE_STAFF_NETWORKS says otherwise. */
export function fromStaffNetwork(c: Context, deps: Pick<Deps, 'settings'>): boolean {
  const { staffNetworks, trustedProxies } = deps.settings;
  if (staffNetworks.length === 0) return true;
  const address = clientAddress(c, trustedProxies);
  return address !== null && inNetworks(staffNetworks, address);
}

/** @throws HttpProblem from a network that is not among those of the setting */
export function refuseOtherNetworks(c: Context): void {
  const deps = c.get('signInDeps');
  if (fromStaffNetwork(c, deps)) return;
  const address = clientAddress(c, deps.settings.trustedProxies);
  throw new HttpProblem(
    403,
    'このネットワークからは、サインインできません。',
    `職員のネットワークから開いてください。しるべから見たアドレスは「${address ?? '不明'}」です。` +
      '心当たりがない場合は、このアドレスを運用管理者へ伝えてください。',
  );
}

/** Opens a session and hands its cookie to the browser. The former one of this browser ends: tokens are never reused. */
export async function signInHere(
  c: Context,
  deps: Deps,
  session: Omit<NewSession, 'address'>,
): Promise<{ readonly sessionId: string }> {
  const address = clientAddress(c, deps.settings.trustedProxies);
  const former = c.get('signInSession');
  const { token, sessionId } = await deps.db.transaction().execute(async (tx) => {
    if (former !== undefined) await endSession(tx, former.accountId, former.sessionId, instant(deps));
    return openSession(tx, deps, { ...session, address });
  });
  putCookie(c, deps.settings, 'session', token, SESSION_HOURS * 3600);
  c.header('Cache-Control', 'private, no-store');
  return { sessionId };
}

export async function signOutHere(c: Context, deps: Deps): Promise<void> {
  const session = c.get('signInSession');
  if (session !== undefined) {
    const { accountId, sessionId } = session;
    await deps.db.transaction().execute(async (tx) => {
      if (!(await endSession(tx, accountId, sessionId, instant(deps)))) return;
      if (session.stage === 'complete') await recordOwn(tx, deps, accountId, 'session.end', { sessionId });
    });
  }
  dropCookie(c, deps.settings, 'session');
}
