import { defineModule } from '../module.ts';

export const threadsModule = defineModule({
  id: 'threads',
  title: '連絡・助言の往復',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
