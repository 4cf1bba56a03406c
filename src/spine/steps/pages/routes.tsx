import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import { ownRoutes } from './own-routes.tsx';
import { reviewRoutes } from './review-routes.tsx';

/** `/steps` and what lies below it. */
export function stepPages(deps: Deps): Hono {
  const app = new Hono();
  // Before the step of a template: 「/steps/review/{code}」 has its shape.
  app.route('/', reviewRoutes(deps));
  app.route('/', ownRoutes(deps));
  return app;
}
