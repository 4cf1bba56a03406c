import { type BodyCode, isBodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import {
  BODY_CLASSES,
  type BodyClass,
  definitionKey,
  type IndicatorDefinition,
  type Level,
} from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { BaseChoice, RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import type { PublishedAggregate } from '../contracts/published-aggregate.ts';
import { definitionAsKnown, definitionOf } from '../indicators/queries.ts';
import { type PublishedRow, publishedOf } from '../observations/queries/published.ts';
import { factKeys, periodsOf } from './queries/periods.ts';
import { readSnapshot } from './read.ts';

/** What may be asked of the roll-up, as the API and the pages ask it. */
export interface FigureRequest {
  /** `cio`, or `cio@1` for one version; without a version the newest. */
  readonly indicator: string;
  readonly area: BodyCode;
  readonly level: Level;
  /** An id of BODY_CLASSES, or of a class that only printed tables have (`staff-301-`). */
  readonly bodyClass: string;
  readonly part: string;
  /** Null: the newest period of the indicator. */
  readonly asOf: Day | null;
  readonly knownOn: Day | null;
  readonly base: BaseChoice;
}

export type FigureRefusal =
  | 'unknown-indicator'
  | 'not-known-then'
  | 'unknown-part'
  | 'unknown-area'
  | 'unknown-class'
  | 'unknown-date';

/** Dates there are for an indicator, newest first, and what kind of figure each has. */
export interface HeldDate {
  readonly on: Day;
  readonly basis: 'computed' | 'published';
}

export async function definitionFor(
  db: Db,
  indicator: string,
  knownOn: Day | null,
  today: Day,
): Promise<Result<IndicatorDefinition, 'unknown-indicator' | 'not-known-then'>> {
  const [id = '', version] = indicator.split('@');
  const number = version === undefined ? undefined : Number(version);
  if (number !== undefined && !Number.isSafeInteger(number))
    return refuse('unknown-indicator', { indicator });
  const definition = await definitionOf(db, id, number);
  if (definition === null) return refuse('unknown-indicator', { indicator });
  const before = knownBefore(knownOn, today);
  if (before === null) return ok(definition);
  const then = await definitionAsKnown(db, id, before, number);
  return then === null ? refuse('not-known-then', { indicator, knownOn: knownOn ?? '' }) : ok(then);
}

export async function heldDates(
  db: Db,
  request: Pick<FigureRequest, 'part' | 'level' | 'knownOn'> & { definition: IndicatorDefinition },
  today: Day,
): Promise<readonly HeldDate[]> {
  const keys = await factKeys(db, definitionKey(request.definition), request.part);
  const before = knownBefore(request.knownOn, today);
  const computed = await periodsOf(db, keys, request.level, before);
  const printed = await publishedOf(db, keys.indicatorKey, before);
  const dates = new Map<Day, HeldDate>();
  for (const { document } of printed) {
    const speaks =
      document.part === request.part && document.level === request.level && document.item === null;
    if (speaks && document.on !== null) dates.set(document.on, { on: document.on, basis: 'published' });
  }
  for (const on of computed) dates.set(on, { on, basis: 'computed' });
  return [...dates.values()].sort((a, b) => (a.on < b.on ? 1 : -1));
}

/** One figure with all that belongs to it. A date that is not held is refused with the dates that are. */
export async function figureOf(
  db: Db,
  request: FigureRequest,
  today: Day,
): Promise<Result<RollUpResult, FigureRefusal>> {
  const found = await definitionFor(db, request.indicator, request.knownOn, today);
  if (!found.ok) return found;
  const definition = found.value;
  const partKnown =
    request.part === '' ||
    (request.part === 'total' && definition.partsTotal !== undefined) ||
    definition.parts?.some((part) => part.id === request.part);
  if (!partKnown) return refuse('unknown-part', { part: request.part });
  if (!isBodyCode(request.area)) return refuse('unknown-area', { area: request.area });
  const dates = await heldDates(db, { ...request, definition }, today);
  const date = request.asOf === null ? dates[0] : dates.find((held) => held.on === request.asOf);
  if (date === undefined) {
    return refuse('unknown-date', {
      asOf: request.asOf ?? '',
      dates: dates.map((held) => held.on).join(' '),
    });
  }
  if (date.basis === 'published') {
    const printed = await publishedFigure(db, definition, request, date.on, today);
    return printed ?? refuse('unknown-class', { class: request.bodyClass });
  }
  if (!(request.bodyClass in BODY_CLASSES)) return refuse('unknown-class', { class: request.bodyClass });
  const snapshot = await readSnapshot(
    db,
    { definition, part: request.part, on: date.on, knownOn: request.knownOn, today },
    true,
  );
  const { area, level, base } = request;
  return ok(snapshot.figure({ area, level, bodyClass: request.bodyClass as BodyClass, base }));
}

async function publishedFigure(
  db: Db,
  definition: IndicatorDefinition,
  request: FigureRequest,
  on: Day,
  today: Day,
): Promise<Result<RollUpResult, 'unknown-class'> | null> {
  const keys = await factKeys(db, definitionKey(definition), request.part);
  const rows = await publishedOf(db, keys.indicatorKey, knownBefore(request.knownOn, today));
  const row = rows.find(
    ({ document }) =>
      document.part === request.part &&
      document.on === on &&
      document.area === request.area &&
      document.level === request.level &&
      document.bodyClass === request.bodyClass &&
      document.item === null,
  );
  return row === undefined ? null : ok(publishedResult(definition, row, request.knownOn ?? today));
}

/**
 * A printed figure as a result. A document that prints a share does not tell who was asked and who was silent, so all
 * counts are zero (they still sum to `expected`) and coverage is null: nothing is computed back.
 */
export function publishedResult(
  definition: IndicatorDefinition,
  row: PublishedRow,
  knownOn: Day,
): RollUpResult {
  const document: PublishedAggregate = row.document;
  return {
    value: document.value,
    unit: document.unit,
    decimals: document.decimals,
    numerator: document.numerator,
    denominator: document.denominator,
    base: document.base,
    level: document.level,
    class: document.bodyClass,
    part: document.part === '' ? null : document.part,
    asOf: document.on,
    knownOn,
    expected: 0,
    reported: 0,
    notAsked: 0,
    notAnswered: 0,
    notApplicable: 0,
    blank: 0,
    withdrawn: 0,
    noRecord: 0,
    partial: false,
    coverageBodies: null,
    coveragePopulation: null,
    oldestAsOf: document.on,
    newestAsOf: document.on,
    basis: 'published',
    state: '確定',
    formulaVersion: definitionKey(definition),
    provenanceId: provenanceId({ kind: 'published', publishedId: row.published_id }),
  };
}
