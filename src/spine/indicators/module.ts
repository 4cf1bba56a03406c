import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-indicators.ts';
import { m0002 } from './migrations/0002-standing.ts';
import { copiedIndicators } from './queries.ts';

/** Definitions come from the faces of all parts and modules; `seedIndicators` registers them once all tables stand. */
export const indicatorsModule = defineModule({
  id: 'indicators',
  title: '指標',
  plan: [],
  migrations: [m0001, m0002],
  copied: copiedIndicators,
  indicators: [],
  fileKinds: [],
});
