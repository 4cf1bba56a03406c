import { type BodyCode, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import {
  definitionKey,
  type IndicatorDefinition,
  KIND_CLASSES,
  type Stratum,
  strataOf,
} from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { round, subtract } from '../../core/rational.ts';
import { valueOver } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { type PublishedRow, publishedAt } from '../observations/queries/published.ts';
import { type ValueRow, valuesOf } from '../observations/queries/values.ts';
import { publishedResult } from '../roll-up/figure.ts';
import { heldAt } from '../roll-up/queries/held.ts';
import { factKeysOf } from '../roll-up/queries/many.ts';
import { type AreaFigures, readManyFigures } from '../roll-up/read-many.ts';
import { type IndicatorLine, loadLine, type Place, type Standpoint } from './load.ts';
import { forDrawing, headlinePart } from './rules/values.ts';

const MUNICIPAL: readonly Stratum[] = strataOf('municipality', 'all');

/** An indicator with the day and basis from which its line is made. */
interface Chosen {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
  /** The next older day that bodies have values of. */
  readonly earlier: Day | null;
}

/** Lines of many indicators by id, in a handful of questions; a look into the past reads line by line. */
export async function loadLines(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  place: Place,
  stand: Standpoint,
): Promise<ReadonlyMap<string, IndicatorLine>> {
  if (knownBefore(stand.knownOn, stand.today) !== null || place.level === 'all') {
    return oneByOne(db, definitions, place, stand);
  }
  const [held, printed] = await Promise.all([
    heldAt(db, place.area, place.level, stand.today),
    publishedAt(db, place.area),
  ]);
  const lines = new Map<string, IndicatorLine>();
  const computed: Chosen[] = [];
  for (const definition of definitions) {
    const part = headlinePart(definition);
    if (part === null) continue;
    const key = definitionKey(definition);
    const days = held.filter((fact) => fact.indicator === key && fact.part === part).map((fact) => fact.on);
    const rows = printed.filter(
      ({ indicator, document }) =>
        indicator === key &&
        document.part === part &&
        document.level === place.level &&
        document.item === null &&
        document.on !== null,
    );
    const newestPrinted = rows
      .map(({ document }) => document.on ?? '')
      .sort()
      .at(-1);
    const [on, earlier = null] = days;
    if (on !== undefined && (newestPrinted === undefined || newestPrinted <= on)) {
      computed.push({ definition, part, on, earlier });
    } else {
      lines.set(definition.id, printedLine(definition, part, rows, newestPrinted, place, stand));
    }
  }
  const figures = await readManyFigures(
    db,
    computed.map(({ definition, part, on }) => ({
      definition,
      part,
      on,
      strata: drawn(definition) ? MUNICIPAL : null,
    })),
    [place.area],
    stand,
  );
  const moved = place.level === 'municipality' ? await movements(db, computed, place.area) : new Map();
  for (const [index, chosen] of computed.entries()) {
    const line = computedLine(chosen, figures[index] as AreaFigures, place);
    lines.set(chosen.definition.id, { ...line, moved: moved.get(chosen.definition.id) ?? null });
  }
  return lines;
}

async function oneByOne(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  place: Place,
  stand: Standpoint,
): Promise<ReadonlyMap<string, IndicatorLine>> {
  const lines = new Map<string, IndicatorLine>();
  for (const definition of definitions) {
    const line = await loadLine(db, definition, place, stand);
    if (line !== null) lines.set(definition.id, line);
  }
  return lines;
}

/** Rates are drawn as a distribution of bodies; yes/no has none. */
function drawn(definition: IndicatorDefinition): boolean {
  return definition.unit === '%' && definition.valueKind !== 'yes-no';
}

function printedLine(
  definition: IndicatorDefinition,
  part: string,
  rows: readonly PublishedRow[],
  on: string | undefined,
  place: Place,
  stand: Standpoint,
): IndicatorLine {
  const of = (bodyClass: string) => {
    const row = rows.find(({ document }) => document.on === on && document.bodyClass === bodyClass);
    return row === undefined ? null : publishedResult(definition, row, stand.knownOn ?? stand.today);
  };
  return {
    definition,
    part,
    figure: of('all') ?? of('without-designated'),
    byKind:
      place.level === 'municipality'
        ? KIND_CLASSES.map((bodyClass) => ({ bodyClass, figure: of(bodyClass) }))
        : [],
    moved: null,
    fifths: null,
    dates: [],
  };
}

function computedLine({ definition, part }: Chosen, figures: AreaFigures, place: Place): IndicatorLine {
  const figure = figures.figure({ ...place, bodyClass: 'all' });
  const byKind =
    place.level === 'municipality'
      ? KIND_CLASSES.map((bodyClass) => {
          const own = figures.figure({ ...place, bodyClass });
          return { bodyClass, figure: own.expected === 0 ? null : own };
        })
      : [];
  return {
    definition,
    part,
    figure,
    byKind,
    moved: null,
    fifths: fifthsOf(definition, figures, place.area),
    dates: [],
  };
}

function fifthsOf(
  definition: IndicatorDefinition,
  figures: AreaFigures,
  area: BodyCode,
): readonly number[] | null {
  if (!drawn(definition)) return null;
  const fifths = [0, 0, 0, 0, 0];
  for (const { bodyCode, shown } of figures.values) {
    if (area !== '000000' && bodyCode.slice(0, 2) !== area.slice(0, 2)) continue;
    const index = Math.max(0, Math.min(4, Math.floor(forDrawing(shown) / 20)));
    fifths[index] = (fifths[index] ?? 0) + 1;
  }
  return fifths;
}

/** How each figure moved since its earlier day, over the bodies that have a value on both. */
async function movements(
  db: Db,
  computed: readonly Chosen[],
  area: BodyCode,
): Promise<ReadonlyMap<string, IndicatorLine['moved']>> {
  const asked = computed.flatMap((chosen) =>
    chosen.earlier === null
      ? []
      : [
          { chosen, on: chosen.on },
          { chosen, on: chosen.earlier },
        ],
  );
  if (asked.length === 0) return new Map();
  const keys = await factKeysOf(
    db,
    asked.map(({ chosen, on }) => ({ indicator: definitionKey(chosen.definition), part: chosen.part, on })),
  );
  const rows = await valuesOf(
    db,
    asked.map(({ on }, index) => ({ ...(keys[index] as (typeof keys)[number]), on, strata: null })),
    null,
    wholeOf(area),
  );
  const inArea = rows.filter((row) => area === '000000' || row.prefecture_code === area);
  const byFact = new Map<number, ValueRow[]>();
  for (const row of inArea) {
    const list = byFact.get(row.asked) ?? [];
    list.push(row);
    byFact.set(row.asked, list);
  }
  const moved = new Map<string, IndicatorLine['moved']>();
  for (let index = 0; index < asked.length; index += 2) {
    const { definition, earlier } = (asked[index] as (typeof asked)[number]).chosen;
    const before = new Map((byFact.get(index + 1) ?? []).map((row) => [row.body_code, row]));
    const pairs = (byFact.get(index) ?? []).flatMap((row) => {
      const older = before.get(row.body_code);
      return older === undefined ? [] : [{ newer: row, older }];
    });
    const now = valueOver(
      definition,
      pairs.map(({ newer }) => newer),
    );
    const then = valueOver(
      definition,
      pairs.map(({ older }) => older),
    );
    if (pairs.length === 0 || now === null || then === null || earlier === null) continue;
    moved.set(definition.id, {
      by: round(subtract(now, then), definition.decimals),
      since: earlier,
      bodies: pairs.length,
    });
  }
  return moved;
}
