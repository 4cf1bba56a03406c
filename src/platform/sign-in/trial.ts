import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import { getAccount } from './queries/accounts.ts';
import { refuseOtherNetworks, signInHere } from './session.ts';

/**
 * Trial mode's one click: takes on an account that was made with `trial: true`. Null outside of trial mode and for every
 * other account; then nothing happens.
 */
export async function signInAs(
  c: Context,
  deps: Deps,
  accountId: string,
): Promise<{ readonly sessionId: string } | null> {
  if (!deps.settings.trial) return null;
  refuseOtherNetworks(c);
  const account = await getAccount(deps.db, accountId);
  if (account === null || !account.trial || account.disabledAt !== null) return null;
  return signInHere(c, deps, { accountId, method: 'trial', completed: true });
}
