import { audit } from '../audit/actions.ts';
import type { Json } from '../audit/entry.ts';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { getAccount } from './queries/accounts.ts';

/**
 * What somebody does with their own account, in the audit and in the transaction that does it. The person stands there by
 * the account; what a seat does is audited by the parts that know seats.
 */
export async function recordOwn(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  accountId: string,
  action: string,
  detail?: Json,
): Promise<void> {
  const account = await getAccount(tx, accountId);
  await audit(tx, deps.clock, {
    actor: { seatId: null, person: { id: accountId, name: account?.loginName ?? '' } },
    action: `sign-in:${action}`,
    object: { kind: 'account', id: accountId },
    bodyCode: null,
    ...(detail === undefined ? {} : { detail }),
  });
}
