import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { composeRoutes } from './compose-routes.tsx';
import { listRoutes } from './list-routes.tsx';
import { threadRoutes } from './thread-routes.tsx';

/** `/threads` and what lies below it; addresses of their own before `/threads/:no`. */
export function threadPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', listRoutes(deps));
  app.route('/', composeRoutes(deps));
  app.route('/', threadRoutes(deps));
  return app;
}
