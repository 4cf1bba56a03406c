import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-evidence.ts';
import { m0002 } from './migrations/0002-policies.ts';

export const evidenceModule = defineModule({
  id: 'evidence',
  title: '根拠資料',
  plan: [],
  migrations: [m0001, m0002],
  indicators: [],
  fileKinds: [],
});
