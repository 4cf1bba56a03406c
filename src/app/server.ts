import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { databaseAnswers } from '../platform/db/check-server.ts';
import type { Deps } from '../platform/deps.ts';
import { compress } from '../platform/http/compress.ts';
import { notFound, onError } from '../platform/http/errors.ts';
import { sameOriginWrites } from '../platform/http/origin.ts';
import { requestId } from '../platform/http/request-id.ts';
import { readManifest, staticFiles } from '../platform/http/static-files.ts';
import { operatorRoutes } from '../platform/operator/routes.ts';
import { operatorSession } from '../platform/operator/session.ts';
import { signInRoutes } from '../platform/sign-in/routes/routes.ts';
import { accountSession } from '../platform/sign-in/session.ts';
import type { ModuleFace } from '../spine/module.ts';
import { actingSeat } from '../spine/posts/acting.ts';
import { setAssets } from '../ui/assets.ts';
import { auditPages } from './audit-pages.tsx';
import { jobHandlers } from './jobs.ts';
import { jobPages } from './jobs-pages.tsx';
import { renderMessage } from './message-page.tsx';
import { modules as registered } from './modules.ts';
import { onlyStaffNetworks, publicRoutesOf, readingCopy } from './public-side.ts';
import { signInViews } from './sign-in/views.tsx';
import { HOME_PLACE, inOrderOfWork } from './workplaces.ts';

/** `dist/public`, seen from `dist/main.js` as well as from `src/app/server.ts`. */
export function builtPublicDir(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.includes('/dist/') ? 'public' : '../../dist/public', here));
}

/** Pages and API of the side that the settings name, as one Hono app; needs no port (`app.request('/')`). */
export function createApp(
  deps: Deps,
  modules: readonly ModuleFace[] = registered,
  publicDir: string = builtPublicDir(),
): Hono {
  useAssets(publicDir);
  const app = new Hono();
  app.notFound(notFound(renderMessage));
  app.onError(onError(deps, renderMessage));
  app.use(requestId());
  app.use(requestLog(deps));
  // Before the session: the health of the process and built files ask no database for rights.
  app.use(securityHeaders(deps.settings.baseUrl));
  app.get('/healthz', async (c) => {
    const ok = await databaseAnswers(deps.db);
    return c.json({ ok, database: ok ? 'up' : 'down' }, ok ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  app.route('/', staticFiles(publicDir));
  app.use(compress());
  if (deps.settings.side === 'public') {
    app.use(readingCopy(deps));
    for (const face of modules) {
      if (face.api) app.route('/', publicRoutesOf(face.api(deps)));
      if (face.pages) app.route('/', publicRoutesOf(face.pages(deps)));
    }
    return app;
  }
  if (deps.settings.side === 'staff') app.use(onlyStaffNetworks(deps));
  app.use(sameOriginWrites(deps.settings.baseUrl));
  app.use(operatorSession(deps));
  app.use(accountSession(deps));
  const places = modules.flatMap((face) => face.workplaces ?? []);
  app.use(actingSeat(deps, inOrderOfWork(places)));
  app.route('/', operatorRoutes(deps, renderMessage));
  app.route('/', auditPages(deps));
  app.route('/', jobPages(deps, jobTitles(modules)));
  app.route('/', signInRoutes(deps, signInViews, HOME_PLACE.href));
  for (const face of modules) {
    if (face.api) app.route('/', face.api(deps));
    if (face.pages) app.route('/', face.pages(deps));
  }
  return app;
}

function jobTitles(modules: readonly ModuleFace[]): (kind: string) => string {
  const titles = new Map(jobHandlers(modules).map((handler) => [handler.kind, handler.title]));
  return (kind) => titles.get(kind) ?? '処理';
}

function useAssets(publicDir: string): void {
  const manifest = readManifest(publicDir);
  const css = manifest['main.css'];
  const js = manifest['main.js'];
  const passkey = manifest['passkey.js'];
  const save = manifest['save-as-you-go.js'];
  if (css === undefined) return;
  setAssets({
    css: `/assets/${css}`,
    ...(js === undefined ? {} : { js: `/assets/${js}` }),
    ...(passkey === undefined ? {} : { passkey: `/assets/${passkey}` }),
    ...(save === undefined ? {} : { saveAsYouGo: `/assets/${save}` }),
  });
}

function securityHeaders(baseUrl: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    // The open data may be read from other sites: the API sets CORS itself.
    crossOriginResourcePolicy: false,
    strictTransportSecurity: baseUrl.startsWith('https:') ? 'max-age=15552000' : false,
  });
}

function requestLog(deps: Deps) {
  return async (c: Parameters<ReturnType<typeof requestId>>[0], next: () => Promise<void>) => {
    const began = performance.now();
    await next();
    // The path alone: a query may carry a one-time token.
    const line = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
    };
    deps.log.info({ ...line, ms: Math.round(performance.now() - began) }, 'request');
  };
}
