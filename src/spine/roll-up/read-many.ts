import { type BodyCode, isSample, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { groupedBy } from '../../core/grouped.ts';
import { definitionKey, type IndicatorDefinition, type Stratum, strataOf } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { fromScaled, type Rational } from '../../core/rational.ts';
import { bodyValue, fromSums, type RollUpResult, resultOf } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { type AskedFact, type ValueRow, valuesOf } from '../observations/queries/values.ts';
import {
  bodiesOn,
  cellsAt,
  type DatedBody,
  expectedOn,
  factKeysOf,
  type NamedFact,
  newestPeriods,
} from './queries/many.ts';
import { movingWholes } from './queries/registers.ts';
import { type FigureQuery, weightOf } from './read.ts';
import { type Cell, carryFrom, countedStrata, countsOf, type ExpectedBodies, totalWeight } from './rules.ts';

/** One indicator, part and day. */
export interface Wanted {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
}

/** One of many facts that a page about one body compares it with. */
export interface WantedFigures extends Wanted {
  /** Strata whose bodies' own values are wanted too; null: figures only. */
  readonly strata: readonly Stratum[] | null;
}

/** Figures of one fact at the areas asked for; `coveragePopulation` is not computed here and stays null. */
export interface AreaFigures {
  figure(query: FigureQuery): RollUpResult;
  /**
   * Own values of the bodies of the wanted strata in code order: of the whole that the areas belong to, or of a prefecture
   * that was asked for alone.
   */
  readonly values: readonly { readonly bodyCode: BodyCode; readonly shown: Rational }[];
}

interface Stand {
  readonly today: Day;
  readonly knownOn: Day | null;
}

/** Keys of many facts, with what reading them takes: from when on values carry forward, and where registers count. */
export async function askedFacts(
  db: Db,
  wanted: readonly Wanted[],
  stand: Stand,
): Promise<readonly AskedFact[]> {
  if (wanted.length === 0) return [];
  const named: NamedFact[] = wanted.map(({ definition, part, on }) => ({
    indicator: definitionKey(definition),
    part,
    on,
  }));
  const facts = (await factKeysOf(db, named)).map((keys, index) => {
    const { definition, on } = wanted[index] as Wanted;
    const from = carryFrom(definition, on);
    return { ...keys, on, ...(from === undefined ? {} : { from }) };
  });
  const standing = facts.filter((_, index) => wanted[index]?.definition.standing === true);
  const moving = await movingWholes(db, standing, knownBefore(stand.knownOn, stand.today));
  const wholes = new Map(standing.map((fact, index) => [fact, moving[index]]));
  return facts.map((fact) => {
    const own = wholes.get(fact);
    return own === undefined ? fact : { ...fact, moving: own };
  });
}

/**
 * Many indicators at few areas in a handful of questions, now and as known on a day, where one snapshot after the other
 * would take seconds: values that carry forward, registers and weights included.
 */
export async function readManyFigures(
  db: Db,
  wanted: readonly WantedFigures[],
  areas: readonly BodyCode[],
  stand: Stand,
): Promise<readonly AreaFigures[]> {
  if (wanted.length === 0) return [];
  const before = knownBefore(stand.knownOn, stand.today);
  const own = ownWhole(areas);
  const inOwn = (area: BodyCode) => wholeOf(area) === own;
  const [only] = areas;
  const prefecture = areas.length > 1 || only === undefined || only === own ? null : only;
  const facts = (await askedFacts(db, wanted, stand)).map((fact, index) => {
    const { definition, strata } = wanted[index] as WantedFigures;
    // A median of an area needs every body of it, of a level the governments of that level, in every whole asked for.
    return fromSums(definition)
      ? { ...fact, strata, whole: own, read: strata !== null }
      : { ...fact, strata: strataOf('all', 'all'), whole: areas.every(inOwn) ? own : null, read: true };
  });
  const weighing = await weighingFacts(db, wanted, areas, before);
  const valued = facts.filter((fact) => fact.read);
  const [cells, expected, values, weights, bodies] = await Promise.all([
    cellsAt(db, facts, areas, before),
    expectedOn(
      db,
      wanted.map((one) => one.on),
      before,
    ),
    valuesOf(db, valued, before, prefecture),
    valuesOf(
      db,
      weighing.map(({ fact, whole }) => ({ ...fact, strata: strataOf('all', 'all'), whole })),
      before,
      prefecture,
    ),
    bodiesOn(
      db,
      weighing.map(({ wanted: one }) => one.on),
      before,
    ),
  ]);
  const cellsByFact = groupedBy(cells, (row) => row.asked);
  const valuesByFact = groupedBy(values, (row) => valued[row.asked]);
  const weightsByFact = groupedBy(weights, (row) => row.asked);
  return wanted.map((one, index) =>
    areaFigures({
      wanted: one,
      cells: cellsByFact.get(index) ?? [],
      expected: expected.get(one.on) ?? [],
      rows: valuesByFact.get(facts[index] as (typeof facts)[number]) ?? [],
      weights: weightMap(weighing, weightsByFact, one),
      bodies: bodies.get(one.on) ?? [],
      knownOn: stand.knownOn ?? stand.today,
      whole: own,
    }),
  );
}

/** Next to the nation, with which it is compared, an area of 見本県 stands in its own whole. */
function ownWhole(areas: readonly BodyCode[]): BodyCode {
  return wholeOf(areas.find(isSample) ?? NATION);
}

interface Weighing {
  readonly wanted: WantedFigures;
  readonly whole: BodyCode;
  readonly scale: number;
  readonly fact: AskedFact;
}

/** The newest values of the indicators that weigh others, of each whole in which an area stands. */
async function weighingFacts(
  db: Db,
  wanted: readonly WantedFigures[],
  areas: readonly BodyCode[],
  before: string | null,
): Promise<readonly Weighing[]> {
  const wholes = [...new Set(areas.map(wholeOf))];
  const asked = wanted.flatMap((one) => {
    const indicatorId = weightOf(one.definition);
    return indicatorId === null ? [] : wholes.map((whole) => ({ one, indicatorId, on: one.on, whole }));
  });
  const newest = await newestPeriods(db, asked, before);
  return asked.flatMap(({ one, whole }, index) => {
    const period = newest[index];
    if (period == null) return [];
    const { scale, ...fact } = period;
    return [{ wanted: one, whole, scale, fact }];
  });
}

type Weights = ReadonlyMap<BodyCode, Rational>;

function weightMap(
  weighing: readonly Weighing[],
  rows: ReadonlyMap<number, readonly ValueRow[]>,
  wanted: WantedFigures,
): Weights {
  return new Map(
    weighing.flatMap((one, index) =>
      one.wanted !== wanted
        ? []
        : (rows.get(index) ?? []).map((row) => [row.body_code, fromScaled(row.value, one.scale)] as const),
    ),
  );
}

interface Read {
  readonly wanted: WantedFigures;
  readonly cells: readonly Cell[];
  readonly expected: readonly ExpectedBodies[];
  readonly rows: readonly ValueRow[];
  readonly weights: Weights;
  /** Of the day, where weights are needed. */
  readonly bodies: readonly DatedBody[];
  readonly knownOn: Day;
  readonly whole: BodyCode;
}

function areaFigures({ wanted, cells, expected, rows, weights, bodies, knownOn, whole }: Read): AreaFigures {
  const { definition, part, on } = wanted;
  const weighed = weightOf(definition) !== null;
  const values = rows.flatMap((row) => {
    const shown = bodyValue(definition, row.value, row.base);
    return shown === null ? [] : [{ ...row, shown }];
  });
  const within = (area: BodyCode, strata: ReadonlySet<string>) => (row: Omit<DatedBody, 'day'>) =>
    strata.has(row.stratum) &&
    (area === NATION ? !isSample(row.prefecture_code) : row.prefecture_code === area);
  return {
    values: values
      .filter(
        (row) =>
          wholeOf(row.prefecture_code) === whole &&
          (wanted.strata as readonly string[] | null)?.includes(row.stratum) === true,
      )
      .map(({ body_code, shown }) => ({ bodyCode: body_code, shown })),
    figure({ area, level, bodyClass, base = 'official' }) {
      const strata = countedStrata(definition, level, bodyClass, part);
      const indicator = definitionKey(definition);
      const named = { area, level, bodyClass, part, on, knownOn, base } as const;
      return resultOf(
        {
          definition,
          level,
          bodyClass,
          part: part === '' ? null : part,
          asOf: on,
          knownOn,
          base,
          provenanceId: provenanceId({ kind: 'roll-up', indicator, ...named }),
          coveragePopulation: null,
        },
        countsOf(cells, expected, area, strata, on, definition.openList === true),
        values.filter(within(area, strata)).map(({ body_code, shown }) => ({
          bodyCode: body_code,
          value: shown,
          weight: weights.get(body_code) ?? null,
        })),
        weighed && weights.size > 0
          ? totalWeight(
              bodies.filter(within(area, strata)).map((body) => weights.get(body.body_code) ?? null),
            )
          : null,
      );
    },
  };
}
