import { defineModule } from '../module.ts';
import { stepsHandover } from './handover.ts';
import { stepsHome } from './home.ts';
import { m0001 } from './migrations/0001-steps.ts';
import { m0002 } from './migrations/0002-policies.ts';
import { stepPages } from './pages/routes.tsx';

export const stepsModule = defineModule({
  id: 'steps',
  title: '手順',
  plan: [],
  migrations: [m0001, m0002],
  indicators: [],
  fileKinds: [],
  workplaces: [
    { title: '手順', href: '/steps', right: 'steps:read' },
    { title: '市区町村の手順', href: '/steps/review', right: 'steps:review' },
  ],
  handover: stepsHandover,
  home: stepsHome,
  pages: stepPages,
});
