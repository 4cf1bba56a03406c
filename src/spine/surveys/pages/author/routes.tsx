import { Hono } from 'hono';
import type { Deps } from '../../../../platform/deps.ts';
import { circumstancePages } from '../circumstance/routes.tsx';
import { definitionPages } from './definition-routes.tsx';
import { roundPages } from './round-routes.tsx';

/** What an organiser prepares, and the circumstances that change who answers and until when. */
export function authorPages(deps: Deps): Hono {
  const app = new Hono();
  app.route('/', definitionPages(deps));
  app.route('/', roundPages(deps));
  app.route('/', circumstancePages(deps));
  return app;
}
