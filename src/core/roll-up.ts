import type { BodyCode } from './body-code.ts';
import type { Day } from './calendar.ts';
import type { IndicatorDefinition, Level } from './indicator.ts';
import { type PublicationState, STATE_TITLES } from './indicator.ts';
import { add, compare, divide, multiply, type Rational, rational, round } from './rational.ts';

/**
 * Integer sums and counts of one area, as SQL yields them: bodies by what is known of them, and sums of their
 * stored integers. Sums whose bodies have different bases stand apart (`byBase`), so that a mean of shares stays exact.
 */
export interface Counts {
  readonly expected: bigint;
  readonly reported: bigint;
  readonly notAsked: bigint;
  readonly notAnswered: bigint;
  readonly notApplicable: bigint;
  readonly blank: bigint;
  readonly withdrawn: bigint;
  /** Bodies whose value meets the operator's threshold. */
  readonly met: bigint;
  readonly valueSum: bigint;
  readonly baseSum: bigint;
  readonly byBase: readonly { readonly base: bigint; readonly valueSum: bigint; readonly bodies: bigint }[];
  readonly oldest: Day | null;
  readonly newest: Day | null;
  readonly state: PublicationState;
}

/** One body's own value, for what cannot be stored as sums: median, distribution, weights, last known. */
export interface BodyValue {
  readonly bodyCode: BodyCode;
  /** In the indicator's own unit (a share k/n of 3/4 is 75 where the unit is %). */
  readonly value: Rational;
  readonly weight: Rational | null;
}

export type BaseChoice = 'official' | 'all' | 'asked' | 'answered';

/**
 * What every figure is made of; the API returns it under exactly these names. The seven counts
 * (reported … noRecord) always sum to `expected`. `value` is in the indicator's unit, rounded once; zero is a value.
 */
export interface RollUpResult {
  readonly value: string | null;
  readonly unit: string;
  readonly decimals: number;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly base: 'all' | 'asked' | 'answered';
  readonly level: Level;
  readonly class: string;
  readonly part: string | null;
  readonly asOf: Day | null;
  readonly knownOn: Day;
  readonly expected: number;
  readonly reported: number;
  readonly notAsked: number;
  readonly notAnswered: number;
  readonly notApplicable: number;
  readonly blank: number;
  readonly withdrawn: number;
  readonly noRecord: number;
  readonly partial: boolean;
  readonly coverageBodies: string | null;
  readonly coveragePopulation: string | null;
  readonly oldestAsOf: Day | null;
  readonly newestAsOf: Day | null;
  readonly basis: 'computed' | 'published';
  readonly state: '未公表' | '速報' | '確定';
  readonly formulaVersion: string;
  readonly provenanceId: string;
}

export interface ResultFrame {
  readonly definition: IndicatorDefinition;
  readonly level: Level;
  readonly bodyClass: string;
  readonly part: string | null;
  readonly asOf: Day;
  readonly knownOn: Day;
  readonly base: BaseChoice;
  readonly provenanceId: string;
  /** Population of those who reported ÷ population of all expected, where both are known; otherwise null. */
  readonly coveragePopulation: Rational | null;
}

const HUNDRED = rational(100n);

export function percent(numerator: bigint, denominator: bigint): Rational | null {
  return denominator === 0n ? null : rational(numerator * 100n, denominator);
}

export function noRecordOf(counts: Counts): bigint {
  return (
    counts.expected -
    counts.reported -
    counts.notAsked -
    counts.notAnswered -
    counts.notApplicable -
    counts.blank -
    counts.withdrawn
  );
}

/** Whether bodies that owe a figure have none; 調査無し and 該当なし owe none. */
export function isPartial(counts: Counts): boolean {
  return counts.reported + counts.notApplicable + counts.notAsked < counts.expected;
}

/**
 * The base that a share of bodies stands on. While one body has no record at all, only those who answered are a base:
 * the official bases would present silence as 未実施.
 */
export function baseFor(
  definition: IndicatorDefinition,
  counts: Counts,
  choice: BaseChoice,
): 'all' | 'asked' | 'answered' {
  if (choice !== 'official') return choice;
  return noRecordOf(counts) > 0n ? 'answered' : definition.base;
}

export function baseSize(counts: Counts, base: 'all' | 'asked' | 'answered'): bigint {
  if (base === 'answered') return counts.reported;
  return base === 'asked' ? counts.expected - counts.notAsked : counts.expected;
}

interface Figure {
  readonly value: Rational | null;
  readonly numerator: Rational | null;
  readonly denominator: Rational | null;
}

const NO_FIGURE: Figure = { value: null, numerator: null, denominator: null };

function scaled(definition: IndicatorDefinition, units: bigint): Rational {
  return rational(units, 10n ** BigInt(definition.scale));
}

/** The figure from sums alone; null operators (`median`, `weighted-mean`, …) need the bodies themselves. */
function figureFromCounts(
  definition: IndicatorDefinition,
  counts: Counts,
  base: 'all' | 'asked' | 'answered',
): Figure {
  const { operator } = definition;
  if (counts.reported === 0n) return NO_FIGURE;
  if (operator.kind === 'share-of-bodies') {
    const size = baseSize(counts, base);
    return { value: percent(counts.met, size), numerator: rational(counts.met), denominator: rational(size) };
  }
  if (operator.kind === 'sum') {
    const total = scaled(definition, counts.valueSum);
    return { value: total, numerator: total, denominator: null };
  }
  if (operator.kind === 'ratio-of-sums') {
    const numerator = scaled(definition, counts.valueSum);
    const denominator = scaled(definition, counts.baseSum);
    return { value: percent(counts.valueSum, counts.baseSum), numerator, denominator };
  }
  if (operator.kind === 'mean-of-bodies') {
    const usable = counts.byBase.filter((group) => group.base !== 0n);
    const bodies = usable.reduce((total, group) => total + group.bodies, 0n);
    if (bodies === 0n) return NO_FIGURE;
    const total = usable.reduce(
      (running, group) => add(running, rational(group.valueSum, group.base)),
      rational(0n),
    );
    return {
      value: multiply(divide(total, rational(bodies)), HUNDRED),
      numerator: total,
      denominator: rational(bodies),
    };
  }
  return NO_FIGURE;
}

/** The figure from the bodies themselves. `bodies` are those that reported; `everyone` carries the weights of all expected. */
function figureFromBodies(
  definition: IndicatorDefinition,
  bodies: readonly BodyValue[],
  everyoneWeight: Rational | null,
): Figure {
  const { operator } = definition;
  if (operator.kind === 'median') {
    const middle = median(bodies.map((body) => body.value));
    return { value: middle, numerator: null, denominator: null };
  }
  if (operator.kind === 'weighted-mean' || operator.kind === 'estimate') {
    const weighted = bodies.filter((body) => body.weight !== null);
    const weight = weighted.reduce((total, body) => add(total, body.weight as Rational), rational(0n));
    if (weight.numerator === 0n) return NO_FIGURE;
    if (operator.kind === 'weighted-mean') {
      const total = weighted.reduce(
        (t, body) => add(t, multiply(body.value, body.weight as Rational)),
        rational(0n),
      );
      return { value: divide(total, weight), numerator: total, denominator: weight };
    }
    if (everyoneWeight === null) return NO_FIGURE;
    const total = weighted.reduce((t, body) => add(t, body.value), rational(0n));
    return { value: divide(multiply(total, everyoneWeight), weight), numerator: total, denominator: weight };
  }
  return NO_FIGURE;
}

/** Middle value; the mean of the two middle ones for an even number; null of nothing. Does not change its argument. */
export function median(values: readonly Rational[]): Rational | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort(compare);
  const upper = sorted[Math.floor(sorted.length / 2)] as Rational;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[sorted.length / 2 - 1] as Rational;
  return divide(add(lower, upper), rational(2n));
}

/** Whether an operator is computed from stored sums alone. */
export function fromSums(definition: IndicatorDefinition): boolean {
  return ['share-of-bodies', 'sum', 'ratio-of-sums', 'mean-of-bodies', 'last-known'].includes(
    definition.operator.kind,
  );
}

/** `last-known` differs from a share of bodies only in which values are read. */
function asShare(definition: IndicatorDefinition): IndicatorDefinition {
  const { operator } = definition;
  if (operator.kind !== 'last-known') return definition;
  return { ...definition, operator: { kind: 'share-of-bodies', atLeast: operator.atLeast } };
}

function exact(value: Rational | null): string | null {
  if (value === null) return null;
  if (value.denominator === 1n) return value.numerator.toString();
  const decimals = decimalPlaces(value.denominator);
  return decimals === null ? `${value.numerator}/${value.denominator}` : round(value, decimals);
}

/** How many decimals write the fraction exactly; null when it does not end. */
function decimalPlaces(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos += 1;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives += 1;
  }
  return rest === 1n ? Math.max(twos, fives) : null;
}

/**
 * Counts (and, where the operator needs them, bodies) → the whole result. `everyoneWeight` is the weight of all
 * expected bodies, for `estimate` only.
 */
export function resultOf(
  frame: ResultFrame,
  counts: Counts,
  bodies: readonly BodyValue[] = [],
  everyoneWeight: Rational | null = null,
): RollUpResult {
  const { definition } = frame;
  const base = baseFor(definition, counts, frame.base);
  // An official base of bodies of which some have no record at all is no base: silence is not 未実施, and not nothing.
  const silent = base !== 'answered' && noRecordOf(counts) > 0n;
  const figure = silent
    ? NO_FIGURE
    : fromSums(definition)
      ? figureFromCounts(asShare(definition), counts, base)
      : figureFromBodies(definition, bodies, everyoneWeight);
  const coverage = percent(counts.reported, counts.expected);
  return {
    value: figure.value === null ? null : round(figure.value, definition.decimals),
    unit: definition.unit,
    decimals: definition.decimals,
    numerator: exact(figure.numerator),
    denominator: exact(figure.denominator),
    base,
    level: frame.level,
    class: frame.bodyClass,
    part: frame.part,
    asOf: frame.asOf,
    knownOn: frame.knownOn,
    expected: Number(counts.expected),
    reported: Number(counts.reported),
    notAsked: Number(counts.notAsked),
    notAnswered: Number(counts.notAnswered),
    notApplicable: Number(counts.notApplicable),
    blank: Number(counts.blank),
    withdrawn: Number(counts.withdrawn),
    noRecord: Number(noRecordOf(counts)),
    partial: isPartial(counts),
    coverageBodies: coverage === null ? null : round(coverage, 1),
    coveragePopulation: frame.coveragePopulation === null ? null : round(frame.coveragePopulation, 1),
    oldestAsOf: counts.oldest,
    newestAsOf: counts.newest,
    basis: 'computed',
    state: STATE_TITLES[counts.state],
    formulaVersion: `${definition.id}@${definition.version}`,
    provenanceId: frame.provenanceId,
  };
}

/** A body's own value in the indicator's unit; null for a share 0/0, which is no value and never zero. */
export function bodyValue(
  definition: IndicatorDefinition,
  value: bigint,
  base: bigint | null,
): Rational | null {
  if (definition.valueKind === 'share' || definition.denominator !== undefined) {
    return base === null || base === 0n ? null : rational(value * 100n, base);
  }
  return scaled(definition, value);
}

/** A body's stored integers. */
export interface StoredValue {
  readonly value: bigint;
  readonly base: bigint | null;
  readonly weight?: Rational | null;
}

/** Whether a body's value reaches the operator's threshold: a share is compared in percent. */
export function meets(definition: IndicatorDefinition, stored: StoredValue): boolean {
  if (!('atLeast' in definition.operator)) return false;
  const own = stored.base === null ? scaled(definition, stored.value) : percent(stored.value, stored.base);
  return (
    own !== null && compare(own, rational(BigInt(Math.round(definition.operator.atLeast * 1000)), 1000n)) >= 0
  );
}

/** The operator over just these bodies, all of which have a value; unrounded. For differences between two days. */
export function valueOver(definition: IndicatorDefinition, bodies: readonly StoredValue[]): Rational | null {
  const byBase = new Map<bigint, { valueSum: bigint; bodies: bigint }>();
  let valueSum = 0n;
  let baseSum = 0n;
  let met = 0n;
  for (const body of bodies) {
    const base = body.base ?? 0n;
    valueSum += body.value;
    baseSum += base;
    if (meets(definition, body)) met += 1n;
    const group = byBase.get(base) ?? { valueSum: 0n, bodies: 0n };
    byBase.set(base, { valueSum: group.valueSum + body.value, bodies: group.bodies + 1n });
  }
  const size = BigInt(bodies.length);
  const counts: Counts = {
    expected: size,
    reported: size,
    notAsked: 0n,
    notAnswered: 0n,
    notApplicable: 0n,
    blank: 0n,
    withdrawn: 0n,
    met,
    valueSum,
    baseSum,
    byBase: [...byBase].map(([base, group]) => ({ base, ...group })),
    oldest: null,
    newest: null,
    state: 'final',
  };
  const values = bodies.flatMap((body) => {
    const value = bodyValue(definition, body.value, body.base);
    return value === null ? [] : [{ bodyCode: '', value, weight: body.weight ?? null }];
  });
  return fromSums(definition)
    ? figureFromCounts(asShare(definition), counts, 'answered').value
    : figureFromBodies(definition, values, null).value;
}
