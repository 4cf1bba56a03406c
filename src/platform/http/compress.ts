import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import { weak } from './etag.ts';

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

const COMPRESSIBLE =
  /^(text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml)\b|application\/javascript|image\/svg\+xml)/;
const SMALLEST = 1024;

export type Encoding = 'br' | 'gzip';

/** What the client takes, the smaller one first; `q=0` means no. */
export function acceptedEncoding(header: string | undefined): Encoding | null {
  const refused = /(^|,)\s*(br|gzip)\s*;\s*q=0(\.0*)?\s*(?=,|$)/g;
  const accepted = (header ?? '').replace(refused, '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : null;
}

/** `fast` for answers made now, `kept` for pages that several readers will be sent, `small` for files of the program. */
export type Effort = 'fast' | 'kept' | 'small';

const LEVELS: Readonly<Record<Effort, Readonly<Record<Encoding, number>>>> = {
  fast: { gzip: 4, br: 3 },
  // The first reader waits for it, some milliseconds longer than with `fast`.
  kept: { gzip: 6, br: 5 },
  small: { gzip: 9, br: 9 },
};

export function compressed(body: Uint8Array, encoding: Encoding, effort: Effort): Promise<Buffer> {
  const level = LEVELS[effort][encoding];
  if (encoding === 'gzip') return gz(body, { level });
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: level,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  });
}

/**
 * Compresses pages and JSON, off the main thread. Pages are whole when they arrive here; a long CSV is a stream and
 * is passed through `CompressionStream`, so that it never stands in memory as a whole.
 */
export function compress(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // Not `c.res.body`: who asks for it turns a text, which would be sent as it is, into a stream.
    const { headers, status } = c.res;
    const type = headers.get('Content-Type');
    if (status === 206 || status === 304 || c.req.method === 'HEAD') return;
    if (!type || !COMPRESSIBLE.test(type) || headers.has('Content-Encoding')) return;
    if (/no-transform/i.test(headers.get('Cache-Control') ?? '')) return;
    const encoding = acceptedEncoding(c.req.header('Accept-Encoding'));
    if (!encoding) return headers.set('Vary', vary(headers));
    if (/^(text\/html|application\/(problem\+)?json)/.test(type)) await compressWhole(c, encoding);
    else if (/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')) compressStream(c, c.res.body);
  };
}

function vary(headers: Headers): string {
  const given = headers.get('Vary');
  if (!given) return 'Accept-Encoding';
  return given.toLowerCase().includes('accept-encoding') ? given : `${given}, Accept-Encoding`;
}

async function compressWhole(c: Context, encoding: Encoding): Promise<void> {
  const whole = new Uint8Array(await c.res.arrayBuffer());
  const small = whole.byteLength < SMALLEST;
  const sent = small ? whole : await compressed(whole, encoding, 'fast');
  replace(c, new Uint8Array(sent), small ? null : encoding);
}

function compressStream(c: Context, body: ReadableStream<Uint8Array> | null): void {
  if (body !== null)
    replace(c, body.pipeThrough(new CompressionStream('gzip') as ReadableWritablePair), 'gzip');
}

function replace(c: Context, body: BodyInit, encoding: Encoding | null): void {
  const headers = new Headers(c.res.headers);
  headers.delete('Content-Length');
  headers.set('Vary', vary(headers));
  if (encoding) {
    headers.set('Content-Encoding', encoding);
    const etag = headers.get('ETag');
    if (etag) headers.set('ETag', weak(etag));
  }
  const { status } = c.res;
  // Hono merges the headers of the former answer into a new one unless it is taken away first.
  c.res = undefined;
  c.res = new Response(body, { status, headers });
}
