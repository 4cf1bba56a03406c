/**
 * Exact rational numbers on bigint. Every figure that is shown is computed here and rounded once, at the end,
 * half away from zero (四捨五入), because the ministries round so and binary floats do not.
 */
export interface Rational {
  readonly numerator: bigint;
  /** Always positive; numerator and denominator have no common divisor. */
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Throws RangeError when the denominator is zero: 0/0 is "no value" and must be decided by the caller. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('a rational number has no zero denominator');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator) || 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Throws RangeError when `b` is zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** -1, 0 or 1. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function sum(values: Iterable<Rational>): Rational {
  let total = rational(0n);
  for (const value of values) total = add(total, value);
  return total;
}

/** Integer part of |value| × 10^decimals, rounded half away from zero, with its sign. */
function roundedUnits(value: Rational, decimals: number): bigint {
  const scaled = value.numerator * 10n ** BigInt(decimals);
  const magnitude = scaled < 0n ? -scaled : scaled;
  const rounded = (magnitude * 2n + value.denominator) / (value.denominator * 2n);
  return scaled < 0n ? -rounded : rounded;
}

/** Decimal text with exactly `decimals` digits after the point: `round(rational(12n, 23n), 1)` → `'0.5'`. The only rounding of the product. */
export function round(value: Rational, decimals: number): string {
  const units = roundedUnits(value, decimals);
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Reads `'-12.50'` exactly; null when the text is no plain decimal number. */
export function parseDecimal(text: string): Rational | null {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const magnitude = BigInt(`${match[2]}${fraction}`);
  return rational(match[1] === '-' ? -magnitude : magnitude, 10n ** BigInt(fraction.length));
}

/** The integer `value × 10^scale`, or null when the value has more decimals than `scale`. */
export function toScaled(value: Rational, scale: number): bigint | null {
  const factor = 10n ** BigInt(scale);
  if ((value.numerator * factor) % value.denominator !== 0n) return null;
  return (value.numerator * factor) / value.denominator;
}

export function fromScaled(units: bigint, scale: number): Rational {
  return rational(units, 10n ** BigInt(scale));
}
