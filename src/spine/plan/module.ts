import type { PlanNeighbours } from '../contracts/plan-neighbours.ts';
import { defineModule, type ModuleFace } from '../module.ts';
import { loadPlan } from './actions.ts';
import { m0001 } from './migrations/0001-plan.ts';
import { planPages } from './pages/routes.tsx';
import { copiedPlan } from './queries/copied.ts';

/** The plan stands below indicators and modules; what its pages tell of them is joined in app/. */
export function makePlanModule(neighbours: PlanNeighbours): ModuleFace {
  return defineModule({
    id: 'plan',
    title: '計画の版と目次',
    plan: [],
    migrations: [m0001],
    copied: copiedPlan,
    indicators: [],
    fileKinds: [],
    seed: async (deps) => {
      await loadPlan(deps);
    },
    pages: planPages(neighbours),
  });
}
