import type { Context } from 'hono';
import { acceptedEncoding, compressed, type Encoding } from './compress.ts';
import { etagOf, holds, weak } from './etag.ts';

type Body = Promise<Uint8Array<ArrayBuffer>>;

export interface KeptPage {
  readonly type: string;
  readonly etag: string;
  /** `plain` from the beginning, compressed once somebody asks for it so. */
  readonly bodies: Map<Encoding | 'plain', Body>;
}

export interface KeptPages {
  get(key: string): KeptPage | undefined;
  keep(key: string, html: string, type: string): KeptPage;
  /** The page as the client takes it, or that it holds it already. */
  answer(c: Context, page: KeptPage): Promise<Response>;
  clear(): void;
  /** Bytes kept now, compressed ones included. */
  size(): number;
}

/**
 * Whole pages in memory, compressed once and not for every reader: compressing a page takes longer than all the rest of
 * answering. Beyond `limit` bytes those go first that were asked for longest ago.
 */
export function keptPages(limit: number): KeptPages {
  const kept = new Map<string, KeptPage>();
  const sizes = new Map<KeptPage, number>();
  let size = 0;
  const forget = (key: string, page: KeptPage) => {
    kept.delete(key);
    size -= sizes.get(page) ?? 0;
    sizes.delete(page);
  };
  const grow = (page: KeptPage, bytes: number) => {
    const own = sizes.get(page);
    // It went while it was being compressed: only those who asked still hold it.
    if (own === undefined) return;
    sizes.set(page, own + bytes);
    size += bytes;
    for (const [oldest, entry] of kept) {
      if (size <= limit) break;
      forget(oldest, entry);
    }
  };
  const bodyOf = (page: KeptPage, encoding: Encoding | null): Body => {
    const held = page.bodies.get(encoding ?? 'plain');
    if (held !== undefined) return held;
    const plain = page.bodies.get('plain') as Body;
    if (encoding === null) return plain;
    const body: Body = plain
      .then((whole) => compressed(whole, encoding, 'kept'))
      .then((bytes) => new Uint8Array(bytes));
    page.bodies.set(encoding, body);
    body.then(
      (bytes) => grow(page, bytes.byteLength),
      () => page.bodies.delete(encoding),
    );
    return body;
  };
  return {
    get(key) {
      const page = kept.get(key);
      if (page === undefined) return undefined;
      kept.delete(key);
      kept.set(key, page);
      return page;
    },
    keep(key, html, type) {
      const former = kept.get(key);
      if (former !== undefined) forget(key, former);
      const plain = new TextEncoder().encode(html);
      const page: KeptPage = {
        type,
        etag: etagOf(html),
        bodies: new Map([['plain', Promise.resolve(plain)]]),
      };
      kept.set(key, page);
      sizes.set(page, 0);
      grow(page, plain.byteLength);
      return page;
    },
    async answer(c, page) {
      const encoding = acceptedEncoding(c.req.header('Accept-Encoding'));
      const etag = encoding === null ? page.etag : weak(page.etag);
      const headers = { ETag: etag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' };
      if (holds(c.req.header('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
      return new Response(await bodyOf(page, encoding), {
        status: 200,
        headers: {
          ...headers,
          'Content-Type': page.type,
          ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
        },
      });
    },
    clear() {
      kept.clear();
      sizes.clear();
      size = 0;
    },
    size: () => size,
  };
}
