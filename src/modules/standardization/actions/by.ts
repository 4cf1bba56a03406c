import { type BodyCode, isPrefectureCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { type AuditActor, SYSTEM } from '../../../platform/audit/entry.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../../spine/contracts/seat.ts';

/** Who writes: a seat, a vendor's tool, the program. */
export interface Writer {
  readonly actor: AuditActor;
  readonly seatId: string | null;
  readonly title: string;
}

export const PROGRAM: Writer = { actor: SYSTEM, seatId: null, title: 'しるべ（自動処理）' };

export function writerOf(seat: Seat): Writer {
  const actor = { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } };
  return { actor, seatId: seat.seatId, title: seatTitle(seat) };
}

export function today(clock: Clock): Day {
  return dayInJapan(clock.now());
}

export function instant(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

export function levelOf(bodyCode: BodyCode): 'municipality' | 'prefecture' {
  return isPrefectureCode(bodyCode) ? 'prefecture' : 'municipality';
}
