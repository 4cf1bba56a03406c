import type { Tx } from '../../platform/db/database.ts';
import { defineModule, type ModuleFace } from '../module.ts';
import { type Around, loadRegister } from './actions.ts';
import { bodiesFileKinds } from './file-kinds/all.ts';
import { bodiesIndicators } from './indicators.ts';
import { m0001 } from './migrations/0001-register.ts';
import { searchPages } from './pages/search.tsx';
import { REGISTER_SOURCE } from './register-data.ts';

/**
 * The register stands below all figures. `aroundOf` is what the roll-up does around a change of membership; it is
 * joined in app/, and matters at start only when a new edition of the program brings other rows than the last.
 */
export function makeBodiesModule(aroundOf?: (tx: Tx) => Around): ModuleFace {
  return defineModule({
    id: 'bodies',
    title: '団体の台帳',
    plan: [],
    migrations: [m0001],
    indicators: bodiesIndicators,
    fileKinds: bodiesFileKinds,
    seed: async (deps) => {
      const outcome = await loadRegister(deps.db, deps.clock, REGISTER_SOURCE, aroundOf);
      if (outcome !== 'unchanged') deps.log.info({ outcome }, 'bodies: register');
    },
    pages: searchPages,
  });
}
