import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { homeRoutes } from './home-routes.tsx';
import { policyRoutes } from './policy/policy-routes.tsx';
import { sourceRoutes } from './policy/source-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { jointRoutes } from './record/joint-routes.tsx';
import { recordRoutes } from './record/record-routes.tsx';
import { reviewRoutes } from './review-routes.tsx';
import { paperRoutes } from './write/paper-routes.tsx';
import { workbookRoutes } from './write/workbook-routes.tsx';
import { writeRoutes } from './write/write-routes.tsx';

/** Every page of this module; each needs a line in `test/access/table.ts`. */
export function overallPolicyPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', publicRoutes(deps));
  app.route('/', homeRoutes(deps));
  app.route('/', sourceRoutes(deps));
  app.route('/', writeRoutes(deps));
  app.route('/', paperRoutes(deps));
  app.route('/', recordRoutes(deps));
  app.route('/', workbookRoutes(deps));
  app.route('/', jointRoutes(deps));
  app.route('/', reviewRoutes(deps));
  app.route('/', policyRoutes(deps));
  return app;
}
