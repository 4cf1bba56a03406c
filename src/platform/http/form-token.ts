import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';

/** Name of the hidden field, and of the query parameter of a form's address. */
export const FORM_TOKEN = 'csrf';

/** Methods that change nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Proves that a form came from a page which this session was shown. Not the session's secret itself. */
export function formToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('form').digest('base64url');
}

/** As query parameter `csrf`, header `X-Form-Token`, or hidden field `csrf` of an urlencoded form; empty: none. */
export async function sentToken(c: Context): Promise<string> {
  const outside = c.req.query(FORM_TOKEN) ?? c.req.header('X-Form-Token');
  if (outside !== undefined) return outside;
  if (!isUrlencoded(c)) return '';
  const field = (await c.req.parseBody())[FORM_TOKEN];
  return typeof field === 'string' ? field : '';
}

export function isUrlencoded(c: Context): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(c.req.header('Content-Type') ?? '');
}

export function sameToken(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
