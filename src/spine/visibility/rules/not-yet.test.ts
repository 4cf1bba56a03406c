import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition, Operator } from '../../../core/indicator.ts';
import { mostlyDoneElsewhere } from './not-yet.ts';

function definition(operator: Operator, better: IndicatorDefinition['better'] = 'up'): IndicatorDefinition {
  return {
    id: 'sample',
    version: 1,
    title: '試験',
    shortTitle: '試験',
    definition: '試験のための定義',
    formula: '試験のための式',
    source: '試験のための資料',
    level: 'municipality',
    valueKind: 'yes-no',
    unit: '%',
    decimals: 1,
    scale: 0,
    better,
    period: 'day',
    operator,
    base: 'all',
    baseBodies: 'all',
    planItems: [],
  };
}

const YES = definition({ kind: 'share-of-bodies', atLeast: 1 });
const ALL_26 = definition({ kind: 'share-of-bodies', atLeast: 100 });
const figure = (numerator: string | null, reported: number) => ({
  numerator,
  reported,
  basis: 'computed' as const,
});
const no = { value: 0n, base: null };

describe('what a class mostly does that a body does not do yet', () => {
  it.each([
    ['more than half', YES, no, figure('6', 11), true],
    ['exactly half is not most', YES, no, figure('5', 10), false],
    ['done already', YES, { value: 1n, base: null }, figure('10', 10), false],
    ['no answer is no 未実施', YES, { value: null, base: null }, figure('10', 10), false],
    ['nothing recorded', YES, null, figure('10', 10), false],
    ['nobody of the class is known', YES, no, figure(null, 0), false],
    ['96 % where most have all', ALL_26, { value: 96n, base: null }, figure('8', 10), true],
    ['100 %', ALL_26, { value: 100n, base: null }, figure('8', 10), false],
    [
      'neither better nor worse',
      definition({ kind: 'share-of-bodies', atLeast: 1 }, 'none'),
      no,
      figure('9', 10),
      false,
    ],
    ['a rate has no 実施', definition({ kind: 'ratio-of-sums' }), no, figure('9', 10), false],
  ])('%s', (_, one, own, inClass, expected) => {
    expect(mostlyDoneElsewhere(one, own, inClass)).toBe(expected);
  });

  it('a printed figure tells not who answered', () => {
    expect(mostlyDoneElsewhere(YES, no, { numerator: '9', reported: 10, basis: 'published' })).toBe(false);
  });
});
