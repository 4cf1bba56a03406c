import { type BodyCode, isSample, NATION } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { type BodyClass, definitionKey, type IndicatorDefinition, type Level } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { fromScaled, type Rational } from '../../core/rational.ts';
import {
  type BaseChoice,
  type BodyValue,
  bodyValue,
  type Counts,
  fromSums,
  type RollUpResult,
  resultOf,
} from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { type BodyFact, bodyFacts, expectedBodies } from '../observations/queries/effective.ts';
import { readCells } from './queries/cells.ts';
import { factKeys, newestPeriod } from './queries/periods.ts';
import { movingWholes } from './queries/registers.ts';
import { type Cell, carryFrom, countedStrata, countsOf, populationCoverage, totalWeight } from './rules.ts';

/** One indicator, part and day, as known on a day: what all figures of a page about it are computed from. */
export interface SnapshotQuery {
  readonly definition: IndicatorDefinition;
  /** '' where the indicator has no parts. */
  readonly part: string;
  readonly on: Day;
  readonly knownOn: Day | null;
  /** Today in Japan. */
  readonly today: Day;
  /** Whose populations and other weights are read: the nation's, or those of 見本県. */
  readonly whole?: BodyCode;
}

export interface FigureQuery {
  /** 000000 or a prefecture. */
  readonly area: BodyCode;
  readonly level: Level;
  readonly bodyClass: BodyClass;
  readonly base?: BaseChoice;
}

/** A body with what is known of it: its value in the indicator's unit, or the reason, or nothing at all. */
export interface SnapshotBody extends BodyFact {
  readonly shown: Rational | null;
  readonly population: bigint | null;
}

export interface Snapshot {
  readonly query: SnapshotQuery;
  /** The whole result of one area, level and class. */
  figure(query: FigureQuery): RollUpResult;
  counts(query: FigureQuery): Counts;
  /** The bodies of an area and class, in code order, those without a record included. */
  bodies(query: Pick<FigureQuery, 'area' | 'level' | 'bodyClass'>): readonly SnapshotBody[];
}

/**
 * Reads once, answers for every area and class. Bodies are read only where `withBodies` or the operator asks for them;
 * `withCoverage` also reads where people live, for `coveragePopulation`.
 */
export async function readSnapshot(
  db: Db,
  query: SnapshotQuery,
  withBodies = false,
  withCoverage = withBodies,
): Promise<Snapshot> {
  const { definition, on } = query;
  const before = knownBefore(query.knownOn, query.today);
  const keys = await factKeys(db, definitionKey(definition), query.part);
  const carried = carryFrom(definition, on);
  const [moving] =
    definition.standing === true ? await movingWholes(db, [{ ...keys, on }], before) : [undefined];
  const fact = {
    ...keys,
    on,
    knownBefore: before,
    ...(carried === undefined ? {} : { from: carried }),
    ...(moving === undefined ? {} : { moving }),
  };
  const needsBodies = withBodies || !fromSums(definition);
  const [cells, expected, facts, population, weights] = await Promise.all([
    readCells(db, fact),
    expectedBodies(db, on, before),
    needsBodies ? bodyFacts(db, fact) : Promise.resolve([]),
    withCoverage ? readWeights(db, 'population', on, before, query.whole) : Promise.resolve(null),
    needsBodies ? readWeights(db, weightOf(definition), on, before, query.whole) : Promise.resolve(null),
  ]);
  const bodies = facts.map((row) => ({
    ...row,
    shown: row.value === null ? null : bodyValue(definition, row.value, row.base),
    population: population?.get(row.body_code)?.units ?? null,
  }));
  return makeSnapshot(query, cells, expected, bodies, weights);
}

type Weights = ReadonlyMap<BodyCode, { readonly units: bigint; readonly value: Rational }>;

/** The indicator whose values weigh those of this one; null: none. */
export function weightOf(definition: IndicatorDefinition): string | null {
  return 'weight' in definition.operator ? definition.operator.weight : null;
}

/** Values of another indicator (population …) on its newest period not after `on`; null where it is not used or known. */
async function readWeights(
  db: Db,
  indicator: string | null,
  on: Day,
  before: string | null,
  whole: BodyCode = NATION,
): Promise<Weights | null> {
  if (indicator === null) return null;
  const newest = await newestPeriod(db, indicator, on, before, whole);
  if (newest === null) return null;
  const rows = await bodyFacts(db, { ...newest, knownBefore: before });
  const weights = new Map<BodyCode, { units: bigint; value: Rational }>();
  for (const row of rows) {
    if (row.value !== null)
      weights.set(row.body_code, { units: row.value, value: fromScaled(row.value, newest.scale) });
  }
  return weights;
}

function makeSnapshot(
  query: SnapshotQuery,
  cells: readonly Cell[],
  expected: Parameters<typeof countsOf>[1],
  all: readonly SnapshotBody[],
  weights: Weights | null,
): Snapshot {
  const { definition, on } = query;
  const bodies: Snapshot['bodies'] = ({ area, level, bodyClass }) => {
    const strata = countedStrata(definition, level, bodyClass, query.part) as ReadonlySet<string>;
    return all.filter(
      (body) =>
        strata.has(body.stratum) &&
        (definition.openList !== true || body.revision !== null) &&
        (area === NATION ? !isSample(body.prefecture_code) : body.prefecture_code === area),
    );
  };
  const counts: Snapshot['counts'] = ({ area, level, bodyClass }) =>
    countsOf(
      cells,
      expected,
      area,
      countedStrata(definition, level, bodyClass, query.part),
      on,
      definition.openList === true,
    );
  return {
    query,
    bodies,
    counts,
    figure(asked) {
      const chosen = bodies(asked);
      const values: BodyValue[] = [];
      for (const body of chosen) {
        if (body.shown === null) continue;
        values.push({
          bodyCode: body.body_code,
          value: body.shown,
          weight: weights?.get(body.body_code)?.value ?? null,
        });
      }
      const knownOn = query.knownOn ?? query.today;
      const base = asked.base ?? 'official';
      const coverage =
        chosen.length === 0
          ? null
          : populationCoverage(
              chosen.map((body) => ({ population: body.population, reported: body.value !== null })),
            );
      const everyone =
        weights === null
          ? null
          : totalWeight(chosen.map((body) => weights.get(body.body_code)?.value ?? null));
      return resultOf(
        {
          definition,
          level: asked.level,
          bodyClass: asked.bodyClass,
          part: query.part === '' ? null : query.part,
          asOf: on,
          knownOn,
          base,
          provenanceId: provenanceId({
            kind: 'roll-up',
            indicator: definitionKey(definition),
            area: asked.area,
            level: asked.level,
            bodyClass: asked.bodyClass,
            part: query.part,
            on,
            knownOn,
            base,
          }),
          coveragePopulation: coverage,
        },
        counts(asked),
        values,
        everyone,
      );
    },
  };
}
