import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { lineRoutes } from './line-routes.tsx';
import { listRoutes } from './list-routes.tsx';

export function roadmapPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', listRoutes(deps));
  app.route('/', lineRoutes(deps));
  return app;
}
