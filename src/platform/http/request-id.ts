import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

declare module 'hono' {
  interface ContextVariableMap {
    /** The reference number that a page tells and the log keeps: `7K3M-Q2XD`. */
    requestId: string;
  }
}

/** Without letters that are misread or misheard (0 O 1 I L U). */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

export function newReference(): string {
  const letters = [...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A number of our own for each request; one sent by the client is not trusted. */
export function requestId(): MiddlewareHandler {
  return async (c, next) => {
    const id = newReference();
    c.set('requestId', id);
    await next();
    c.res.headers.set('X-Request-Id', id);
  };
}
