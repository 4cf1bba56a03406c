import { defineModule } from '../../spine/module.ts';
import { aiIndicators } from './indicators.ts';

export const aiModule = defineModule({
  id: 'ai',
  title: '自治体のAIの利用推進',
  plan: [{ plan: '5.0', item: 'ai' }],
  migrations: [],
  indicators: aiIndicators,
  fileKinds: [],
});
