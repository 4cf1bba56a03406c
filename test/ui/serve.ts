import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { serve } from '@hono/node-server';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { VNode } from 'preact';
import { renderPage } from '../../src/ui/page.tsx';

export interface Gallery {
  readonly url: string;
  readonly cssBytes: number;
  close(): Promise<void>;
}

/** The components on a small server of their own, under the strict policy of the product, with its real style. */
export async function serveGallery(pages: Readonly<Record<string, () => VNode>>): Promise<Gallery> {
  const out = await mkdtemp(join(tmpdir(), 'shirube-gallery-'));
  await build({
    entryPoints: ['src/ui/styles/main.css'],
    bundle: true,
    minify: true,
    outdir: out,
    loader: { '.woff2': 'file' },
    assetNames: '[name]-[hash]',
    logLevel: 'error',
  });
  const css = readFileSync(join(out, 'main.css'));
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.get('/assets/:file', (context) => {
    const file = basename(context.req.param('file'));
    const type = file.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2';
    return context.body(readFileSync(join(out, file)), 200, { 'content-type': type });
  });
  for (const [path, page] of Object.entries(pages)) {
    app.get(path, (context) => context.html(renderPage(page())));
  }
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cssBytes: css.length,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(out, { recursive: true, force: true });
    },
  };
}
