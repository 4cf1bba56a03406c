import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import type { HandoverSource } from '../../contracts/handover.ts';
import { officeRoutes } from './office-routes.tsx';
import { peopleRoutes } from './people-routes.tsx';
import { postRoutes } from './post-routes.tsx';
import { recoveryRoutes } from './recovery-routes.tsx';
import { seatRoutes } from './seat-routes.tsx';

/** Every page of this part; each needs a line in `test/access/table.ts`. */
export function postPages(deps: Deps, handovers: () => readonly HandoverSource[]): Hono {
  const app = new Hono();
  app.route('/', seatRoutes(deps));
  app.route('/', officeRoutes(deps));
  app.route('/', recoveryRoutes(deps));
  app.route('/', postRoutes(deps, handovers));
  app.route('/', peopleRoutes(deps));
  return app;
}
