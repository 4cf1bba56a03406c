import { defineModule } from '../../spine/module.ts';

export const overallPolicyModule = defineModule({
  id: 'overall-policy',
  title: '全体方針',
  plan: [{ plan: '5.0', item: 'planned-work' }],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
