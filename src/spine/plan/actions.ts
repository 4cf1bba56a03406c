import { createHash } from 'node:crypto';
import type { Deps } from '../../platform/deps.ts';
import { loadPlanData } from './data.ts';
import { loadedHash, lockLoad, replacePlan, writeLoad } from './queries/write.ts';
import type { Plan } from './rules/model.ts';

/** Loads data/plan into the database; does nothing when exactly this is loaded. Answers whether it wrote. */
export async function loadPlan(
  deps: Pick<Deps, 'db' | 'clock'>,
  plan: Plan = loadPlanData(),
): Promise<boolean> {
  const hash = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
  if ((await loadedHash(deps.db)) === hash) return false;
  return deps.db.transaction().execute(async (tx) => {
    await lockLoad(tx);
    if ((await loadedHash(tx)) === hash) return false;
    await replacePlan(tx, plan);
    await writeLoad(tx, hash, new Date(deps.clock.now()).toISOString());
    return true;
  });
}
