import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';

/** Today in Japan, by the injected clock. */
export function today(clock: Clock): Day {
  return dayInJapan(clock.now());
}

/** Who acts, for the audit: the seat, and the person whose name can be erased. */
export function actorOf(seat: Pick<Seat, 'seatId' | 'personId' | 'personName'>) {
  return { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } };
}
