import { NATION } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { groupedBy } from '../../core/grouped.ts';
import { type BodyClass, definitionKey, type IndicatorDefinition, type Level } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { type BodyValue, bodyValue, fromSums, type RollUpResult, resultOf } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import type { AskedFact } from '../observations/queries/values.ts';
import { type ValueGroup, valueGroups } from './queries/batch.ts';
import { cellsAt, expectedOn } from './queries/many.ts';
import { weightOf } from './read.ts';
import { askedFacts, readManyFigures } from './read-many.ts';
import { countedStrata, countsOf } from './rules.ts';

/** One figure of the nation among many of a page: a point of a series, a row of a table of parts, a line of the list. */
export interface Ask {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
  readonly level: Level;
  readonly bodyClass: BodyClass;
}

export interface Asked {
  readonly ask: Ask;
  /** The result without the coverage of the population, which a line of a table does not print. */
  readonly figure: RollUpResult;
  /** Values of the bodies with how many have each; empty where they were not needed. */
  readonly groups: readonly ValueGroup[];
}

interface Stand {
  readonly today: Day;
  readonly knownOn: Day | null;
}

/**
 * Figures of the nation, however many, in a handful of questions to the store; bodies are read as counts of equal values,
 * so that 52 procedures of 1,741 bodies stay small. Only weights need the bodies one by one.
 * @param withValues counts of equal values also where the operator does not need them
 */
export async function figuresOf(
  db: Db,
  asks: readonly Ask[],
  stand: Stand,
  withValues = false,
): Promise<readonly Asked[]> {
  if (asks.length === 0) return [];
  const before = knownBefore(stand.knownOn, stand.today);
  const facts = await askedFacts(db, asks, stand);
  const weighed = asks.filter(({ definition }) => weightOf(definition) !== null);
  const valued = [...asks.entries()].filter(([, { definition }]) => withValues || !fromSums(definition));
  const [cells, expected, groups, alone] = await Promise.all([
    cellsAt(db, facts, [NATION], before),
    expectedOn(
      db,
      asks.map(({ on }) => on),
      before,
    ),
    valueGroups(
      db,
      valued.map(([index]) => facts[index] as AskedFact),
      before,
    ),
    readManyFigures(
      db,
      weighed.map((ask) => ({ ...ask, strata: null })),
      [NATION],
      stand,
    ),
  ]);
  const cellsOf = groupedBy(cells, (cell) => cell.asked);
  const groupsOf = groupedBy(groups, (group) => valued[group.asked]?.[0]);
  const weighing = new Map(weighed.map((ask, index) => [ask, alone[index]]));
  return asks.map((ask, index) => {
    const { definition, level, bodyClass, part, on } = ask;
    const strata = countedStrata(definition, level, bodyClass, part);
    const own = (groupsOf.get(index) ?? []).filter((group) =>
      (strata as ReadonlySet<string>).has(group.stratum),
    );
    const counts = () =>
      countsOf(
        cellsOf.get(index) ?? [],
        expected.get(on) ?? [],
        NATION,
        strata,
        on,
        definition.openList === true,
      );
    const figure =
      weighing.get(ask)?.figure({ area: NATION, level, bodyClass }) ??
      resultOf(frameOf(ask, stand), counts(), spread(definition, own));
    return { ask, figure, groups: own };
  });
}

function frameOf(ask: Ask, stand: Stand) {
  const { definition, part, on, level, bodyClass } = ask;
  const knownOn = stand.knownOn ?? stand.today;
  const base = 'official' as const;
  const named = { area: NATION, level, bodyClass, part, on, knownOn, base };
  return {
    definition,
    level,
    bodyClass,
    part: part === '' ? null : part,
    asOf: on,
    knownOn,
    base,
    provenanceId: provenanceId({ kind: 'roll-up', indicator: definitionKey(definition), ...named }),
    coveragePopulation: null,
  };
}

/** Equal values as the bodies that have them. A share 0/0 is no value. */
export function spread(definition: IndicatorDefinition, groups: readonly ValueGroup[]): readonly BodyValue[] {
  return groups.flatMap((group) => {
    const value = bodyValue(definition, group.value, group.base);
    return value === null
      ? []
      : Array.from({ length: Number(group.bodies) }, () => ({ bodyCode: '', value, weight: null }));
  });
}
