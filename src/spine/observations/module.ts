import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-observations.ts';
import { m0002 } from './migrations/0002-confirmations.ts';

export const observationsModule = defineModule({
  id: 'observations',
  title: '観測値',
  plan: [],
  migrations: [m0001, m0002],
  indicators: [],
  fileKinds: [],
});
