import { type BodyCode, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { municipalitiesOf, prefectures as prefecturesOf } from '../bodies/queries/register.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { headingsOf } from '../plan/queries/contents.ts';
import { definitionFor, heldDates } from '../roll-up/figure.ts';
import { readSnapshot, type Snapshot, type SnapshotBody } from '../roll-up/read.ts';
import type { IndicatorLine, Place, Standpoint } from './load.ts';
import { loadLines } from './load-lines.ts';
import type { HeadedLine } from './parts.tsx';
import type { View } from './rules/request.ts';
import { headlinePart } from './rules/values.ts';
import type { NamedBody } from './where.tsx';

/** The version of the plan whose headings order the pages. */
export const NEWEST_PLAN = '5.0';

const MARKS = '①②③④⑤⑥⑦⑧⑨⑩';

/** Every indicator of the newest plan with its newest figure at a place, in the order of the plan's headings. */
export async function loadHeadedLines(
  db: Db,
  place: Place,
  stand: Standpoint,
  extent: 'whole' | 'figures' = 'whole',
): Promise<readonly HeadedLine[]> {
  const [headings, definitions] = await Promise.all([headingsOf(db, NEWEST_PLAN), allDefinitions(db)]);
  const placed = headings.map((heading) => ({
    heading,
    own: newestOf(definitions).filter((definition) =>
      definition.planItems.some((entry) => entry.plan === NEWEST_PLAN && entry.item === heading.item),
    ),
  }));
  const lines = await loadLines(db, [...new Set(placed.flatMap(({ own }) => own))], place, stand, extent);
  return placed.flatMap(({ heading, own }) =>
    own.flatMap((definition) => {
      const line = lines.get(definition.id);
      if (line === undefined) return [];
      const mark = heading.number === null ? '' : (MARKS[heading.number - 1] ?? '');
      return [
        {
          ...line,
          heading: `${mark} ${heading.title}`.trim(),
          group: heading.groupTitle,
          headingHref: `/plan/${NEWEST_PLAN}/${heading.item}`,
        },
      ];
    }),
  );
}

/** The newest version of each indicator. */
export function newestOf(definitions: readonly IndicatorDefinition[]): readonly IndicatorDefinition[] {
  const newest = new Map<string, IndicatorDefinition>();
  for (const definition of definitions) {
    const other = newest.get(definition.id);
    if (other === undefined || other.version < definition.version) newest.set(definition.id, definition);
  }
  return [...newest.values()];
}

/** The one indicator that a page draws: on the newest day that bodies have records of, or none yet. */
export interface Chosen {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  /** Null: no body has a record of it yet; the register's bodies are drawn without a value. */
  readonly snapshot: Snapshot | null;
  readonly figure: RollUpResult | null;
  readonly bodies: readonly SnapshotBody[];
  readonly prefectures: readonly NamedBody[];
  readonly municipalities: readonly NamedBody[];
  readonly on: Day;
}

/** The first indicator that a reader is shown when none was chosen: it stands in every document since 2021. */
const FIRST_SHOWN = 'overall-policy';

export async function loadChosen(
  db: Db,
  view: View,
  area: BodyCode,
  lines: readonly IndicatorLine[],
  stand: Standpoint,
): Promise<Chosen> {
  const wanted = view.indicator ?? FIRST_SHOWN;
  const found = await definitionFor(db, wanted, stand.knownOn, stand.today);
  const fallback = lines[0]?.definition;
  const definition = found.ok ? found.value : fallback;
  if (definition === undefined) throw new Error('no indicator is registered');
  const part = view.part ?? headlinePart(definition) ?? definition.parts?.[0]?.id ?? '';
  const dates = await heldDates(
    db,
    { definition, part, level: 'municipality', knownOn: stand.knownOn, area },
    stand.today,
  );
  const computed = dates.filter((date) => date.basis === 'computed');
  const on = (computed.find((date) => date.on === view.asOf) ?? computed[0])?.on;
  const day = on ?? stand.today;
  const snapshot =
    on === undefined
      ? null
      : await readSnapshot(db, { definition, part, on, whole: wholeOf(area), ...stand }, true);
  const asked = { area, level: 'municipality' as const, bodyClass: view.bodyClass };
  return {
    definition,
    part,
    snapshot,
    figure: snapshot?.figure(asked) ?? null,
    bodies: snapshot?.bodies(asked) ?? [],
    prefectures: await prefecturesOf(db, day, undefined, wholeOf(area)),
    municipalities: await municipalitiesOf(db, area === NATION ? null : area, day),
    on: day,
  };
}
