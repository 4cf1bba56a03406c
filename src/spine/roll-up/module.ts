import type { Tx } from '../../platform/db/database.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { defineModule } from '../module.ts';
import { aroundMembershipChange, registerRules } from './actions.ts';
import { m0001 } from './migrations/0001-cells.ts';
import { m0002 } from './migrations/0002-narrow-cells.ts';
import { copiedRollUp } from './queries/cells.ts';

export const rollUpModule = defineModule({
  id: 'roll-up',
  title: '集計',
  plan: [],
  migrations: [m0001, m0002],
  copied: copiedRollUp,
  indicators: [],
  fileKinds: [],
  seed: async (deps) => registerRules(deps.db, await allDefinitions(deps.db)),
});

/** What the register, which stands below all figures, must do around a change of membership; joined in app/. */
export function figuresFollow(tx: Tx): ReturnType<typeof aroundMembershipChange> {
  return aroundMembershipChange(tx);
}
