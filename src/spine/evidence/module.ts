import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-evidence.ts';

export const evidenceModule = defineModule({
  id: 'evidence',
  title: '根拠資料',
  plan: [],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
});
