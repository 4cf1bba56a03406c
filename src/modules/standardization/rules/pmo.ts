import type { Rational } from '../../../core/rational.ts';
import { compare, rational } from '../../../core/rational.ts';
import { BUSINESSES } from './businesses.ts';
import { meanOf, type Rates, ratesOf } from './rates.ts';
import type { StateCounts } from './states.ts';

/** What the nation or a prefecture chooses lines by; '' = all. */
export interface PmoFilter {
  readonly prefecture: string;
  readonly stratum: string;
  readonly ministry: string;
  readonly vendor: string;
  readonly business: number | null;
  readonly step: number | null;
}

export const NO_FILTER: PmoFilter = {
  prefecture: '',
  stratum: '',
  ministry: '',
  vendor: '',
  business: null,
  step: null,
};

export const PMO_VIEWS = {
  business: '業務',
  prefecture: '都道府県',
  body: '団体',
  class: '団体区分',
  ministry: '所管',
  vendor: '事業者',
  step: 'ステップ',
} as const;
export type PmoView = keyof typeof PMO_VIEWS;

/** Numbers of the businesses that a filter lets through. */
export function businessesIn(filter: Pick<PmoFilter, 'business' | 'ministry'>): readonly number[] {
  return BUSINESSES.flatMap((one, index) => {
    const no = index + 1;
    if (filter.business !== null && filter.business !== no) return [];
    if (filter.ministry === 'mic' && one.ministry === null) return [];
    if (filter.ministry === 'other' && one.ministry !== null) return [];
    return [no];
  });
}

/** Sums over lines of one group: a body, a business, a vendor. */
export interface Sums extends StateCounts {
  readonly key: string;
  readonly lines: number;
  /** Lines that are not 対象外 as a whole, and those of them in operation. */
  readonly systems: number;
  readonly finished: number;
}

export interface Figure extends Rates {
  readonly bodies: number;
  readonly systems: number;
  readonly finished: number;
  readonly bodiesFinished: number;
}

/** An area: the plain mean of its bodies, each the mean of its businesses. */
export function areaFigure(bodies: readonly Sums[]): Figure {
  const rates = bodies.map((body) => ratesOf(body));
  const mean = (pick: (one: Rates) => Rational | null) => meanOf(rates.map(pick));
  const some = rates.flatMap((one) => one.withoutExcluded ?? []);
  return {
    completed: mean((one) => one.completed),
    working: mean((one) => one.working),
    notStarted: mean((one) => one.notStarted),
    unreported: mean((one) => one.unreported),
    withoutExcluded: meanOf(some),
    bodies: bodies.length,
    systems: bodies.reduce((sum, body) => sum + body.systems, 0),
    finished: bodies.reduce((sum, body) => sum + body.finished, 0),
    bodiesFinished: bodies.filter((body) => body.systems > 0 && body.systems === body.finished).length,
  };
}

/** Bodies in each tenth of 0–100 %. */
export function distribution(bodies: readonly StateCounts[]): readonly number[] {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const body of bodies) {
    const { completed } = ratesOf(body);
    if (completed === null) continue;
    const tenth = tenths.findIndex((_, index) => compare(completed, rational(BigInt(index + 1), 10n)) < 0);
    const at = tenth < 0 ? 9 : tenth;
    tenths[at] = (tenths[at] ?? 0) + 1;
  }
  return tenths;
}
