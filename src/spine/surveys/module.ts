import { defineModule } from '../module.ts';
import { m0001 } from './migrations/0001-surveys.ts';

export const surveysModule = defineModule({
  id: 'surveys',
  title: '調査・照会',
  plan: [],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
});
