import { defineModule } from '../../spine/module.ts';
import { m0001 } from './migrations/0001-roadmap.ts';
import { roadmapPages } from './pages/routes.tsx';

export const roadmapModule = defineModule({
  id: 'roadmap',
  title: '工程表',
  plan: [{ plan: '5.0', item: 'planned-work' }],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
  workplaces: [{ title: '工程表', href: '/roadmap', right: 'roadmap:read' }],
  pages: roadmapPages,
});
