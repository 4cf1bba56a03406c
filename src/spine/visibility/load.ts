import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { BodyClass, IndicatorDefinition, Level } from '../../core/indicator.ts';
import { dayInJapan } from '../../core/known-on.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Clock } from '../../platform/deps.ts';

/** The two days that every page stands between: today, and the day whose knowledge is shown. */
export interface Standpoint {
  readonly today: Day;
  readonly knownOn: Day | null;
}

export function standpoint(clock: Clock, knownOn: Day | null): Standpoint {
  return { today: dayInJapan(clock.now()), knownOn };
}

export interface Place {
  /** 000000 or a prefecture. */
  readonly area: BodyCode;
  readonly level: Level;
}

/** One indicator at one place: its newest figure, how it moved, how bodies and kinds of bodies differ. */
export interface IndicatorLine {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  /** Null: nothing is known of it at this place. */
  readonly figure: RollUpResult | null;
  /** In the order of KIND_CLASSES; from the same day and basis as `figure`. */
  readonly byKind: readonly { readonly bodyClass: BodyClass; readonly figure: RollUpResult | null }[];
  /** Newer − older over bodies present in both, with the older day; null where there is no comparable one. */
  readonly moved: { readonly by: string; readonly since: Day; readonly bodies: number } | null;
  /** Bodies in each fifth of 0–100; null for what is no rate. */
  readonly fifths: readonly number[] | null;
}
