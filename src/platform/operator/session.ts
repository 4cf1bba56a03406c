import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Deps } from '../deps.ts';
import { FORM_TOKEN, formToken, SAFE_METHODS, sameToken, sentToken } from '../http/form-token.ts';
import { HttpProblem } from '../http/problem.ts';
import { SESSION_HOURS, sessionValid } from './actions.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The form token of the 運用管理者's session; absent for everyone else. */
    operatorFormToken?: string;
  }
}

const COOKIE = 'shirube_operator';

/** Runs before all routes: finds out who asks. */
export function operatorSession(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    const token = getCookie(c, COOKIE);
    const operator = token !== undefined && (await sessionValid(deps, token));
    if (operator) c.set('operatorFormToken', formToken(token));
    await next();
    // What an operator sees is nobody else's: no proxy may keep it, whatever the page said.
    if (operator) c.res.headers.set('Cache-Control', 'private, no-store');
  };
}

export function isOperator(c: Context): boolean {
  return c.get('operatorFormToken') !== undefined;
}

/** Value of the hidden field `csrf`; empty for others, who are refused anyway. */
export function csrfToken(c: Context): string {
  return c.get('operatorFormToken') ?? '';
}

/** Address for `<form action>`; needed for `multipart/form-data`, whose body is streamed and not read here. */
export function formAction(c: Context, path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${FORM_TOKEN}=${csrfToken(c)}`;
}

/**
 * Lets only the 運用管理者 through. A writing request must carry the form token too: as query parameter `csrf`,
 * header `X-Form-Token`, or hidden field `csrf` of an urlencoded form.
 */
export function requireOperator(): MiddlewareHandler {
  return async (c, next) => {
    const expected = c.get('operatorFormToken');
    if (expected === undefined) {
      throw new HttpProblem(
        403,
        'この操作は運用管理者だけができます。',
        '起動時に表示された運用管理者のリンクを開いてから、もう一度操作してください。何も変更していません。',
      );
    }
    if (!SAFE_METHODS.has(c.req.method) && !sameToken(await sentToken(c), expected)) {
      throw new HttpProblem(
        403,
        'この画面の有効期限が切れています。',
        '前のページを開き直してから、もう一度操作してください。何も変更していません。',
      );
    }
    await next();
  };
}

export function setSessionCookie(c: Context, token: string, secure: boolean): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    path: '/',
    maxAge: SESSION_HOURS * 3600,
  });
}

export function sessionToken(c: Context): string | undefined {
  return getCookie(c, COOKIE);
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' });
}
