import type { IndicatorDefinition } from './indicator.ts';

/** What every share of bodies has in common: each body says yes or no, the base are the bodies that were asked. */
export const SHARE_OF_BODIES = {
  version: 1,
  level: 'both',
  valueKind: 'yes-no',
  unit: '%',
  decimals: 1,
  scale: 0,
  range: { min: 0, max: 1 },
  better: 'up',
  period: 'day',
  operator: { kind: 'share-of-bodies', atLeast: 1 },
  base: 'asked',
  baseBodies: 'all',
} as const satisfies Partial<IndicatorDefinition>;

/** One part for each answer: a body's value is 1 where it gave that answer. No answer is better than another. */
export const SHARE_BY_ANSWER = {
  ...SHARE_OF_BODIES,
  better: 'none',
} as const satisfies Partial<IndicatorDefinition>;

/** Under the same item in all these versions of the plan. */
export function inPlans(
  item: string,
  plans: readonly string[] = ['1.0', '2024-04', '5.0'],
): IndicatorDefinition['planItems'] {
  return plans.map((plan) => ({ plan, item }));
}
