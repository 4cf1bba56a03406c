import { type BodyCode, wholeOf } from '../../src/core/body-code.ts';
import type { Day } from '../../src/core/calendar.ts';
import {
  type BodyClass,
  definitionKey,
  type IndicatorDefinition,
  KIND_CLASSES,
  type Level,
} from '../../src/core/indicator.ts';
import { knownBefore } from '../../src/core/known-on.ts';
import { type Rational, round, subtract } from '../../src/core/rational.ts';
import { type RollUpResult, valueOver } from '../../src/core/roll-up.ts';
import type { Db } from '../../src/platform/db/database.ts';
import { publishedOf } from '../../src/spine/observations/queries/published.ts';
import { type HeldDate, heldDates, publishedResult } from '../../src/spine/roll-up/figure.ts';
import { factKeys } from '../../src/spine/roll-up/queries/periods.ts';
import { readSnapshot, type Snapshot, type SnapshotBody } from '../../src/spine/roll-up/read.ts';
import type { IndicatorLine, Place, Standpoint } from '../../src/spine/visibility/load.ts';
import { forDrawing, headlinePart } from '../../src/spine/visibility/rules/values.ts';

/** One line by the questions of its own: what reading many at once must give, too. Null: figures only by part. */
export async function lineAlone(
  db: Db,
  definition: IndicatorDefinition,
  place: Place,
  stand: Standpoint,
  part: string | null = headlinePart(definition),
): Promise<IndicatorLine | null> {
  if (part === null) return null;
  const dates = await heldDates(
    db,
    { definition, part, level: place.level, knownOn: stand.knownOn, area: place.area },
    stand.today,
  );
  const held = await firstHeld(db, definition, part, place, stand, dates);
  return { definition, part, byKind: [], moved: null, fifths: null, figure: null, ...held };
}

type Found = Pick<IndicatorLine, 'figure' | 'byKind' | 'moved' | 'fifths'>;

/** The newest date on which this very place has a figure: a printed table may speak of the nation only. */
async function firstHeld(
  db: Db,
  definition: IndicatorDefinition,
  part: string,
  place: Place,
  stand: Standpoint,
  dates: readonly HeldDate[],
): Promise<Found | null> {
  for (const date of dates) {
    const found =
      date.basis === 'published'
        ? await printedLine(db, definition, part, place, stand, date.on)
        : await computedLine(db, definition, part, place, stand, date.on, dates);
    if (found !== null) return found;
  }
  return null;
}

async function printedLine(
  db: Db,
  definition: IndicatorDefinition,
  part: string,
  place: Place,
  stand: Standpoint,
  on: Day,
): Promise<Found | null> {
  const keys = await factKeys(db, definitionKey(definition), part);
  const rows = await publishedOf(db, keys.indicatorKey, knownBefore(stand.knownOn, stand.today));
  const knownOn = stand.knownOn ?? stand.today;
  const of = (bodyClass: string): RollUpResult | null => {
    const row = rows.find(
      ({ document }) =>
        document.part === part &&
        document.on === on &&
        document.area === place.area &&
        document.level === place.level &&
        document.bodyClass === bodyClass &&
        document.item === null,
    );
    return row === undefined ? null : publishedResult(definition, row, knownOn);
  };
  const figure = of('all') ?? of('without-designated');
  if (figure === null) return null;
  return { figure, byKind: kinds(place, of), moved: null, fifths: null };
}

function kinds(place: Place, of: (bodyClass: BodyClass) => RollUpResult | null): IndicatorLine['byKind'] {
  if (place.level !== 'municipality') return [];
  return KIND_CLASSES.map((bodyClass) => ({ bodyClass, figure: of(bodyClass) }));
}

async function computedLine(
  db: Db,
  definition: IndicatorDefinition,
  part: string,
  place: Place,
  stand: Standpoint,
  on: Day,
  dates: readonly HeldDate[],
): Promise<Found | null> {
  const whole = wholeOf(place.area);
  const snapshot = await readSnapshot(db, { definition, part, on, whole, ...stand }, true);
  const asked = { ...place, bodyClass: 'all' as const };
  const figure = snapshot.figure(asked);
  if (figure.expected === figure.noRecord) return null;
  const earlier = dates.find((date) => date.on < on && date.basis === 'computed');
  return {
    figure,
    byKind: kinds(place, (bodyClass) => {
      const result = snapshot.figure({ ...place, bodyClass });
      return result.expected === 0 ? null : result;
    }),
    moved: earlier === undefined ? null : await movement(db, snapshot, asked, earlier.on, stand),
    fifths:
      definition.unit === '%' && definition.valueKind !== 'yes-no' ? inFifths(snapshot.bodies(asked)) : null,
  };
}

function inFifths(bodies: readonly SnapshotBody[]): number[] {
  const fifths = [0, 0, 0, 0, 0];
  for (const body of bodies) {
    if (body.shown === null) continue;
    const index = Math.max(0, Math.min(4, Math.floor(forDrawing(body.shown) / 20)));
    fifths[index] = (fifths[index] ?? 0) + 1;
  }
  return fifths;
}

/** How a figure moved since an earlier day, over the bodies that have a value on both days. */
async function movement(
  db: Db,
  newer: Snapshot,
  asked: { area: BodyCode; level: Level; bodyClass: BodyClass },
  since: Day,
  stand: Standpoint,
): Promise<IndicatorLine['moved']> {
  const { definition, part, whole } = newer.query;
  const older = await readSnapshot(
    db,
    { definition, part, on: since, ...(whole === undefined ? {} : { whole }), ...stand },
    true,
  );
  const before = new Map(older.bodies(asked).map((body) => [body.body_code, body]));
  const pairs = newer.bodies(asked).flatMap((body) => {
    const other = before.get(body.body_code);
    return body.value !== null && other !== undefined && other.value !== null ? [[body, other] as const] : [];
  });
  if (pairs.length === 0) return null;
  const now = exactValue(
    definition,
    pairs.map(([body]) => body),
  );
  const then = exactValue(
    definition,
    pairs.map(([, other]) => other),
  );
  if (now === null || then === null) return null;
  return { by: round(subtract(now, then), definition.decimals), since, bodies: pairs.length };
}

/** The operator over some bodies, unrounded: differences are taken before rounding. */
function exactValue(definition: IndicatorDefinition, bodies: readonly SnapshotBody[]): Rational | null {
  return valueOver(
    definition,
    bodies.map((body) => ({ value: body.value ?? 0n, base: body.base })),
  );
}
