import { ensureAppRole } from '../platform/db/app-role.ts';
import { refuseOtherSide } from '../platform/db/copy-mark.ts';
import { migrate } from '../platform/db/migrate.ts';
import { analyseUnknown } from '../platform/db/statistics.ts';
import type { Deps } from '../platform/deps.ts';
import { adoptBoundSubjects } from '../platform/sign-in/actions.ts';
import { seedIndicators } from '../spine/indicators/actions.ts';
import { publishedAggregates } from '../spine/indicators/published.ts';
import type { ModuleFace } from '../spine/module.ts';
import { loadPublished } from '../spine/observations/seed.ts';
import { migrationsOf } from './modules.ts';
import { publicTableRights, tableRights } from './table-rights.ts';

/**
 * Brings a database to the state of this program: tables, the rights of the running server on them, then register and
 * facts. On the public side these come with the copy. `deps.db` is the owner's.
 */
export async function prepareDatabase(
  deps: Deps,
  modules: readonly ModuleFace[],
): Promise<readonly string[]> {
  const { side, databaseUrl } = deps.settings;
  await refuseOtherSide(deps.db, side);
  const applied = await migrate(deps.db, migrationsOf(modules));
  const rights = side === 'public' ? publicTableRights : tableRights;
  await ensureAppRole(deps.db, rights, databaseUrl === null);
  if (side === 'public') return applied;
  await adoptBoundSubjects(deps);
  // Printed figures name indicators, and seeds may: definitions come first.
  await seedIndicators(deps, modules);
  await loadPublished(deps, publishedAggregates());
  for (const face of modules) await face.seed?.(deps);
  await analyseUnknown(deps.db);
  return applied;
}
