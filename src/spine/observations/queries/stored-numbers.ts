import type { PublicationState, Reason } from '../../../core/indicator.ts';

/** Stored numbers of reasons and states. They are part of the data: never renumber. */
export const REASON_NUMBERS: Readonly<Record<Reason, number>> = {
  'not-asked': 1,
  'not-answered': 2,
  'not-applicable': 3,
  'blank-in-source': 4,
  withdrawn: 5,
};
export const STATE_NUMBERS: Readonly<Record<PublicationState, number>> = {
  unpublished: 0,
  provisional: 1,
  final: 2,
};
