import { type BodyCode, isSample, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { type BodyClass, definitionKey, type IndicatorDefinition, strataOf } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import type { Rational } from '../../core/rational.ts';
import { bodyValue, type RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { type SheetRow, sheetOf } from '../observations/queries/effective.ts';
import { type Heading, headingsOf } from '../plan/queries/contents.ts';
import { partKeys, periodsByPart } from '../roll-up/queries/batch.ts';
import { type AreaFigures, readManyFigures, type WantedFigures } from '../roll-up/read-many.ts';
import type { Standpoint } from './load.ts';
import type { Known } from './load-identity.ts';
import { NEWEST_PLAN, newestOf } from './load-page.ts';
import { ownClass, stratumOn } from './rules/own-class.ts';
import { headlinePart } from './rules/values.ts';

/** One value of a body, with the code under which it was recorded. */
export interface OwnValue extends SheetRow {
  readonly body_code: BodyCode;
  /** In the indicator's unit; null without a value. */
  readonly shown: Rational | null;
  /** The body's name then, where it bore another code. */
  readonly formerName: string | null;
}

/** One indicator of a body: its own value among its class. */
export interface ClassLine {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly headings: readonly Heading[];
  /** The period that is shown. */
  readonly on: Day;
  /** Null: nothing is recorded of this body for the period. */
  readonly own: OwnValue | null;
  readonly bodyClass: BodyClass;
  /** 「見本県内の」 where the class is not that of the nation; otherwise empty. */
  readonly within: string;
  readonly inClass: RollUpResult;
  /** Own values of the bodies of the class; empty for yes/no, where the share says all. */
  readonly values: AreaFigures['values'];
}

/** The newest day of each indicator and part (`cio@1 `) that municipalities have records of. */
type Held = ReadonlyMap<string, Day>;

/** What is known of one municipality before anything is compared. */
export interface BodyRecord {
  readonly identity: Known;
  readonly stand: Standpoint;
  /** In the order of the plan, each at its first heading. */
  readonly drafts: readonly Draft[];
  readonly definitions: readonly IndicatorDefinition[];
  readonly headings: readonly Heading[];
  readonly own: readonly OwnValue[];
  readonly held: Held;
}

/** An indicator of the sheet with the day that is shown, and the body's own value. */
export interface Draft extends WantedFigures {
  readonly headings: readonly Heading[];
  readonly own: OwnValue | null;
}

/** The body's own values with the indicators of the plan that they belong to. */
export async function loadBodyRecord(db: Db, identity: Known, stand: Standpoint): Promise<BodyRecord> {
  const before = knownBefore(stand.knownOn, stand.today);
  const all = await allDefinitions(db);
  const definitions = newestOf(all);
  const [headings, own, held] = await Promise.all([
    headingsOf(db, NEWEST_PLAN),
    ownValues(db, identity, all, before, stand.knownOn ?? stand.today),
    newestHeld(db, definitions, before, stand.knownOn ?? stand.today),
  ]);
  const drafts: Draft[] = [];
  for (const { definition, headings: where } of inPlanOrder(definitions, headings)) {
    const part = headlinePart(definition);
    if (part === null || definition.openList === true) continue;
    const mine = newestRow(own, definition, part, identity.body.bodyCode);
    const on = mine?.period_end ?? held.get(`${definitionKey(definition)} ${part}`);
    if (on === undefined) continue;
    const bodyClass = classOn(identity, on);
    const draws = definition.valueKind !== 'yes-no';
    const strata = draws ? strataOf('municipality', bodyClass) : null;
    drafts.push({ definition, part, on, strata, headings: where, own: mine });
  }
  return { identity, stand, drafts, definitions, headings, own, held };
}

/** Some lines of the sheet, compared in the body's class alone: what a home shows of each item. */
export async function loadClassLines(
  db: Db,
  record: BodyRecord,
  drafts: readonly Draft[],
): Promise<readonly ClassLine[]> {
  const { identity, stand } = record;
  const figures = await readManyFigures(db, drafts, [wholeOf(identity.body.bodyCode)], stand);
  return drafts.map((draft, index) => classLine(draft, figures[index] as AreaFigures, identity));
}

/** A line as it stands in the body's class. */
export function classLine(draft: Draft, figures: AreaFigures, identity: Known): ClassLine {
  const { definition, part, on, headings, own } = draft;
  const { bodyCode, prefectureName } = identity.body;
  const bodyClass = classOn(identity, on);
  return {
    ...{ definition, part, on, headings, own, bodyClass },
    within: isSample(bodyCode) ? `${prefectureName}内の` : '',
    inClass: figures.figure({ area: wholeOf(bodyCode), level: 'municipality', bodyClass }),
    values: figures.values,
  };
}

async function ownValues(
  db: Db,
  identity: Known,
  all: readonly IndicatorDefinition[],
  before: string | null,
  looking: Day,
): Promise<readonly OwnValue[]> {
  const definitions = new Map(all.map((definition) => [definitionKey(definition), definition]));
  const codes = [{ code: identity.body.bodyCode, name: null }, ...identity.former];
  const sheets = await Promise.all(codes.map(({ code }) => sheetOf(db, code, before, looking)));
  return sheets.flatMap((rows, index) => {
    const { code, name } = codes[index] as (typeof codes)[number];
    return rows.flatMap((row) => {
      const definition = definitions.get(row.indicator);
      if (definition === undefined) return [];
      const shown = row.value === null ? null : bodyValue(definition, row.value, row.base);
      return [{ ...row, body_code: code, shown, formerName: name }];
    });
  });
}

/** Of the body's own code, not of its predecessors'. */
export function newestRow(
  own: readonly OwnValue[],
  definition: IndicatorDefinition,
  part: string,
  code: BodyCode,
): OwnValue | null {
  const key = definitionKey(definition);
  // Rows come newest period first.
  return own.find((row) => row.indicator === key && row.part === part && row.body_code === code) ?? null;
}

/** The newest period of each indicator and part that municipalities have records of. */
async function newestHeld(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  before: string | null,
  looking: Day,
): Promise<Held> {
  const [keys, periods] = await Promise.all([
    partKeys(db, definitions.map(definitionKey)),
    periodsByPart(db, null, before, looking),
  ]);
  const names = new Map(
    keys.map((key) => [`${key.keys.indicatorKey} ${key.keys.partKey}`, `${key.indicator} ${key.part}`]),
  );
  const held = new Map<string, Day>();
  for (const period of periods) {
    const name = names.get(`${period.indicator_key} ${period.part_key}`);
    // Newest first.
    if (period.municipal && name !== undefined && !held.has(name)) held.set(name, period.period_end);
  }
  return held;
}

/** Each indicator once, at its first heading, with all headings that it stands under. */
export function inPlanOrder(definitions: readonly IndicatorDefinition[], headings: readonly Heading[]) {
  const under = (definition: IndicatorDefinition) =>
    headings.filter((heading) =>
      definition.planItems.some((entry) => entry.plan === NEWEST_PLAN && entry.item === heading.item),
    );
  const placed = definitions.map((definition) => ({ definition, headings: under(definition) }));
  return headings.flatMap((heading) => placed.filter((one) => one.headings[0] === heading));
}

export function classOn(identity: Known, day: Day): BodyClass {
  return ownClass(stratumOn(identity.body.kind, identity.statuses, day));
}
