import { type BodyCode, NATION } from '../../core/body-code.ts';
import { groupedBy } from '../../core/grouped.ts';
import { definitionKey, type IndicatorDefinition, KIND_CLASSES } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import type { Db } from '../../platform/db/database.ts';
import { lookingBack } from '../observations/queries/effective.ts';
import { type PublishedRow, publishedAt } from '../observations/queries/published.ts';
import { publishedResult } from '../roll-up/figure.ts';
import { heldAt } from '../roll-up/queries/held.ts';
import { type AreaFigures, readManyFigures } from '../roll-up/read-many.ts';
import { countedStrata } from '../roll-up/rules.ts';
import type { IndicatorLine, Place, Standpoint } from './load.ts';
import { type Chosen, movements } from './load-moves.ts';
import { forDrawing, headlinePart } from './rules/values.ts';

/**
 * Lines of many indicators by id, in a handful of questions, now and as known on a day. Where another place is only
 * compared with, figures alone are read: neither how they moved nor how bodies differ.
 */
export async function loadLines(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  place: Place,
  stand: Standpoint,
  extent: 'whole' | 'figures' = 'whole',
): Promise<ReadonlyMap<string, IndicatorLine>> {
  const before = knownBefore(stand.knownOn, stand.today);
  return lookingBack(db, before, (within) => linesAt(within, definitions, place, stand, extent));
}

async function linesAt(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  place: Place,
  stand: Standpoint,
  extent: 'whole' | 'figures',
): Promise<ReadonlyMap<string, IndicatorLine>> {
  const before = knownBefore(stand.knownOn, stand.today);
  const [held, printed] = await Promise.all([
    heldAt(db, place.area, place.level, stand.knownOn ?? stand.today, before),
    publishedAt(db, place.area, before),
  ]);
  const daysOf = groupedBy(held, (fact) => `${fact.indicator} ${fact.part}`);
  const lines = new Map<string, IndicatorLine>();
  const computed: Chosen[] = [];
  for (const definition of definitions) {
    const part = headlinePart(definition);
    if (part === null) continue;
    const key = definitionKey(definition);
    const days = daysOf.get(`${key} ${part}`) ?? [];
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
    const [newest] = days;
    // A document that was printed is 確定: it goes before a day of which nothing is.
    if (
      newest !== undefined &&
      (newestPrinted === undefined || (!newest.moving && newestPrinted <= newest.on))
    ) {
      const earlier = days.find((day) => day.on < newest.on)?.on ?? null;
      computed.push({ definition, part, on: newest.on, earlier });
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
      strata:
        extent === 'whole' && drawn(definition)
          ? [...countedStrata(definition, place.level, 'all', part)]
          : null,
    })),
    [place.area],
    stand,
  );
  const moved = extent === 'whole' ? await movements(db, computed, place, stand) : null;
  for (const [index, chosen] of computed.entries()) {
    const line = computedLine(chosen, figures[index] as AreaFigures, place);
    lines.set(
      chosen.definition.id,
      moved === null
        ? { ...line, fifths: null }
        : { ...line, moved: moved.get(chosen.definition.id) ?? null },
    );
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
    if (area !== NATION && bodyCode.slice(0, 2) !== area.slice(0, 2)) continue;
    const index = Math.max(0, Math.min(4, Math.floor(forDrawing(shown) / 20)));
    fifths[index] = (fifths[index] ?? 0) + 1;
  }
  return fifths;
}
