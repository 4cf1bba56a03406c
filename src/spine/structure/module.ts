import { defineModule } from '../module.ts';
import { structureIndicators } from './indicators.ts';
import { structureIndicators2021 } from './indicators-2021.ts';
import { structureIndicatorsSurvey } from './indicators-survey.ts';

export const structureModule = defineModule({
  id: 'structure',
  title: '推進体制',
  plan: [
    { plan: '5.0', item: 'organisation' },
    { plan: '5.0', item: 'prefecture-cooperation' },
  ],
  migrations: [],
  indicators: [...structureIndicators, ...structureIndicators2021, ...structureIndicatorsSurvey],
  fileKinds: [],
});
