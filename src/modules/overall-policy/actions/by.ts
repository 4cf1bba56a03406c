import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../../spine/contracts/seat.ts';
import { actorOf } from './open.ts';

/** What every action of this module begins with. */
export interface By {
  readonly tx: Tx;
  readonly clock: Clock;
  readonly seat: Seat;
}

export function stampOf({ clock, seat }: By) {
  return { seatTitle: seatTitle(seat), at: new Date(clock.now()).toISOString() };
}

export async function note(
  { tx, clock, seat }: By,
  what: string,
  bodyCode: string,
  policyNo: number,
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: `overall-policy:${what}`,
    object: { kind: 'overall-policy', id: `${bodyCode}-${policyNo}` },
    bodyCode,
    detail,
  });
}
