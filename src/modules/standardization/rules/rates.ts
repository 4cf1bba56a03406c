import { add, divide, type Rational, rational } from '../../../core/rational.ts';
import type { StateCounts } from './states.ts';

/**
 * The official formula: 完了率 =（完了済み ＋ 対象外）÷ all steps; 作業中率 and 未着手率 likewise. Beside it 完了率 without
 * 対象外, which only statuses can give. Exact; null: no steps to divide by.
 */
export interface Rates {
  readonly completed: Rational | null;
  readonly working: Rational | null;
  readonly notStarted: Rational | null;
  /** 未報告 ÷ all steps: apart from 未着手. */
  readonly unreported: Rational | null;
  /** 完了済み ÷（all steps − 対象外）; null where everything is 対象外. */
  readonly withoutExcluded: Rational | null;
}

function share(part: number, whole: number): Rational | null {
  return whole === 0 ? null : rational(BigInt(part), BigInt(whole));
}

export function ratesOf(counts: StateCounts): Rates {
  const { steps } = counts;
  return {
    completed: share(counts.done + counts.excluded, steps),
    working: share(counts.working, steps),
    notStarted: share(counts.notStarted, steps),
    unreported: share(counts.unreported, steps),
    withoutExcluded: share(counts.done, steps - counts.excluded),
  };
}

const NOTHING: StateCounts = { steps: 0, done: 0, working: 0, notStarted: 0, excluded: 0, unreported: 0 };

export function addCounts(all: readonly StateCounts[]): StateCounts {
  return all.reduce(
    (sum, one) => ({
      steps: sum.steps + one.steps,
      done: sum.done + one.done,
      working: sum.working + one.working,
      notStarted: sum.notStarted + one.notStarted,
      excluded: sum.excluded + one.excluded,
      unreported: sum.unreported + one.unreported,
    }),
    NOTHING,
  );
}

/** A body's whole is the mean of its businesses, from the cells; each has as many steps, so it is the share of all. */
export function bodyRates(lines: readonly StateCounts[]): Rates {
  const mean = (pick: (rates: Rates) => Rational | null): Rational | null =>
    meanOf(lines.map((one) => pick(ratesOf(one))));
  return {
    completed: mean((rates) => rates.completed),
    working: mean((rates) => rates.working),
    notStarted: mean((rates) => rates.notStarted),
    unreported: mean((rates) => rates.unreported),
    withoutExcluded: ratesOf(addCounts(lines)).withoutExcluded,
  };
}

/** Plain mean; null when one of them is missing, or there is none. */
export function meanOf(values: readonly (Rational | null)[]): Rational | null {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  const sum = values.reduce<Rational>((total, value) => add(total, value as Rational), rational(0n));
  return divide(sum, rational(BigInt(values.length)));
}

/** What a month feeds: the official rate, and the one without 対象外. */
export const RATE_INDICATORS = ['standardization@1', 'standardization-without-excluded@1'] as const;

/** One cell of knowledge as the indicators want it: value and base, or nothing to say. */
export interface RateFact {
  readonly indicator: (typeof RATE_INDICATORS)[number];
  readonly part: string;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: 'not-applicable' | null;
}

/** `parts`: id of each business with what is known of it; `total` only where every business has been reported. */
export function factsOf(
  parts: readonly { readonly id: string; readonly counts: StateCounts }[],
  all: boolean,
): readonly RateFact[] {
  const facts = parts.flatMap(({ id, counts }) => bothOf(id, counts));
  return all ? [...facts, ...bothOf('total', addCounts(parts.map((part) => part.counts)))] : facts;
}

function bothOf(part: string, counts: StateCounts): readonly RateFact[] {
  const rest = counts.steps - counts.excluded;
  return [
    {
      indicator: 'standardization@1',
      part,
      value: BigInt(counts.done + counts.excluded),
      base: BigInt(counts.steps),
      reason: null,
    },
    {
      indicator: 'standardization-without-excluded@1',
      part,
      value: rest === 0 ? null : BigInt(counts.done),
      base: rest === 0 ? null : BigInt(rest),
      reason: rest === 0 ? 'not-applicable' : null,
    },
  ];
}
