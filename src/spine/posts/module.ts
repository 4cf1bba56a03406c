import type { HandoverSource } from '../contracts/handover.ts';
import type { ModuleFace } from '../module.ts';
import { departuresJob, departuresSchedule } from './departures.ts';
import { m0001 } from './migrations/0001-posts.ts';
import { m0002 } from './migrations/0002-policies.ts';
import { postPages } from './pages/routes.tsx';

/** `handovers` gives what every part knows of open work; asked when a 引継書 is made. */
export function makePostsModule(handovers: () => readonly HandoverSource[]): ModuleFace {
  return {
    id: 'posts',
    title: '課・職・在席',
    plan: [],
    migrations: [m0001, m0002],
    indicators: [],
    fileKinds: [],
    jobs: [departuresJob],
    schedules: [departuresSchedule],
    workplaces: [{ title: '課・職・在席', href: '/office', right: 'posts:read' }],
    pages: (deps) => postPages(deps, handovers),
  };
}
