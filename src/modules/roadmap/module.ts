import type { PlanNeighbours } from '../../spine/contracts/plan-neighbours.ts';
import { defineModule, type ModuleFace } from '../../spine/module.ts';
import { roadmapHandover } from './handover.ts';
import { roadmapHome } from './home.ts';
import { m0001 } from './migrations/0001-roadmap.ts';
import { m0002 } from './migrations/0002-neighbours.ts';
import { roadmapPages } from './pages/routes.tsx';
import { seedRoadmap } from './sample.ts';

/** `homeFor`: who serves an item of the plan, joined in app/, because a module knows no other module. */
export function makeRoadmapModule(homeFor: PlanNeighbours['homeFor']): ModuleFace {
  return defineModule({
    id: 'roadmap',
    title: '工程表',
    // 計画的な取組 has its one home in 全体方針, of which the roadmap is a part by the definition of 2021.
    plan: [],
    migrations: [m0001, m0002],
    indicators: [],
    fileKinds: [],
    workplaces: [
      { title: '工程表', href: '/roadmap', right: 'roadmap:read' },
      { title: '工程表の状況', href: '/roadmap/review', right: 'roadmap:review' },
    ],
    handover: roadmapHandover,
    home: roadmapHome,
    seed: seedRoadmap,
    pages: roadmapPages(homeFor),
  });
}
