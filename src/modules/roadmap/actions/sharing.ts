import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { insertSharing, sharingOf } from '../queries/neighbours.ts';
import type { RoadmapRefusal } from '../rules/sentences.ts';
import { mayWrite, noteIn, writtenBy } from './who.ts';

/** The body decides whether municipalities of its prefecture see names, periods and states of its lines. */
export async function shareRoadmap(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  shared: boolean,
): Promise<Result<null, RoadmapRefusal>> {
  const { bodyCode } = seat;
  if (!mayWrite(seat, 'roadmap:decide', bodyCode, null)) return refuse('not-yours');
  if (((await sharingOf(tx, bodyCode))?.shared ?? false) === shared) return ok(null);
  await insertSharing(tx, bodyCode, shared, writtenBy(clock, seat));
  await noteIn(tx, clock, seat, { action: shared ? 'share' : 'unshare', id: bodyCode, bodyCode });
  return ok(null);
}
