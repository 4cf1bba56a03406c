import { defineModule } from '../module.ts';
import { structureHandover } from './handover.ts';
import { structureHome } from './home.ts';
import { structureIndicators } from './indicators.ts';
import { structureIndicators2021 } from './indicators-2021.ts';
import { structureIndicatorsSurvey } from './indicators-survey.ts';
import { m0001 } from './migrations/0001-structure.ts';
import { m0002 } from './migrations/0002-policies.ts';
import { structurePages } from './pages/routes.tsx';

export const structureModule = defineModule({
  id: 'structure',
  title: '推進体制',
  plan: [
    { plan: '5.0', item: 'organisation' },
    { plan: '5.0', item: 'prefecture-cooperation' },
  ],
  migrations: [m0001, m0002],
  indicators: [...structureIndicators, ...structureIndicators2021, ...structureIndicatorsSurvey],
  fileKinds: [],
  workplaces: [
    { title: '体制台帳', href: '/structure', right: 'structure:read' },
    { title: '体制台帳の状況', href: '/structure/review', right: 'structure:review' },
  ],
  handover: structureHandover,
  home: structureHome,
  pages: structurePages,
});
