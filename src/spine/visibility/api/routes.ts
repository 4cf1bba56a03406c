import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import type { ImportRegistry } from '../../contracts/import-registry.ts';
import { catalogRoutes } from './catalog.ts';
import { answer, json, openToAll, refuseMethod } from './http.ts';
import { refuseFutureKnowledge, refuseParameters } from './params.ts';
import { bodyRoutes } from './resources/bodies.ts';
import { correctionRoutes } from './resources/corrections.ts';
import { editionRoutes } from './resources/editions.ts';
import { indicatorRoutes } from './resources/indicators.ts';
import { observationRoutes } from './resources/observations.ts';
import { provenanceRoutes } from './resources/provenance.ts';
import { publishedRoutes } from './resources/published.ts';
import { rollUpRoutes } from './resources/roll-ups.ts';

const OPENAPI = '/api/openapi.json';

const DESCRIPTION = [
  '自治体DX推進計画の進み具合のオープンデータです。読み取り専用で、登録は要りません。',
  '値は正確な十進の文字列です。値がないときは null で、0ではありません。理由は reason にあります。',
  '団体コードは検査数字を含む6桁の文字列です。',
  '応答の ETag を If-None-Match に指定すると、変わっていないときは 304 を返します。',
  'エラーは RFC 9457 の問題文書（application/problem+json）です。',
].join('\n\n');

/** Open data: `/api/v1`, its description and the catalogue. */
export function apiRoutes(deps: Deps, registry: () => ImportRegistry): Hono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (!result.success) refuseParameters(c, result.target, result.error.issues);
    },
  });
  for (const path of ['/api/v1/*', OPENAPI, '/api/catalog.jsonld']) app.use(path, openToAll());
  app.use('/api/v1/*', refuseFutureKnowledge(deps.clock));
  bodyRoutes(app, deps);
  indicatorRoutes(app, deps);
  observationRoutes(app, deps);
  rollUpRoutes(app, deps);
  publishedRoutes(app, deps);
  correctionRoutes(app, deps);
  editionRoutes(app, deps, registry);
  provenanceRoutes(app, deps);
  catalogRoutes(app, deps);
  // Made when it is first asked for: at each start it took as long as all the pages together.
  let document: unknown;
  const described = () => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'しるべ オープンデータ API', version: '1.0.0', description: DESCRIPTION },
      servers: [{ url: deps.settings.baseUrl }],
      externalDocs: { url: `${deps.settings.baseUrl}/data`, description: 'データと利用条件' },
    });
    return document;
  };
  app.get(OPENAPI, (c) => answer(c, deps, { offers: ['json'] }, async () => json(described())));
  const paths = app.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route' ? [one.route.path.replaceAll(/\{(\w+)\}/g, ':$1')] : [],
  );
  for (const path of new Set([...paths, OPENAPI])) app.all(path, refuseMethod);
  const routes = new Hono();
  routes.route('/', app);
  return routes;
}
