import { Hono, type MiddlewareHandler } from 'hono';
import { formatDay } from '../core/calendar.ts';
import { dayInJapan } from '../core/known-on.ts';
import { type CopyMark, copyMark } from '../platform/db/copy-mark.ts';
import type { Deps } from '../platform/deps.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { fromStaffNetwork } from '../platform/sign-in/session.ts';
import { withViewer } from '../ui/viewer.ts';

/**
 * WHAT THE PUBLIC SIDE SERVES, besides its health and the built files. A route that is not in this list does not exist
 * there: it is not mounted. `test/access/sides.test.ts` holds it against the table of who may ask what.
 */
export const PUBLIC_ROUTES: readonly string[] = [
  '/',
  '/search',
  '/bodies/:code',
  '/provenance/:id',
  '/indicators',
  '/indicators/:id',
  '/corrections',
  '/accessibility',
  '/data',
  '/plan',
  '/plan/changes',
  '/plan/:version',
  '/plan/:version/:item',
  '/standardization',
  '/standardization/dates',
  '/imports',
  '/imports/:id',
  '/overall-policy/of/:code',
  '/overall-policy/of/:code/files/:sha256',
  '/api/v1/bodies',
  '/api/v1/bodies/:code',
  '/api/v1/indicators',
  '/api/v1/indicators/:id',
  '/api/v1/observations',
  '/api/v1/rollups',
  '/api/v1/corrections',
  '/api/v1/editions',
  '/api/v1/provenance/:id',
  '/api/v1/published',
  '/api/catalog.jsonld',
  '/api/openapi.json',
];

/** Common to all open data: who may read them from where, and no day that is still to come. */
const OPEN_DATA = '/api/v1/*';

/** The routes of a part that the public side serves: reading ones of the list, with what stands before them. */
export function publicRoutesOf(part: Hono): Hono {
  const chosen = new Hono();
  for (const { method, path, handler } of part.routes) {
    const listed = PUBLIC_ROUTES.includes(path) && (method === 'GET' || method === 'ALL');
    if (listed || (method === 'ALL' && path === OPEN_DATA)) chosen.on(method, path, handler);
  }
  return chosen;
}

/** Every page says as of when it is; without a copy there is none. */
export function readingCopy(deps: Deps): MiddlewareHandler {
  return async (_c, next) => {
    const mark = await copyMark(deps.db);
    return withViewer({ kind: 'public', standing: standingOf(mark) }, () => {
      if (mark !== null) return next();
      throw new HttpProblem(
        503,
        '公開用の写しを、まだ受け取っていません。',
        '職員側で「shirube publish」、公開側で「shirube take-copy」を実行すると、ここに表示されます。',
      );
    });
  };
}

function standingOf(mark: CopyMark | null): string {
  if (mark === null) return '公開用の写しを、まだ受け取っていません。';
  const at = Date.parse(mark.copiedAt);
  const minutes = Math.floor(at / 60_000) + 9 * 60;
  const clock = `${Math.floor(minutes / 60) % 24}時${String(minutes % 60).padStart(2, '0')}分`;
  return `${formatDay(dayInJapan(at))}${clock}現在の写しです。`;
}

/** The staff side answers the networks of SHIRUBE_STAFF_NETWORKS only, its public pages too. */
export function onlyStaffNetworks(deps: Deps): MiddlewareHandler {
  return async (c, next) => {
    if (fromStaffNetwork(c, deps)) return next();
    throw new HttpProblem(
      403,
      'このネットワークからは、使えません。',
      '職員のネットワークから開くか、公開側のしるべをご覧ください。',
    );
  };
}
