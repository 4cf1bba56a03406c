import type { Context, MiddlewareHandler, Next } from 'hono';
import { dayInJapan } from '../../core/known-on.ts';
import type { Deps } from '../../platform/deps.ts';
import { type KeptPage, keptPages } from '../../platform/http/kept-pages.ts';
import { isOperator } from '../../platform/operator/session.ts';
import { dataVersion } from '../roll-up/queries/cells.ts';

/** Bytes of pages kept at most, plain and compressed together. */
const LIMIT = 48 * 1024 * 1024;

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
  const pages = keptPages(LIMIT);
  /** Those who come while a page is being made wait for it. */
  const rendering = new Map<string, Promise<KeptPage | null>>();
  let newest = '';
  const render = async (c: Context, next: Next, key: string): Promise<KeptPage | null> => {
    await next();
    if (c.res.status !== 200 || c.res.headers.has('Set-Cookie')) return null;
    const type = c.res.headers.get('Content-Type') ?? '';
    return type.startsWith('text/html') ? pages.keep(key, await c.res.text(), type) : null;
  };
  return async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads || isOperator(c) || c.get('account') !== undefined) return next();
    const state = `${await version()} ${dayInJapan(deps.clock.now())}`;
    // Nobody asks for the pages of an older state again.
    if (state !== newest) pages.clear();
    newest = state;
    const key = `${state} ${c.req.url}`;
    let page = pages.get(key) ?? (await rendering.get(key)?.catch(() => null));
    if (page == null) {
      const mine = render(c, next, key);
      rendering.set(key, mine);
      page = await mine.finally(() => {
        if (rendering.get(key) === mine) rendering.delete(key);
      });
      if (page === null) return;
    }
    c.res = await pages.answer(c, page);
  };
}
