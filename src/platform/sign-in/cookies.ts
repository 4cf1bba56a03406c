import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Settings } from '../env.ts';

/** Session; browser that has signed in before; step under way; form that was kept. */
export type CookieName = 'session' | 'device' | 'flow' | 'kept';

type Where = Pick<Settings, 'baseUrl'>;

function isSecure(settings: Where): boolean {
  return settings.baseUrl.startsWith('https:');
}

/** With TLS no other host of the domain can set it (`__Host-`). */
function nameOf(settings: Where, name: CookieName): string {
  return `${isSecure(settings) ? '__Host-' : ''}shirube_${name}`;
}

/**
 * `Lax`, not `Strict`: a link in a mail must find the session, and the OIDC provider sends the browser back to us.
 * Writing requests of other origins are refused before any cookie is looked at, and forms carry a token.
 */
export function putCookie(
  c: Context,
  settings: Where,
  name: CookieName,
  value: string,
  seconds: number,
): void {
  setCookie(c, nameOf(settings, name), value, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(settings),
    path: '/',
    maxAge: seconds,
  });
}

export function readCookie(c: Context, settings: Where, name: CookieName): string | undefined {
  return getCookie(c, nameOf(settings, name));
}

export function dropCookie(c: Context, settings: Where, name: CookieName): void {
  deleteCookie(c, nameOf(settings, name), { path: '/', secure: isSecure(settings) });
}
