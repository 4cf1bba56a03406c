import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a writing request that a page of another origin has sent in the name of our reader.
 * `Sec-Fetch-Site` decides where the browser sends it, else `Origin`. A request with neither and without a cookie
 * (a command-line client) has no one's rights to misuse. Forwarded headers are not trusted: behind a proxy
 * SHIRUBE_BASE_URL says our name.
 */
export function sameOriginWrites(baseUrl: string): MiddlewareHandler {
  const own = new URL(baseUrl).origin;
  return async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      const site = c.req.header('Sec-Fetch-Site');
      const origin = c.req.header('Origin');
      const allowed =
        origin !== undefined
          ? origin === own || (site === 'same-origin' && origin !== 'null')
          : site !== undefined
            ? site === 'same-origin'
            : c.req.header('Cookie') === undefined || origin === own;
      if (!allowed) {
        throw new HttpProblem(
          403,
          'ほかのサイトから送られた操作のため、受け付けませんでした。',
          'しるべのページを開き直してから、もう一度操作してください。何も変更していません。',
        );
      }
    }
    await next();
  };
}
