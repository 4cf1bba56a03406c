import { defineModule } from '../module.ts';
import { seedSample } from './actions.ts';
import { tryPages } from './pages/try.tsx';

/** 見本県: a prefecture that does not exist, in which everything can be tried. Its register is joined in app/. */
export const sampleModule = defineModule({
  id: 'sample',
  title: '見本県',
  plan: [],
  migrations: [],
  indicators: [],
  fileKinds: [],
  seed: seedSample,
  pages: tryPages,
});
