import { defineModule } from '../module.ts';

export const stepsModule = defineModule({
  id: 'steps',
  title: '手順',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
