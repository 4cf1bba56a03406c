import { defineModule } from '../module.ts';

export const homeModule = defineModule({
  id: 'home',
  title: 'ホーム',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
