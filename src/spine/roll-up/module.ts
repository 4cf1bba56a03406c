import { allDefinitions } from '../indicators/queries.ts';
import { defineModule } from '../module.ts';
import { registerRules } from './actions.ts';
import { m0001 } from './migrations/0001-cells.ts';

export const rollUpModule = defineModule({
  id: 'roll-up',
  title: '集計',
  plan: [],
  migrations: [m0001],
  indicators: [],
  fileKinds: [],
  seed: async (deps) => registerRules(deps.db, await allDefinitions(deps.db)),
});
