import { type BodyCode, NATION } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { municipalitiesOf, prefectures as prefecturesOf } from '../bodies/queries/register.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { planVersion } from '../plan/queries/plan.ts';
import { definitionFor, heldDates } from '../roll-up/figure.ts';
import { readSnapshot, type Snapshot, type SnapshotBody } from '../roll-up/read.ts';
import { type IndicatorLine, loadLine, type Place, type Standpoint } from './load.ts';
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
): Promise<readonly HeadedLine[]> {
  const [plan, definitions] = await Promise.all([planVersion(db, NEWEST_PLAN), allDefinitions(db)]);
  const lines: HeadedLine[] = [];
  for (const { group, items } of plan?.contents ?? []) {
    for (const item of items) {
      const heading = `${item.number === null ? '' : (MARKS[item.number - 1] ?? '')} ${item.title}`.trim();
      const own = newestOf(definitions).filter((definition) =>
        definition.planItems.some((entry) => entry.plan === NEWEST_PLAN && entry.item === item.id),
      );
      for (const definition of own) {
        const line = await loadLine(db, definition, place, stand);
        if (line !== null) {
          lines.push({
            ...line,
            heading,
            group: group.title,
            headingHref: `/plan/${NEWEST_PLAN}/${item.id}`,
          });
        }
      }
    }
  }
  return lines;
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
    { definition, part, level: 'municipality', knownOn: stand.knownOn },
    stand.today,
  );
  const computed = dates.filter((date) => date.basis === 'computed');
  const on = (computed.find((date) => date.on === view.asOf) ?? computed[0])?.on;
  const day = on ?? stand.today;
  const snapshot = on === undefined ? null : await readSnapshot(db, { definition, part, on, ...stand }, true);
  const asked = { area, level: 'municipality' as const, bodyClass: view.bodyClass };
  return {
    definition,
    part,
    snapshot,
    figure: snapshot?.figure(asked) ?? null,
    bodies: snapshot?.bodies(asked) ?? [],
    prefectures: await prefecturesOf(db, day),
    municipalities: await municipalitiesOf(db, area === NATION ? null : area, day),
    on: day,
  };
}
