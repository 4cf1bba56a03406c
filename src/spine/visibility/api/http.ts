import type { Context, MiddlewareHandler } from 'hono';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Deps } from '../../../platform/deps.ts';
import { etagOf, holds } from '../../../platform/http/etag.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { dataEdition } from '../queries/open-data.ts';

export type Format = 'json' | 'csv' | 'xlsx';

export const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<Format, string>;

/** Raised when the same data is answered in another shape: marks of kept answers must not survive it. */
const SHAPE = 1;

const LINKS = '</api/openapi.json>; rel="service-desc", </data>; rel="service-doc"';

/** Everybody may read from everywhere; what goes wrong may be read too. */
export function openToAll(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') {
      return new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
          'Access-Control-Allow-Headers': 'Accept, If-None-Match',
          'Access-Control-Max-Age': '86400',
          Allow: 'GET, HEAD, OPTIONS',
        },
      });
    }
    await next();
    c.res.headers.set('Access-Control-Allow-Origin', '*');
    c.res.headers.set('Access-Control-Expose-Headers', 'ETag, Link, Content-Disposition, X-Request-Id');
  };
}

/** For the methods that a known address does not take. */
export function refuseMethod(c: Context): never {
  c.header('Allow', 'GET, HEAD, OPTIONS');
  throw new HttpProblem(
    405,
    `このアドレスでは ${c.req.method} は使えません。`,
    '公開データは読み取り専用です。GET を使ってください。',
    { allow: ['GET', 'HEAD', 'OPTIONS'] },
  );
}

/** How much a client wants a media type, by the most exact of its ranges; null: it names no range that fits. */
function quality(accept: string, mediaType: string): number | null {
  const [type] = mediaType.split('/');
  let best: { readonly exactness: number; readonly q: number } | null = null;
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const exactness = [`*/*`, `${type}/*`, mediaType].indexOf(name);
    if (exactness < 0 || (best !== null && best.exactness >= exactness)) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    best = { exactness, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
  }
  return best === null ? null : best.q;
}

/**
 * `format` decides; without it `Accept`, where JSON wins a tie.
 * @throws HttpProblem 406 when the client takes nothing of what there is
 */
export function chooseFormat<F extends Format>(
  offers: readonly F[],
  given: F | undefined,
  accept: string | undefined,
  mediaTypes: Readonly<Record<string, string>> = MEDIA_TYPES,
): F {
  if (given !== undefined) return given;
  if (accept === undefined || accept.trim() === '') return offers[0] as F;
  let chosen: F | null = null;
  let best = 0;
  for (const offer of offers) {
    const q = quality(accept, mediaTypes[offer] ?? '') ?? 0;
    if (q > best) [chosen, best] = [offer, q];
  }
  if (chosen !== null) return chosen;
  const available = offers.map((offer) => mediaTypes[offer]);
  throw new HttpProblem(
    406,
    `「${accept.slice(0, 200)}」の形式では応答できません。`,
    `Accept には ${available.join('、')} のいずれかを指定してください。`,
    { available },
  );
}

/**
 * Answers with a strong mark of the data's edition and the address; who holds that edition gets 304 and nothing is
 * read. Kept answers are always asked about again, because a correction must be seen at once.
 */
export async function answer<F extends Format>(
  c: Context,
  deps: Deps,
  request: { readonly offers: readonly F[]; readonly format?: F | undefined; readonly mediaType?: string },
  make: (format: F, edition: string) => Promise<Response>,
): Promise<Response> {
  const types = request.mediaType === undefined ? MEDIA_TYPES : { json: request.mediaType };
  const accept = c.req.header('Accept');
  // A browser or a JSON client takes linked data too: it is JSON.
  const heard =
    request.mediaType === undefined ? accept : accept?.replace('application/json', request.mediaType);
  const format = chooseFormat(request.offers, request.format, heard, types);
  const edition = await dataEdition(deps.db);
  const etag = etagOf(JSON.stringify([SHAPE, edition, dayInJapan(deps.clock.now()), c.req.url, format]));
  const headers = { ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept', Link: LINKS };
  if (holds(c.req.header('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
  const response = await make(format, edition);
  for (const [name, value] of Object.entries(headers)) response.headers.append(name, value);
  return response;
}

export function json(document: unknown, mediaType: string = MEDIA_TYPES.json): Response {
  return new Response(JSON.stringify(document), {
    headers: { 'Content-Type': `${mediaType}; charset=utf-8` },
  });
}
