import { type BodyCode, isSample, NATION } from '../../core/body-code.ts';
import { addMonths, type Day } from '../../core/calendar.ts';
import {
  type BodyClass,
  type IndicatorDefinition,
  type Level,
  type PublicationState,
  type Stratum,
  strataOf,
} from '../../core/indicator.ts';
import { add, type Rational, rational } from '../../core/rational.ts';
import type { Counts } from '../../core/roll-up.ts';

/** Sums of one area and stratum, as the store keeps them. */
export interface Cell {
  readonly area_code: string;
  readonly stratum: string;
  readonly unit_base: bigint;
  readonly reported: bigint;
  readonly not_asked: bigint;
  readonly not_answered: bigint;
  readonly not_applicable: bigint;
  readonly blank: bigint;
  readonly withdrawn: bigint;
  readonly met: bigint;
  readonly value_sum: bigint;
  readonly base_sum: bigint;
  readonly unpublished: bigint;
  readonly provisional: bigint;
}

export interface ExpectedBodies {
  readonly prefecture_code: string;
  readonly stratum: string;
  readonly bodies: bigint;
}

/**
 * Strata that a figure is about: those of the level and class, without 指定都市 where the indicator's own base leaves
 * them out (市区町村 is then 1,721, not 1,741), and without the level that a part does not concern (自動車税 is no
 * business of a municipality).
 */
export function countedStrata(
  definition: IndicatorDefinition,
  level: Level,
  bodyClass: BodyClass,
  part = '',
): ReadonlySet<Stratum> {
  const levels =
    definition.parts?.find((candidate) => candidate.id === part)?.levels ?? LEVELS[definition.level];
  const counted = strataOf(level, bodyClass).filter((stratum) =>
    levels.includes(stratum === 'prefecture' ? 'prefecture' : 'municipality'),
  );
  const strata = new Set<Stratum>(counted);
  if (definition.baseBodies === 'without-designated' && bodyClass === 'all') strata.delete('designated-city');
  return strata;
}

const LEVELS = {
  municipality: ['municipality'],
  prefecture: ['prefecture'],
  both: ['municipality', 'prefecture'],
} as const;

/** First day from which a body's value still counts on `on`; undefined where values do not carry forward. */
export function carryFrom(definition: IndicatorDefinition, on: Day): Day | undefined {
  const months =
    definition.operator.kind === 'last-known'
      ? definition.operator.maxAgeMonths
      : definition.carryForward?.maxMonths;
  return months === undefined ? undefined : addMonths(on, -months);
}

function expectedIn(
  expected: readonly ExpectedBodies[],
  area: BodyCode,
  strata: ReadonlySet<string>,
): bigint {
  let bodies = 0n;
  for (const row of expected) {
    const inArea = area === NATION ? !isSample(row.prefecture_code) : row.prefecture_code === area;
    if (inArea && strata.has(row.stratum)) bodies += row.bodies;
  }
  return bodies;
}

/** Adds the cells of an area over strata. 見本県 is never part of the nation: it has no cell there. */
export function countsOf(
  cells: readonly Cell[],
  expected: readonly ExpectedBodies[],
  area: BodyCode,
  strata: ReadonlySet<string>,
  on: Day,
  openList = false,
): Counts {
  const sums = {
    reported: 0n,
    notAsked: 0n,
    notAnswered: 0n,
    notApplicable: 0n,
    blank: 0n,
    withdrawn: 0n,
    met: 0n,
    valueSum: 0n,
    baseSum: 0n,
  };
  let unpublished = 0n;
  let provisional = 0n;
  const byBase = new Map<bigint, { valueSum: bigint; bodies: bigint }>();
  for (const cell of cells) {
    if (cell.area_code !== area || !strata.has(cell.stratum)) continue;
    sums.reported += cell.reported;
    sums.notAsked += cell.not_asked;
    sums.notAnswered += cell.not_answered;
    sums.notApplicable += cell.not_applicable;
    sums.blank += cell.blank;
    sums.withdrawn += cell.withdrawn;
    sums.met += cell.met;
    sums.valueSum += cell.value_sum;
    sums.baseSum += cell.base_sum;
    unpublished += cell.unpublished;
    provisional += cell.provisional;
    const group = byBase.get(cell.unit_base) ?? { valueSum: 0n, bodies: 0n };
    byBase.set(cell.unit_base, {
      valueSum: group.valueSum + cell.value_sum,
      bodies: group.bodies + cell.reported,
    });
  }
  const known = sums.reported > 0n;
  const spoken =
    sums.reported + sums.notAsked + sums.notAnswered + sums.notApplicable + sums.blank + sums.withdrawn;
  return {
    ...sums,
    // Who is not on an open list is not missing: only those on it are expected.
    expected: openList ? spoken : expectedIn(expected, area, strata),
    byBase: [...byBase].map(([base, group]) => ({ base, ...group })),
    oldest: known ? on : null,
    newest: known ? on : null,
    state: weakestState(unpublished, provisional),
  };
}

/** A figure is only as final as the weakest value in it. */
function weakestState(unpublished: bigint, provisional: bigint): PublicationState {
  if (unpublished > 0n) return 'unpublished';
  return provisional > 0n ? 'provisional' : 'final';
}

/** Share of the population that lives in bodies that reported, in percent; null where one expected body's is not known. */
export function populationCoverage(
  bodies: readonly { readonly population: bigint | null; readonly reported: boolean }[],
): Rational | null {
  let all = 0n;
  let covered = 0n;
  for (const body of bodies) {
    if (body.population === null) return null;
    all += body.population;
    if (body.reported) covered += body.population;
  }
  return all === 0n ? null : rational(covered * 100n, all);
}

export function totalWeight(weights: readonly (Rational | null)[]): Rational | null {
  let total = rational(0n);
  for (const weight of weights) {
    if (weight === null) return null;
    total = add(total, weight);
  }
  return total;
}
