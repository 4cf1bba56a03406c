import type { Context, MiddlewareHandler, Next } from 'hono';
import { dayInJapan } from '../../core/known-on.ts';
import type { Deps } from '../../platform/deps.ts';
import { type KeptPage, keptPages } from '../../platform/http/kept-pages.ts';
import { isOperator } from '../../platform/operator/session.ts';
import { dataVersion } from '../roll-up/queries/cells.ts';

/** Bytes of pages kept at most, plain and compressed together. */
const LIMIT = 48 * 1024 * 1024;

/**
 * One question at a time, shared by everybody who came before it was asked: the first who waits asks for the others.
 * Nobody is given an answer to a question asked before they came: whoever has just written sees what they wrote.
 */
export function sharing<T>(): (ask: () => Promise<T>) => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (ask: () => Promise<T>): Promise<T> => {
    const asked = ask().finally(() => {
      if (running === asked) running = null;
    });
    running = asked;
    return asked;
  };
  return (ask) => {
    if (running === null) return start(ask);
    next ??= running
      .then(
        () => null,
        () => null,
      )
      .then(() => {
        next = null;
        return start(ask);
      });
    return next;
  };
}

interface Making {
  readonly share: (ask: () => Promise<KeptPage | null>) => Promise<KeptPage | null>;
  /** Who waits for it or makes it. */
  askers: number;
}

/**
 * Keeps public pages as long as no figure has changed: their key holds the number that every change of the data
 * raises, and today's date. What the 運用管理者 sees is never kept, nor what bears somebody's seat in its header.
 */
export function pageCache(deps: Deps): MiddlewareHandler {
  const version = sharing<string>();
  const pages = keptPages(LIMIT);
  const makings = new Map<string, Making>();
  let newest = '';
  const stateNow = async () => {
    const state = `${await version(() => dataVersion(deps.db))} ${dayInJapan(deps.clock.now())}`;
    // Nobody asks for the pages of an older state again.
    if (state !== newest) pages.clear();
    newest = state;
    return state;
  };
  const keep = async (c: Context, key: string): Promise<KeptPage | null> => {
    if (c.res.status !== 200 || c.res.headers.has('Set-Cookie')) return null;
    const type = c.res.headers.get('Content-Type') ?? '';
    return type.startsWith('text/html') ? pages.keep(key, await c.res.text(), type) : null;
  };
  /**
   * One rendering of a page at a time, however often figures move meanwhile: while officers save, each save makes the
   * nation's page old, and renderings side by side would only make each other late.
   */
  const make = async (c: Context, next: Next): Promise<KeptPage | null> => {
    const { url } = c.req;
    const making = makings.get(url) ?? { share: sharing<KeptPage | null>(), askers: 0 };
    makings.set(url, making);
    making.askers += 1;
    let own = false;
    const ask = async () => {
      const key = `${await stateNow()} ${url}`;
      const made = pages.get(key);
      if (made !== undefined) return made;
      own = true;
      await next();
      return keep(c, key);
    };
    try {
      const page = await making.share(ask).catch((error: unknown) => {
        if (own) throw error;
        return null;
      });
      // What another made is not for all: this one is made for who asks.
      if (page === null && !own) await next();
      return page;
    } finally {
      making.askers -= 1;
      if (making.askers === 0) makings.delete(url);
    }
  };
  return async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads || isOperator(c) || c.get('account') !== undefined) return next();
    const page = pages.get(`${await stateNow()} ${c.req.url}`) ?? (await make(c, next));
    if (page !== null) c.res = await pages.answer(c, page);
  };
}
