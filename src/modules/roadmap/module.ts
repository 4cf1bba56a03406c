import { defineModule } from '../../spine/module.ts';

export const roadmapModule = defineModule({
  id: 'roadmap',
  title: '工程表',
  plan: [{ plan: '5.0', item: 'planned-work' }],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
