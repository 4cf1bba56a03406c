import type { Tx } from '../../platform/db/database.ts';
import { defineModule, type ModuleFace } from '../module.ts';
import { type Around, loadRegister } from './actions.ts';
import { bodiesFileKinds } from './file-kinds/all.ts';
import { bodiesIndicators } from './indicators.ts';
import { m0001 } from './migrations/0001-register.ts';
import { searchPages } from './pages/search.tsx';
import { copiedBodies } from './queries/copied.ts';
import { joinedRegister, REGISTER_SOURCE } from './register-data.ts';
import type { RegisterSource } from './rules/register.ts';

/**
 * The register stands below all figures. `aroundOf` is what the roll-up does around a change of membership; it is
 * joined in app/, and matters at start only when a new edition of the program brings other rows than the last. `sample`
 * = 見本県, which the settings can leave out: its rows are retired then, and the figures follow.
 */
export function makeBodiesModule(
  aroundOf?: (tx: Tx) => Around,
  sample?: Partial<RegisterSource>,
): ModuleFace {
  return defineModule({
    id: 'bodies',
    title: '団体の台帳',
    plan: [],
    migrations: [m0001],
    copied: copiedBodies,
    indicators: bodiesIndicators,
    fileKinds: bodiesFileKinds,
    seed: async (deps) => {
      const source = deps.settings.sample ? joinedRegister(REGISTER_SOURCE, sample ?? {}) : REGISTER_SOURCE;
      const outcome = await loadRegister(deps.db, deps.clock, source, aroundOf);
      if (outcome !== 'unchanged') deps.log.info({ outcome }, 'bodies: register');
    },
    pages: searchPages,
  });
}
