import { Hono } from 'hono';
import type { Deps } from '../../../platform/deps.ts';
import type { PlanNeighbours } from '../../../spine/contracts/plan-neighbours.ts';
import { filesRoutes } from './files/files-routes.tsx';
import { lineRoutes } from './line/line-routes.tsx';
import { listRoutes } from './list/list-routes.tsx';
import { reviewRoutes } from './review-routes.tsx';
import { viewRoutes } from './view-routes.tsx';
import { yearRoutes } from './year/year-routes.tsx';

export function roadmapPages(homeFor: PlanNeighbours['homeFor']) {
  return (deps: Deps): Hono => {
    const app = new Hono();
    app.route('/', listRoutes(deps));
    app.route('/', filesRoutes(deps));
    app.route('/', lineRoutes(deps));
    app.route('/', yearRoutes(deps));
    app.route('/', viewRoutes(deps, homeFor));
    app.route('/', reviewRoutes(deps));
    return app;
  };
}
