import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import { acceptedEncoding, compressed, type Encoding } from './compress.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Logical name → built name: `{ 'main.css': 'main-3FA9.css' }`. Empty before the first build. */
export function readManifest(publicDir: string): Readonly<Record<string, string>> {
  const file = join(publicDir, 'manifest.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/**
 * The built files under `/assets/`. Only names that stand in the folder at boot are served, so no path can lead out.
 * Built names carry a hash of their content and may be kept for ever.
 */
export function staticFiles(publicDir: string): Hono {
  const names = new Set(
    existsSync(publicDir) ? readdirSync(publicDir).filter((name) => extname(name) in TYPES) : [],
  );
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const load = (name: string, encoding: Encoding | null) => {
    const key = `${encoding ?? ''}:${name}`;
    let body = kept.get(key);
    if (!body) {
      body = readFile(join(publicDir, name))
        .then((raw) => (encoding ? compressed(raw, encoding, 'small') : raw))
        .then((bytes) => new Uint8Array(bytes));
      kept.set(key, body);
      body.catch(() => kept.delete(key));
    }
    return body;
  };
  return new Hono().get('/assets/:name', async (c) => {
    const name = c.req.param('name');
    if (!names.has(name)) return c.notFound();
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const encoding = extname(name) === '.woff2' ? null : acceptedEncoding(c.req.header('Accept-Encoding'));
    c.header('Content-Type', type);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    c.header('Vary', 'Accept-Encoding');
    if (encoding) c.header('Content-Encoding', encoding);
    return c.body(await load(name, encoding));
  });
}
