import { type BodyCode, wholeOf } from '../../core/body-code.ts';
import { groupedBy } from '../../core/grouped.ts';
import { definitionKey, type IndicatorDefinition } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { compare } from '../../core/rational.ts';
import { bodyValue } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import { lookingBack } from '../observations/queries/effective.ts';
import { factsOfPrefecture } from '../observations/queries/values.ts';
import { heldAt } from '../roll-up/queries/held.ts';
import type { SnapshotBody } from '../roll-up/read.ts';
import { askedFacts, type Wanted } from '../roll-up/read-many.ts';
import type { Place, Standpoint } from './load.ts';
import { headlinePart } from './rules/values.ts';
import type { NamedBody } from './where.tsx';

/** One column of a table of bodies: an indicator on its newest day with records of bodies. */
export interface BodyColumn {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: string;
  /** The bodies of the area. */
  readonly byCode: ReadonlyMap<BodyCode, SnapshotBody>;
}

/** Columns for the indicators of which bodies of an area's whole have records at all; the others would be empty from top to bottom. */
export async function loadColumns(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  area: BodyCode,
  stand: Standpoint,
): Promise<readonly BodyColumn[]> {
  const before = knownBefore(stand.knownOn, stand.today);
  return lookingBack(db, before, (within) => columnsAt(within, definitions, area, stand));
}

async function columnsAt(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  area: BodyCode,
  stand: Standpoint,
): Promise<readonly BodyColumn[]> {
  const before = knownBefore(stand.knownOn, stand.today);
  const held = await heldAt(db, wholeOf(area), 'municipality', stand.knownOn ?? stand.today, before);
  const wanted = definitions.flatMap((definition) => {
    const part = headlinePart(definition);
    const key = definitionKey(definition);
    const on = held.find((fact) => fact.indicator === key && fact.part === part)?.on;
    return part === null || on === undefined ? [] : [{ definition, part, on }];
  });
  return readColumns(db, wanted, { area, level: 'municipality' }, stand);
}

/** Columns of what is wanted over the bodies of a level of a prefecture, in three questions. */
export async function readColumns(
  db: Db,
  wanted: readonly Wanted[],
  place: Place,
  stand: Standpoint,
): Promise<readonly BodyColumn[]> {
  const facts = await askedFacts(db, wanted, stand);
  const before = knownBefore(stand.knownOn, stand.today);
  const rows = groupedBy(await factsOfPrefecture(db, facts, before, place.area), (row) => row.asked);
  return wanted.map(({ definition, part, on }, index) => ({
    ...{ definition, part, on },
    byCode: new Map(
      (rows.get(index) ?? [])
        .filter((row) => (row.stratum === 'prefecture') === (place.level === 'prefecture'))
        .map((row) => {
          const shown = row.value === null ? null : bodyValue(definition, row.value, row.base);
          return [row.body_code, { ...row, shown, population: null }] as const;
        }),
    ),
  }));
}

export interface Order {
  /** `code`, `kana`, or the id of an indicator among the columns. */
  readonly by: string;
  readonly descending: boolean;
}

/** Bodies in the asked order. Those without a value come last either way: nothing is not the lowest value. */
export function inOrder<Body extends NamedBody & { readonly kana: string }>(
  bodies: readonly Body[],
  columns: readonly BodyColumn[],
  order: Order,
): readonly Body[] {
  const sign = order.descending ? -1 : 1;
  const byCode = (a: Body, b: Body) => (a.bodyCode < b.bodyCode ? -1 : 1);
  if (order.by === 'kana') {
    return [...bodies].sort((a, b) => sign * a.kana.localeCompare(b.kana, 'ja') || byCode(a, b));
  }
  const column = columns.find((candidate) => candidate.definition.id === order.by);
  if (column === undefined) return [...bodies].sort((a, b) => sign * byCode(a, b));
  const shownOf = (body: Body) => column.byCode.get(body.bodyCode)?.shown ?? null;
  return [...bodies].sort((a, b) => {
    const left = shownOf(a);
    const right = shownOf(b);
    if (left === null || right === null) return left === right ? byCode(a, b) : left === null ? 1 : -1;
    return sign * compare(left, right) || byCode(a, b);
  });
}
