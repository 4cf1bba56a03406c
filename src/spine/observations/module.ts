import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-observations.ts';

export const observationsModule = defineModule({
  id: 'observations',
  title: '観測値',
  plan: [],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
});
