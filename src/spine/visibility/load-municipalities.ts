import { type BodyCode, wholeOf } from '../../core/body-code.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { compare } from '../../core/rational.ts';
import type { Db } from '../../platform/db/database.ts';
import { heldDates } from '../roll-up/figure.ts';
import { readSnapshot, type SnapshotBody } from '../roll-up/read.ts';
import type { Standpoint } from './load.ts';
import { headlinePart } from './rules/values.ts';
import type { NamedBody } from './where.tsx';

/** One column of a table of bodies: an indicator on its newest day with records of bodies. */
export interface BodyColumn {
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: string;
  readonly byCode: ReadonlyMap<BodyCode, SnapshotBody>;
}

/** Columns for the indicators of which bodies of an area's whole have records at all; the others would be empty from top to bottom. */
export async function loadColumns(
  db: Db,
  definitions: readonly IndicatorDefinition[],
  area: BodyCode,
  stand: Standpoint,
): Promise<readonly BodyColumn[]> {
  const columns = await Promise.all(definitions.map((definition) => loadColumn(db, definition, area, stand)));
  return columns.filter((column) => column !== null);
}

async function loadColumn(
  db: Db,
  definition: IndicatorDefinition,
  area: BodyCode,
  stand: Standpoint,
): Promise<BodyColumn | null> {
  const part = headlinePart(definition);
  if (part === null) return null;
  const dates = await heldDates(
    db,
    { definition, part, level: 'municipality', knownOn: stand.knownOn, area },
    stand.today,
  );
  const on = dates.find((date) => date.basis === 'computed')?.on;
  if (on === undefined) return null;
  const whole = wholeOf(area);
  const snapshot = await readSnapshot(db, { definition, part, on, whole, ...stand }, true, false);
  const bodies = snapshot.bodies({ area: whole, level: 'municipality', bodyClass: 'all' });
  return { definition, part, on, byCode: new Map(bodies.map((body) => [body.body_code, body])) };
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
