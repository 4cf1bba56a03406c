import type { ImportRegistry } from '../contracts/import-registry.ts';
import type { ModuleFace } from '../module.ts';
import { reconcile } from './actions.ts';
import { dashboardFileKinds } from './kinds/all.ts';
import { m0001 } from './migrations/0001-imports.ts';
import { importPages } from './pages/routes.tsx';
import { copiedImports } from './queries/copied.ts';

/** `registry` gives the file kinds and definitions of all faces, this one's included; asked when a file comes. */
export function makeImportsModule(registry: () => ImportRegistry): ModuleFace {
  return {
    id: 'imports',
    title: '資料の取込',
    plan: [],
    migrations: [m0001],
    copied: copiedImports,
    indicators: [],
    fileKinds: dashboardFileKinds,
    seed: async (deps) => {
      await reconcile(deps);
    },
    pages: (deps) => importPages(deps, registry),
  };
}
