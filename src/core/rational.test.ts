import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  divide,
  fromScaled,
  multiply,
  parseDecimal,
  rational,
  round,
  subtract,
  sum,
  toScaled,
} from './rational.ts';

describe('round', () => {
  it.each([
    [12n, 23n, 3, '0.522'],
    [1n, 2n, 0, '1'],
    [-1n, 2n, 0, '-1'],
    [5n, 100n, 1, '0.1'],
    [-5n, 100n, 1, '-0.1'],
    [0n, 7n, 1, '0.0'],
    [999n, 1000n, 2, '1.00'],
    [126654244n, 1n, 0, '126654244'],
  ])('%d/%d to %d decimals is %s', (numerator, denominator, decimals, expected) => {
    expect(round(rational(numerator, denominator), decimals)).toBe(expected);
  });

  it('never differs from the exact value by more than half a unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.bigInt(1n, 10n ** 9n),
        fc.integer({ min: 0, max: 6 }),
        (n, d, k) => {
          const value = rational(n, d);
          const shown = parseDecimal(round(value, k))!;
          const gap = subtract(shown, value);
          const half = rational(1n, 2n * 10n ** BigInt(k));
          expect(
            compare(rational(gap.numerator < 0n ? -gap.numerator : gap.numerator, gap.denominator), half),
          ).not.toBe(1);
        },
      ),
    );
  });
});

describe('arithmetic', () => {
  it('is exact where binary floats are not', () => {
    const tenth = parseDecimal('0.1')!;
    expect(round(sum([tenth, tenth, tenth]), 20)).toBe('0.30000000000000000000');
  });

  it('refuses a zero denominator', () => {
    expect(() => rational(0n, 0n)).toThrow(RangeError);
    expect(() => divide(rational(1n), rational(0n))).toThrow(RangeError);
  });

  it('keeps the laws of a field', () => {
    const value = fc.tuple(fc.bigInt(-999n, 999n), fc.bigInt(1n, 999n)).map(([n, d]) => rational(n, d));
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(subtract(add(a, b), b)).toEqual(a);
      }),
    );
  });
});

describe('scaled integers', () => {
  it.each([
    ['0.72', 2, 72n],
    ['-1.5', 1, -15n],
    ['3', 2, 300n],
  ])('%s at scale %d is %d', (text, scale, units) => {
    expect(toScaled(parseDecimal(text)!, scale)).toBe(units);
    expect(round(fromScaled(units, scale), scale)).toBe(round(parseDecimal(text)!, scale));
  });

  it('refuses what the scale cannot hold', () => {
    expect(toScaled(parseDecimal('0.725')!, 2)).toBeNull();
    expect(parseDecimal('1e3')).toBeNull();
    expect(parseDecimal('')).toBeNull();
    expect(parseDecimal('1,000')).toBeNull();
  });
});
