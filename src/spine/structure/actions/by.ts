import { prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Refusal, Result } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { type Json, SYSTEM } from '../../../platform/audit/entry.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Right, type Seat, seatTitle } from '../../contracts/seat.ts';
import { rightFor, scopeOf } from '../../posts/rules/rights.ts';
import type { Writer } from '../queries/entries.ts';
import type { StructureRefusal } from '../rules/sentences.ts';

/** Who changes the register of which body. `seat` null: the program (見本県). */
export interface By {
  readonly clock: Clock;
  readonly bodyCode: string;
  readonly seat: Seat | null;
}

export type Outcome<T> = Result<T, StructureRefusal>;

export function bySeat(clock: Clock, seat: Seat): By {
  return { clock, bodyCode: seat.bodyCode, seat };
}

/** May I, on the body that owns what is changed. */
export function may(by: By, right: Right): boolean {
  if (by.seat === null) return true;
  return rightFor(by.seat, right, { bodyCode: by.bodyCode, prefectureCode: prefectureOf(by.bodyCode) });
}

export function today(by: Pick<By, 'clock'>): Day {
  return dayInJapan(by.clock.now());
}

export function writer(by: By): Writer {
  return {
    seatId: by.seat?.seatId ?? null,
    seatTitle: by.seat === null ? 'しるべ（自動処理）' : seatTitle(by.seat),
    at: new Date(by.clock.now()).toISOString(),
  };
}

export function note(tx: Tx, by: By, action: string, entryId: string, detail: Json): Promise<void> {
  const { seat } = by;
  return audit(tx, by.clock, {
    actor:
      seat === null ? SYSTEM : { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } },
    action: `structure:${action}`,
    object: { kind: 'structure-entry', id: entryId },
    bodyCode: by.bodyCode,
    detail,
  });
}

class Refused extends Error {
  constructor(readonly refusal: Refusal<StructureRefusal>) {
    super(refusal.code);
  }
}

/** Runs a change in the seat's scope; a refusal takes back what was written before it. */
export async function change<T>(
  db: Db,
  seat: Seat,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await withScope(db, scopeOf(seat), async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
