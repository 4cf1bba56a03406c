import { type BodyCode, realmOf } from '../../../core/body-code.ts';
import type { Right, Seat, Verb } from '../../contracts/seat.ts';

/** Who a stored thing belongs to, as its row says. */
export interface Owner {
  readonly bodyCode: BodyCode;
  /** Null for the nation. */
  readonly prefectureCode: BodyCode | null;
}

export type Relation = 'own' | 'prefecture' | 'nation';

type Body = Pick<Seat, 'bodyCode' | 'kind'>;

/** How a seat's body stands to an owner; null: it has nothing to do with it. 見本県 and all others never meet. */
export function relationTo(seat: Body, owner: Owner): Relation | null {
  if (realmOf(seat.bodyCode) !== realmOf(owner.bodyCode)) return null;
  if (seat.bodyCode === owner.bodyCode) return 'own';
  if (seat.kind === 'nation') return 'nation';
  return seat.kind === 'prefecture' && owner.prefectureCode === seat.bodyCode ? 'prefecture' : null;
}

/**
 * Over whom a verb reaches. Municipality, prefecture and nation are equals in law: nobody answers, decides or
 * administers in another body's name. Reading and reviewing others is bounded further by what they handed in.
 */
const REACH: Readonly<Record<Verb, readonly Relation[]>> = {
  read: ['own', 'prefecture', 'nation'],
  answer: ['own'],
  'hand-out': ['own'],
  decide: ['own'],
  review: ['prefecture', 'nation'],
  conduct: ['own'],
  administer: ['own'],
};

/** Whether a seat may do this to what `owner` owns. `owner` comes from the stored row, never from the request. */
export function rightFor(
  seat: Pick<Seat, 'bodyCode' | 'kind' | 'rights'>,
  right: Right,
  owner: Owner,
): boolean {
  const relation = relationTo(seat, owner);
  const verb = right.slice(right.indexOf(':') + 1) as Verb;
  return relation !== null && seat.rights.has(right) && (REACH[verb]?.includes(relation) ?? false);
}

/** What a transaction of this seat may see at all: `withScope(db, scopeOf(seat), …)`. */
export function scopeOf(
  seat: Body,
):
  | { readonly kind: 'body'; readonly bodyCode: string }
  | { readonly kind: 'prefecture'; readonly prefectureCode: string; readonly bodyCode: string }
  | { readonly kind: 'nation'; readonly bodyCode: string } {
  const { kind, bodyCode } = seat;
  if (kind === 'nation') return { kind, bodyCode };
  return kind === 'prefecture' ? { kind, bodyCode, prefectureCode: bodyCode } : { kind: 'body', bodyCode };
}
