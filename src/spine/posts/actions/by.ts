import { type BodyCode, prefectureOf } from '../../../core/body-code.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { AuditActor, Json } from '../../../platform/audit/entry.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { type Scope, withScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { rightFor } from '../rules/rights.ts';
import { ADMINISTER } from '../rules/roles.ts';
import type { PostRefusal } from '../rules/sentences.ts';

/** Who changes which body's office. */
export interface By {
  readonly clock: Clock;
  /** Whose sections, posts and seats are changed. */
  readonly bodyCode: BodyCode;
  /** Null: the operator of the program, or the program itself. */
  readonly seat: Seat | null;
  readonly actor: AuditActor;
}

export type Outcome<T> = Result<T, PostRefusal>;

/** A seat in its own body. */
export function bySeat(clock: Clock, seat: Seat): By {
  return { clock, bodyCode: seat.bodyCode, seat, actor: actorOf(seat) };
}

export function actorOf(seat: Pick<Seat, 'seatId' | 'personId' | 'personName'>): AuditActor {
  return { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } };
}

/** May I, on the body that owns what is changed. The operator and the program are let through by their callers. */
export function mayAdminister(by: By): Outcome<true> {
  if (by.seat === null) return ok(true);
  const owner = { bodyCode: by.bodyCode, prefectureCode: prefectureOf(by.bodyCode) };
  return rightFor(by.seat, ADMINISTER, owner) ? ok(true) : refuse('not-yours');
}

export function today(by: Pick<By, 'clock'>): string {
  return dayInJapan(by.clock.now());
}

/** What every written row bears. */
export function written(by: By): {
  readonly bodyCode: BodyCode;
  readonly at: string;
  readonly by: string | null;
} {
  return {
    bodyCode: by.bodyCode,
    at: new Date(by.clock.now()).toISOString(),
    by: by.seat?.seatId ?? null,
  };
}

export function note(tx: Tx, by: By, action: string, kind: string, id: string, detail?: Json): Promise<void> {
  return audit(tx, by.clock, {
    actor: by.actor,
    action: `posts:${action}`,
    object: { kind, id },
    bodyCode: by.bodyCode,
    ...(detail === undefined ? {} : { detail }),
  });
}

class Refused extends Error {
  constructor(readonly refusal: Refusal<PostRefusal>) {
    super(refusal.code);
  }
}

/** Runs a change in a scope; a refusal takes back what was written before it. */
export async function change<T>(
  db: Db,
  scope: Scope,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await withScope(db, scope, async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Refused(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
