import { divide, parseDecimal, type Rational, rational } from '../../../core/rational.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import { BUSINESSES } from './businesses.ts';
import { meanOf } from './rates.ts';

/** `'333.975'` or `'1/3'`, as results print what is exact. */
function exact(text: string | null): Rational | null {
  if (text === null) return null;
  const [above = '', below] = text.split('/');
  if (below === undefined) return parseDecimal(above);
  return /^-?\d+$/.test(above) && /^\d+$/.test(below) ? rational(BigInt(above), BigInt(below)) : null;
}

/** A mean of bodies before it is rounded. */
export function exactMean(result: Pick<RollUpResult, 'numerator' | 'denominator'>): Rational | null {
  const above = exact(result.numerator);
  const below = exact(result.denominator);
  return above === null || below === null || below.numerator === 0n ? null : divide(above, below);
}

/**
 * Without the businesses that prefectures run for others: there a rate of 100 % may mean 対象外, and rates alone cannot
 * tell. The mean of the other 18 is free of it.
 */
export const OTHER_BUSINESSES: readonly string[] = BUSINESSES.filter((one) => !one.prefecture).map(
  (one) => one.id,
);

/** From the means of the businesses by id; null when one of the 18 is missing. */
export function meanOfOthers(means: ReadonlyMap<string, Rational | null>): Rational | null {
  return meanOf(OTHER_BUSINESSES.map((id) => means.get(id) ?? null));
}
