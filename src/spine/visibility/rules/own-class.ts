import type { Day } from '../../../core/calendar.ts';
import { BODY_CLASSES, type BodyClass, type Stratum } from '../../../core/indicator.ts';

/**
 * The class that a body is compared with. A city that is neither 指定都市 nor 中核市 is compared with all cities
 * below 指定都市, because the 中核市 among them are asked for the same.
 */
export function ownClass(stratum: Stratum): BodyClass {
  return stratum === 'city' ? 'city-without-designated' : stratum === 'prefecture' ? 'all' : stratum;
}

/** 「町」「市（指定都市を除く）」 */
export function classTitle(bodyClass: BodyClass): string {
  return BODY_CLASSES[bodyClass].title;
}

/** 「町」, in 見本県 「見本県内の町」: those among whom a line of the sheet sees its body. */
export function lineClassTitle(line: { readonly within: string; readonly bodyClass: BodyClass }): string {
  return line.within + classTitle(line.bodyClass);
}

/** Spans of 指定都市 and 中核市 of one body. */
export interface StatusSpan {
  readonly status: 'designated-city' | 'core-city';
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** The stratum on a day: membership on the period's end day counts, not today's. */
export function stratumOn(
  kind: 'special-ward' | 'city' | 'town' | 'village' | 'prefecture',
  statuses: readonly StatusSpan[],
  day: Day,
): Stratum {
  if (kind !== 'city') return kind;
  const on = statuses
    .filter((span) => span.validFrom <= day && (span.validTo === null || day < span.validTo))
    .map((span) => span.status);
  if (on.includes('designated-city')) return 'designated-city';
  return on.includes('core-city') ? 'core-city' : 'city';
}
