import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-observations.ts';
import { m0002 } from './migrations/0002-confirmations.ts';
import { m0003 } from './migrations/0003-sample-batches.ts';
import { m0004 } from './migrations/0004-older-editions.ts';
import { m0005 } from './migrations/0005-register-rows.ts';
import { copiedObservations } from './queries/copied.ts';

export const observationsModule = defineModule({
  id: 'observations',
  title: '観測値',
  plan: [],
  migrations: [m0001, m0002, m0003, m0004, m0005],
  copied: copiedObservations,
  indicators: [],
  fileKinds: [],
});
