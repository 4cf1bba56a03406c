import { defineModule } from '../module.ts';

export const evidenceModule = defineModule({
  id: 'evidence',
  title: '根拠資料',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
});
