import { NATION } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { type BodyClass, definitionKey, type IndicatorDefinition, type Level } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { type BodyValue, bodyValue, fromSums, type RollUpResult, resultOf } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import {
  expectedOnDays,
  type Fact,
  nationalCells,
  type PartKey,
  type ValueGroup,
  valueGroups,
} from './queries/batch.ts';
import { movingWholes } from './queries/registers.ts';
import { readSnapshot } from './read.ts';
import { carryFrom, countedStrata, countsOf } from './rules.ts';

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
 * Figures of the nation, however many, in three questions to the store; bodies are read as counts of equal values, so
 * that 52 procedures of 1,741 bodies stay small. What needs more than that (values that carry forward, weights) goes
 * through its own snapshot. `keys` hold the parts of all definitions asked for.
 * @param withValues counts of equal values also where the operator does not need them
 */
export async function figuresOf(
  db: Db,
  asks: readonly Ask[],
  keys: readonly PartKey[],
  stand: Stand,
  withValues = false,
): Promise<readonly Asked[]> {
  const before = knownBefore(stand.knownOn, stand.today);
  const keyOf = new Map(keys.map((key) => [`${key.indicator}~${key.part}`, key.keys]));
  const standing = asks.flatMap((ask) => {
    const key = keyOf.get(`${definitionKey(ask.definition)}~${ask.part}`);
    return ask.definition.standing !== true || key === undefined
      ? []
      : [{ ask, fact: { ...key, on: ask.on } }];
  });
  const moving = await movingWholes(
    db,
    standing.map(({ fact }) => fact),
    before,
  );
  const byRegister = new Set(standing.flatMap(({ ask }, index) => (moving[index]?.nation ? [ask] : [])));
  const entries = asks.map((ask) => {
    const found = keyOf.get(`${definitionKey(ask.definition)}~${ask.part}`);
    if (found === undefined) throw new Error(`${definitionKey(ask.definition)} has no part "${ask.part}"`);
    const alone =
      carryFrom(ask.definition, ask.on) !== undefined ||
      'weight' in ask.definition.operator ||
      byRegister.has(ask);
    return { ask, alone, fact: { ...found, on: ask.on } };
  });
  const together = entries.filter((entry) => !entry.alone);
  const valued = entries.filter(({ ask, alone }) => withValues || (!alone && !fromSums(ask.definition)));
  const [cells, expected, groups] = await Promise.all([
    nationalCells(db, unique(together.map(({ fact }) => fact)), before),
    expectedOnDays(
      db,
      together.map(({ ask }) => ask.on),
      before,
    ),
    valueGroups(db, unique(valued.map(({ fact }) => fact)), before),
  ]);
  const cellsOf = grouped(cells);
  const groupsOf = grouped(groups);
  const answers: Asked[] = [];
  for (const entry of entries) {
    const { ask, fact } = entry;
    const { definition, level, bodyClass, part, on } = ask;
    const strata = countedStrata(definition, level, bodyClass, part);
    const own = (groupsOf.get(nameOf(fact)) ?? []).filter((group) =>
      (strata as ReadonlySet<string>).has(group.stratum),
    );
    if (entry.alone) {
      const snapshot = await readSnapshot(db, { definition, part, on, ...stand });
      answers.push({ ask, figure: snapshot.figure({ area: NATION, level, bodyClass }), groups: own });
      continue;
    }
    const counts = countsOf(
      cellsOf.get(nameOf(fact)) ?? [],
      expected.get(on) ?? [],
      NATION,
      strata,
      on,
      definition.openList === true,
    );
    answers.push({
      ask,
      figure: resultOf(frameOf(ask, stand), counts, spread(definition, own)),
      groups: own,
    });
  }
  return answers;
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

function nameOf(fact: Fact): string {
  return `${fact.indicatorKey}~${fact.partKey}~${fact.on}`;
}

function unique(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [nameOf(fact), fact])).values()];
}

function grouped<
  Row extends { readonly indicator_key: number; readonly part_key: number; readonly period_end: string },
>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row.indicator_key}~${row.part_key}~${row.period_end}`;
    const list = map.get(name) ?? [];
    map.set(name, list);
    list.push(row);
  }
  return map;
}
