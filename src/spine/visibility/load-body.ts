import { type BodyCode, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { allSeries, type StoredSeries } from '../indicators/queries.ts';
import type { Heading } from '../plan/queries/contents.ts';
import { type AreaFigures, readManyFigures } from '../roll-up/read-many.ts';
import type { Standpoint } from './load.ts';
import {
  type BodyRecord,
  type ClassLine,
  classLine,
  classOn,
  type Draft,
  inPlanOrder,
  loadBodyRecord,
  newestRow,
  type OwnValue,
} from './load-body-record.ts';
import type { Known } from './load-identity.ts';

/** The same among its prefecture and the nation, with all that it was before. */
export interface SheetLine extends ClassLine {
  /** The newest period of the indicator, where it is newer than `on`. */
  readonly newer: Day | null;
  readonly inPrefecture: RollUpResult;
  readonly inNation: RollUpResult;
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

/** Everything that is shown of one municipality. */
export async function loadBodySheet(db: Db, identity: Known, stand: Standpoint): Promise<BodySheet> {
  const [record, series] = await Promise.all([loadBodyRecord(db, identity, stand), allSeries(db)]);
  const { drafts, definitions, own, held } = record;
  const parted = partDrafts(own, definitions, identity);
  const compared = parted.filter((one) => one.compared);
  const figures = await readManyFigures(
    db,
    [...drafts, ...compared],
    [NATION, identity.body.prefectureCode],
    stand,
  );
  const lines = drafts.map((draft, index) => lineOf(draft, figures[index] as AreaFigures, record));
  const partFigures = new Map(compared.map((one, index) => [one, figures[drafts.length + index]]));
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
    unheld: inPlanOrder(definitions, record.headings).filter(
      ({ definition }) => !known.has(definitionKey(definition)),
    ),
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

function lineOf(draft: Draft, figures: AreaFigures, { identity, own, held }: BodyRecord): SheetLine {
  const { definition, part, on } = draft;
  const newest = held.get(`${definitionKey(definition)} ${part}`);
  const at = (area: BodyCode) => figures.figure({ area, level: 'municipality', bodyClass: 'all' });
  return {
    ...classLine(draft, figures, identity),
    newer: newest !== undefined && newest > on ? newest : null,
    inPrefecture: at(identity.body.prefectureCode),
    inNation: at(NATION),
    history: own
      .filter((row) => row.indicator === definitionKey(definition) && row.part === part)
      .sort((a, b) => (a.period_end < b.period_end ? -1 : 1)),
  };
}

/** The newest row of each part that this body has a record of; means of a class are shown for shares only. */
function partDrafts(own: readonly OwnValue[], definitions: readonly IndicatorDefinition[], identity: Known) {
  return definitions.flatMap((definition) =>
    (definition.parts ?? []).flatMap((part) => {
      const row = newestRow(own, definition, part.id, identity.body.bodyCode);
      if (row === null) return [];
      const compared = definition.partsTotal !== undefined;
      return [{ definition, part: part.id, on: row.period_end, own: row, strata: null, compared }];
    }),
  );
}
