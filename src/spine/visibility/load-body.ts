import { type BodyCode, isSample, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { type BodyClass, definitionKey, type IndicatorDefinition, strataOf } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import type { Rational } from '../../core/rational.ts';
import { bodyValue, type RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { allDefinitions, allSeries, type StoredSeries } from '../indicators/queries.ts';
import { type SheetRow, sheetOf } from '../observations/queries/effective.ts';
import { type Heading, headingsOf } from '../plan/queries/contents.ts';
import { partKeys, periodsByPart } from '../roll-up/queries/batch.ts';
import { type AreaFigures, readManyFigures, type WantedFigures } from '../roll-up/read-many.ts';
import type { Standpoint } from './load.ts';
import type { Identity } from './load-identity.ts';
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

/** One indicator of the sheet: the body's own value among its class, its prefecture and the nation. */
export interface SheetLine {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly headings: readonly Heading[];
  /** The period that is shown. */
  readonly on: Day;
  /** Null: nothing is recorded of this body for the period. */
  readonly own: OwnValue | null;
  /** The newest period of the indicator, where it is newer than `on`. */
  readonly newer: Day | null;
  readonly bodyClass: BodyClass;
  /** 「見本県内の」 where the class is not that of the nation; otherwise empty. */
  readonly within: string;
  readonly inClass: RollUpResult;
  readonly inPrefecture: RollUpResult;
  readonly inNation: RollUpResult;
  /** Own values of the bodies of the class; empty for yes/no, where the share says all. */
  readonly values: AreaFigures['values'];
  /** All known periods, oldest first, former codes included. */
  readonly history: readonly OwnValue[];
}

export interface PartLine extends Pick<SheetLine, 'definition' | 'part' | 'on' | 'own'> {
  readonly inClass: RollUpResult | null;
}

export interface BodySheet {
  readonly lines: readonly SheetLine[];
  /** Indicators of the plan of which neither the nation's bodies nor this one have a record. */
  readonly unheld: readonly {
    readonly definition: IndicatorDefinition;
    readonly headings: readonly Heading[];
  }[];
  /** Figures that say who a body is, newest period each. */
  readonly basics: readonly { readonly definition: IndicatorDefinition; readonly own: OwnValue }[];
  /** Indicators without a whole of their own, by part: the newest row of each part. */
  readonly parts: ReadonlyMap<string, readonly PartLine[]>;
  readonly series: readonly StoredSeries[];
  /** Lists of marks: a body that is not on one is not missing there. */
  readonly openLists: readonly { readonly definition: IndicatorDefinition; readonly held: boolean }[];
}

type Held = ReadonlyMap<string, Day>;

/** Everything that is shown of one municipality. */
export async function loadBodySheet(db: Db, identity: Identity, stand: Standpoint): Promise<BodySheet> {
  const before = knownBefore(stand.knownOn, stand.today);
  const all = await allDefinitions(db);
  const definitions = newestOf(all);
  const [headings, series, own, held] = await Promise.all([
    headingsOf(db, NEWEST_PLAN),
    allSeries(db),
    ownValues(db, identity, all, before, stand.knownOn ?? stand.today),
    newestHeld(db, definitions, before, stand.knownOn ?? stand.today),
  ]);
  const planned = inPlanOrder(definitions, headings);
  const drafts: (WantedFigures & { headings: readonly Heading[]; own: OwnValue | null })[] = [];
  for (const { definition, headings: where } of planned) {
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
  const parted = partDrafts(own, definitions, identity);
  const figures = await readManyFigures(
    db,
    [...drafts, ...parted.filter((one) => one.compared)],
    [NATION, identity.body.prefectureCode],
    stand,
  );
  const lines = drafts.map((draft, index) =>
    lineOf(draft, figures[index] as AreaFigures, identity, own, held),
  );
  const partFigures = new Map(
    parted.filter((one) => one.compared).map((one, index) => [one, figures[drafts.length + index]]),
  );
  const whole = wholeOf(identity.body.bodyCode);
  const parts = new Map<string, PartLine[]>();
  for (const one of parted) {
    const list = parts.get(one.definition.id) ?? [];
    const bodyClass = classOn(identity, one.on);
    const inClass = partFigures.get(one)?.figure({ area: whole, level: 'municipality', bodyClass }) ?? null;
    list.push({ ...one, inClass });
    parts.set(one.definition.id, list);
  }
  const known = new Set([
    ...[...held.keys()].map((key) => key.slice(0, key.indexOf(' '))),
    ...own.map((row) => row.indicator),
  ]);
  return {
    lines,
    unheld: planned.filter(({ definition }) => !known.has(definitionKey(definition))),
    basics: definitions
      .filter((definition) => definition.planItems.length === 0)
      .flatMap((definition) => {
        const row = newestRow(own, definition, '', identity.body.bodyCode);
        return row === null ? [] : [{ definition, own: row }];
      }),
    parts,
    series,
    openLists: definitions
      .filter((definition) => definition.openList === true)
      .map((definition) => ({ definition, held: known.has(definitionKey(definition)) })),
  };
}

function lineOf(
  draft: WantedFigures & { headings: readonly Heading[]; own: OwnValue | null },
  figures: AreaFigures,
  identity: Identity,
  own: readonly OwnValue[],
  held: Held,
): SheetLine {
  const { definition, part, on } = draft;
  const bodyClass = classOn(identity, on);
  const newest = held.get(`${definitionKey(definition)} ${part}`);
  const at = (area: BodyCode, of: BodyClass) =>
    figures.figure({ area, level: 'municipality', bodyClass: of });
  return {
    definition,
    part,
    on,
    headings: draft.headings,
    own: draft.own,
    newer: newest !== undefined && newest > on ? newest : null,
    bodyClass,
    within: isSample(identity.body.bodyCode) ? `${identity.body.prefectureName}内の` : '',
    inClass: at(wholeOf(identity.body.bodyCode), bodyClass),
    inPrefecture: at(identity.body.prefectureCode, 'all'),
    inNation: at(NATION, 'all'),
    values: figures.values,
    history: own
      .filter((row) => row.indicator === definitionKey(definition) && row.part === part)
      .sort((a, b) => (a.period_end < b.period_end ? -1 : 1)),
  };
}

/** The newest row of each part that this body has a record of; means of a class are shown for shares only. */
function partDrafts(
  own: readonly OwnValue[],
  definitions: readonly IndicatorDefinition[],
  identity: Identity,
) {
  return definitions.flatMap((definition) =>
    (definition.parts ?? []).flatMap((part) => {
      const row = newestRow(own, definition, part.id, identity.body.bodyCode);
      if (row === null) return [];
      const compared = definition.partsTotal !== undefined;
      return [{ definition, part: part.id, on: row.period_end, own: row, strata: null, compared }];
    }),
  );
}

async function ownValues(
  db: Db,
  identity: Identity,
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

function newestRow(
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
function inPlanOrder(definitions: readonly IndicatorDefinition[], headings: readonly Heading[]) {
  const under = (definition: IndicatorDefinition) =>
    headings.filter((heading) =>
      definition.planItems.some((entry) => entry.plan === NEWEST_PLAN && entry.item === heading.item),
    );
  const placed = definitions.map((definition) => ({ definition, headings: under(definition) }));
  return headings.flatMap((heading) => placed.filter((one) => one.headings[0] === heading));
}

function classOn(identity: Identity, day: Day): BodyClass {
  return ownClass(stratumOn(identity.body.kind, identity.statuses, day));
}
