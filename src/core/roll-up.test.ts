import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition, Operator } from './indicator.ts';
import { rational } from './rational.ts';
import { bodyValue, type Counts, median, type ResultFrame, resultOf } from './roll-up.ts';

function definition(operator: Operator, more: Partial<IndicatorDefinition> = {}): IndicatorDefinition {
  return {
    id: 'sample',
    version: 1,
    title: '例',
    shortTitle: '例',
    definition: '例',
    formula: '例',
    source: '例',
    level: 'municipality',
    valueKind: 'yes-no',
    unit: '%',
    decimals: 1,
    scale: 0,
    better: 'up',
    period: 'day',
    operator,
    base: 'all',
    baseBodies: 'all',
    planItems: [],
    ...more,
  };
}

function counts(more: Partial<Counts> = {}): Counts {
  return {
    expected: 0n,
    reported: 0n,
    notAsked: 0n,
    notAnswered: 0n,
    notApplicable: 0n,
    blank: 0n,
    withdrawn: 0n,
    met: 0n,
    valueSum: 0n,
    baseSum: 0n,
    byBase: [],
    oldest: null,
    newest: null,
    state: 'final',
    ...more,
  };
}

function frame(def: IndicatorDefinition, base: ResultFrame['base'] = 'official'): ResultFrame {
  return {
    definition: def,
    level: 'municipality',
    bodyClass: 'all',
    part: null,
    asOf: '2023-04-01',
    knownOn: '2026-11-21',
    base,
    provenanceId: 'x',
    coveragePopulation: null,
  };
}

const policy = definition({ kind: 'share-of-bodies', atLeast: 1 });
/** 令和5年4月1日: 862 of 1,741, eight not asked after the earthquake. */
const nation = counts({ expected: 1741n, reported: 1733n, notAsked: 8n, met: 862n });

describe('two official bases', () => {
  it.each([
    ['all', '49.5', '1741'],
    ['asked', '49.7', '1733'],
    ['answered', '49.7', '1733'],
  ] as const)('over %s it is %s %%', (base, value, denominator) => {
    const result = resultOf(frame(policy, base), nation);
    expect(result).toMatchObject({ value, numerator: '862', denominator, base, partial: false, noRecord: 0 });
  });

  it('keeps official bases empty while a body has no record', () => {
    const part = counts({ expected: 1741n, reported: 406n, met: 168n });
    expect(resultOf(frame(policy, 'all'), part)).toMatchObject({
      value: null,
      noRecord: 1335,
      partial: true,
    });
    expect(resultOf(frame(policy), part)).toMatchObject({
      value: '41.4',
      base: 'answered',
      denominator: '406',
    });
  });
});

describe('operators', () => {
  it('sums and divides exactly, rounding once', () => {
    const procedures = definition({ kind: 'ratio-of-sums' }, { valueKind: 'share' });
    const result = resultOf(
      frame(procedures),
      counts({ expected: 179n, reported: 179n, valueSum: 870n, baseSum: 3696n }),
    );
    expect(result).toMatchObject({ value: '23.5', numerator: '870', denominator: '3696' });
  });

  it.each(['all', 'asked'] as const)('gives no sum or ratio over %s while a body has no record', (base) => {
    const procedures = definition({ kind: 'ratio-of-sums' }, { valueKind: 'share' });
    const part = counts({ expected: 1741n, reported: 406n, valueSum: 1921n, baseSum: 8430n });
    expect(resultOf(frame(procedures, base), part).value).toBeNull();
    expect(resultOf(frame(procedures), part)).toMatchObject({
      value: '22.8',
      base: 'answered',
      partial: true,
    });
  });

  it('0/0 is no value and never zero', () => {
    const procedures = definition({ kind: 'ratio-of-sums' }, { valueKind: 'share' });
    expect(resultOf(frame(procedures), counts({ expected: 1n, reported: 1n })).value).toBeNull();
    expect(bodyValue(procedures, 0n, 0n)).toBeNull();
  });

  it('means shares of different bases exactly', () => {
    const rate = definition({ kind: 'mean-of-bodies' }, { valueKind: 'share', decimals: 2 });
    const result = resultOf(
      frame(rate),
      counts({
        expected: 3n,
        reported: 3n,
        byBase: [
          { base: 40n, valueSum: 60n, bodies: 2n },
          { base: 30n, valueSum: 10n, bodies: 1n },
        ],
      }),
    );
    expect(result.value).toBe('61.11');
  });

  it('weights means and scales estimates by those who reported', () => {
    const bodies = [
      { bodyCode: '1', value: rational(10n), weight: rational(100n) },
      { bodyCode: '2', value: rational(40n), weight: rational(300n) },
    ];
    const some = counts({ expected: 3n, reported: 2n });
    expect(
      resultOf(frame(definition({ kind: 'weighted-mean', weight: 'population' })), some, bodies).value,
    ).toBe('32.5');
    const estimate = resultOf(
      frame(definition({ kind: 'estimate', weight: 'population' })),
      some,
      bodies,
      rational(800n),
    );
    expect(estimate.value).toBe('100.0');
  });

  it('takes the middle, not the mean', () => {
    expect(median([3n, 1n, 2n].map((n) => rational(n)))).toEqual(rational(2n));
    expect(median([4n, 1n, 2n, 3n].map((n) => rational(n)))).toEqual(rational(5n, 2n));
    expect(median([])).toBeNull();
  });
});

it('zero is a value', () => {
  const result = resultOf(frame(policy), counts({ expected: 183n, reported: 183n, met: 0n }));
  expect(result).toMatchObject({ value: '0.0', numerator: '0' });
});

it('the seven counts sum to expected', () => {
  const result = resultOf(
    frame(policy),
    counts({
      expected: 50n,
      reported: 20n,
      notAsked: 1n,
      notAnswered: 2n,
      notApplicable: 3n,
      blank: 4n,
      withdrawn: 5n,
    }),
  );
  const { reported, notAsked, notAnswered, notApplicable, blank, withdrawn, noRecord, expected } = result;
  expect(reported + notAsked + notAnswered + notApplicable + blank + withdrawn + noRecord).toBe(expected);
  expect(noRecord).toBe(15);
});
