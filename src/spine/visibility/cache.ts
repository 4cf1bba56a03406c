import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { dayInJapan } from '../../core/known-on.ts';
import type { Deps } from '../../platform/deps.ts';
import { isOperator } from '../../platform/operator/session.ts';
import { dataVersion } from '../roll-up/queries/cells.ts';

/** Bytes of pages kept at most. */
const LIMIT = 48 * 1024 * 1024;

interface Kept {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

/**
 * One question at a time, shared by everybody who came before it was asked. Nobody is given an answer to a question
 * asked before they came: whoever has just written sees what they wrote.
 */
export function shareQuestion<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    const asked = ask().finally(() => {
      if (running === asked) running = null;
    });
    running = asked;
    return asked;
  };
  return () => {
    if (running === null) return start();
    next ??= running
      .then(
        () => null,
        () => null,
      )
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

/**
 * Keeps public pages as long as no figure has changed: their key holds the number that every change of the data
 * raises, and today's date. What the 運用管理者 sees is never kept, nor what bears somebody's seat in its header.
 */
export function pageCache(deps: Deps): MiddlewareHandler {
  const version = shareQuestion(() => dataVersion(deps.db));
  const kept = new Map<string, Kept>();
  let size = 0;
  return async (c, next) => {
    if (c.req.method !== 'GET' || isOperator(c) || c.get('account') !== undefined) return next();
    const key = `${await version()} ${dayInJapan(deps.clock.now())} ${c.req.url}`;
    let page = kept.get(key);
    if (page === undefined) {
      await next();
      if (c.res.status !== 200 || c.res.headers.has('Set-Cookie')) return;
      const type = c.res.headers.get('Content-Type') ?? '';
      if (!type.startsWith('text/html')) return;
      const body = await c.res.text();
      page = { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
      kept.set(key, page);
      size += body.length;
      for (const [oldest, entry] of kept) {
        if (size <= LIMIT) break;
        kept.delete(oldest);
        size -= entry.body.length;
      }
    } else {
      kept.delete(key);
      kept.set(key, page);
    }
    const headers = { 'Content-Type': page.type, ETag: page.etag, 'Cache-Control': 'no-cache' };
    const same =
      c.req
        .header('If-None-Match')
        ?.split(/\s*,\s*/)
        .includes(page.etag) ?? false;
    c.res = same
      ? new Response(null, { status: 304, headers })
      : new Response(page.body, { status: 200, headers });
  };
}
