import { type BodyCode, isSample, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, type Stratum, strataOf } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import type { Rational } from '../../core/rational.ts';
import { bodyValue, fromSums, type RollUpResult, resultOf } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { type ValueRow, valuesOf } from '../observations/queries/values.ts';
import { cellsAt, expectedOn, factKeysOf } from './queries/many.ts';
import { movingWholes } from './queries/registers.ts';
import { type FigureQuery, readSnapshot } from './read.ts';
import { type Cell, carryFrom, countedStrata, countsOf, type ExpectedBodies } from './rules.ts';

/** One of many facts that a page about one body compares it with. */
export interface WantedFigures {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
  /** Strata whose bodies' own values are wanted too; null: figures only. */
  readonly strata: readonly Stratum[] | null;
}

/** Figures of one fact at the areas asked for; `coveragePopulation` is not computed here and stays null. */
export interface AreaFigures {
  figure(query: FigureQuery): RollUpResult;
  /** Own values of the bodies of the wanted strata in the whole that the areas belong to, in code order. */
  readonly values: readonly { readonly bodyCode: BodyCode; readonly shown: Rational }[];
}

/**
 * Many indicators at few areas in four questions, now and as known on a day, where one snapshot after the other would
 * take seconds. What needs more than sums (values that carry forward, registers, weights) goes through its own snapshot.
 */
export async function readManyFigures(
  db: Db,
  wanted: readonly WantedFigures[],
  areas: readonly BodyCode[],
  stand: { readonly today: Day; readonly knownOn: Day | null },
): Promise<readonly AreaFigures[]> {
  const moving = await movingOf(db, wanted, stand);
  const alone = (one: WantedFigures) =>
    carryFrom(one.definition, one.on) !== undefined || 'weight' in one.definition.operator || moving.has(one);
  const together = wanted.filter((one) => !alone(one));
  const read = new Map<WantedFigures, AreaFigures>();
  for (const [index, figures] of (await readTogether(db, together, areas, stand)).entries()) {
    read.set(together[index] as WantedFigures, figures);
  }
  for (const one of wanted.filter(alone)) read.set(one, await readAlone(db, one, areas, stand));
  return wanted.map((one) => read.get(one) as AreaFigures);
}

/** Those that entries of registers may count in. */
async function movingOf(
  db: Db,
  wanted: readonly WantedFigures[],
  stand: { readonly today: Day; readonly knownOn: Day | null },
): Promise<ReadonlySet<WantedFigures>> {
  const standing = wanted.filter((one) => one.definition.standing === true);
  if (standing.length === 0) return new Set();
  const keys = await factKeysOf(
    db,
    standing.map(({ definition, part, on }) => ({ indicator: definitionKey(definition), part, on })),
  );
  const facts = standing.map(({ on }, index) => ({ ...(keys[index] as (typeof keys)[number]), on }));
  const moving = await movingWholes(db, facts, knownBefore(stand.knownOn, stand.today));
  return new Set(
    standing.filter((_, index) => moving[index]?.nation === true || moving[index]?.sample === true),
  );
}

/** Next to the nation, with which it is compared, an area of 見本県 stands in its own whole. */
function ownWhole(areas: readonly BodyCode[]): BodyCode {
  return wholeOf(areas.find(isSample) ?? NATION);
}

async function readAlone(
  db: Db,
  one: WantedFigures,
  areas: readonly BodyCode[],
  stand: { readonly today: Day; readonly knownOn: Day | null },
): Promise<AreaFigures> {
  const { definition, part, on, strata } = one;
  const whole = ownWhole(areas);
  const snapshot = await readSnapshot(db, { definition, part, on, whole, ...stand }, strata !== null);
  const every = snapshot.bodies({ area: whole, level: 'municipality', bodyClass: 'all' });
  return {
    figure: snapshot.figure,
    values: every.flatMap((body) =>
      body.shown !== null && (strata as readonly string[] | null)?.includes(body.stratum) === true
        ? [{ bodyCode: body.body_code, shown: body.shown }]
        : [],
    ),
  };
}

async function readTogether(
  db: Db,
  wanted: readonly WantedFigures[],
  areas: readonly BodyCode[],
  stand: { readonly today: Day; readonly knownOn: Day | null },
): Promise<readonly AreaFigures[]> {
  if (wanted.length === 0) return [];
  const keys = await factKeysOf(
    db,
    wanted.map(({ definition, part, on }) => ({ indicator: definitionKey(definition), part, on })),
  );
  const facts = wanted.map(({ definition, on, strata }, index) => ({
    ...(keys[index] as (typeof keys)[number]),
    on,
    // A median of an area needs every body of it, of a level the governments of that level.
    strata: fromSums(definition) ? strata : strataOf('all', 'all'),
    read: strata !== null || !fromSums(definition),
  }));
  const asked = facts.filter((fact) => fact.read);
  const before = knownBefore(stand.knownOn, stand.today);
  const whole = ownWhole(areas);
  const [cells, expected, national, own] = await Promise.all([
    cellsAt(db, facts, areas, before),
    expectedOn(db, [...new Set(wanted.map((one) => one.on))], before),
    valuesOf(db, asked, before),
    whole === NATION ? Promise.resolve([]) : valuesOf(db, asked, before, whole),
  ]);
  const values = [...national, ...own];
  const valuesByFact = groupedBy(values, (row) => asked[row.asked]);
  const cellsByFact = groupedBy(cells, (row) => row.asked);
  return wanted.map((one, index) =>
    areaFigures(
      one,
      cellsByFact.get(index) ?? [],
      expected.get(one.on) ?? [],
      valuesByFact.get(facts[index] as (typeof facts)[number]) ?? [],
      stand.knownOn ?? stand.today,
      whole,
    ),
  );
}

function groupedBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return groups;
}

function areaFigures(
  wanted: WantedFigures,
  cells: readonly Cell[],
  expected: readonly ExpectedBodies[],
  rows: readonly ValueRow[],
  knownOn: Day,
  whole: BodyCode,
): AreaFigures {
  const { definition, part, on } = wanted;
  const bodies = rows.flatMap((row) => {
    const shown = bodyValue(definition, row.value, row.base);
    return shown === null ? [] : [{ ...row, shown }];
  });
  return {
    values: bodies
      .filter(
        (body) =>
          wholeOf(body.prefecture_code) === whole &&
          (wanted.strata as readonly string[] | null)?.includes(body.stratum) === true,
      )
      .map(({ body_code, shown }) => ({ bodyCode: body_code, shown })),
    figure({ area, level, bodyClass, base = 'official' }) {
      const strata = countedStrata(definition, level, bodyClass, part);
      const counts = countsOf(cells, expected, area, strata, on, definition.openList === true);
      const indicator = definitionKey(definition);
      const provenance = {
        kind: 'roll-up',
        indicator,
        area,
        level,
        bodyClass,
        part,
        on,
        knownOn,
        base,
      } as const;
      return resultOf(
        {
          definition,
          level,
          bodyClass,
          part: part === '' ? null : part,
          asOf: on,
          knownOn,
          base,
          provenanceId: provenanceId(provenance),
          coveragePopulation: null,
        },
        counts,
        bodies
          .filter(
            (body) =>
              (strata as ReadonlySet<string>).has(body.stratum) &&
              (area === NATION ? !isSample(body.prefecture_code) : body.prefecture_code === area),
          )
          .map(({ body_code, shown }) => ({ bodyCode: body_code, value: shown, weight: null })),
      );
    },
  };
}
