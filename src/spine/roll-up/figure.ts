import { type BodyCode, NATION, wholeOf } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, type Level } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import { provenanceId } from '../../core/provenance.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Db } from '../../platform/db/database.ts';
import type { PublishedAggregate } from '../contracts/published-aggregate.ts';
import { definitionAsKnown, definitionOf } from '../indicators/queries.ts';
import { type PublishedRow, publishedOf } from '../observations/queries/published.ts';
import { type FactKeys, factKeys, periodsOf } from './queries/periods.ts';
import { registersHeld } from './queries/registers.ts';

/**
 * Dates there are for an indicator, newest first, and what kind of figure each has. A day of which nothing is 確定 yet
 * stands after all others: pages open with what is 確定, and say that there is a 速報. What registers say is a 速報 of the
 * day of looking.
 */
export interface HeldDate {
  readonly on: Day;
  readonly basis: 'computed' | 'published';
  readonly moving: boolean;
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
  request: {
    readonly definition: IndicatorDefinition;
    readonly part: string;
    readonly level: Level;
    readonly knownOn: Day | null;
    /** Where the figure is asked for: days of another whole are none. Default: the nation. */
    readonly area?: BodyCode;
  },
  today: Day,
): Promise<readonly HeldDate[]> {
  const keys = await factKeys(db, definitionKey(request.definition), request.part);
  const before = knownBefore(request.knownOn, today);
  const computed = await periodsOf(db, keys, request.level, before, request.area ?? NATION);
  const printed = await publishedOf(db, keys.indicatorKey, before);
  const dates = new Map<Day, HeldDate>();
  for (const { document } of printed) {
    const speaks =
      document.part === request.part && document.level === request.level && document.item === null;
    if (speaks && document.on !== null)
      dates.set(document.on, { on: document.on, basis: 'published', moving: false });
  }
  for (const held of computed) dates.set(held.on, { ...held, basis: 'computed' });
  if (await registerSpeaks(db, request, keys, before, today)) {
    const on = request.knownOn ?? today;
    if (!dates.has(on)) dates.set(on, { on, basis: 'computed', moving: true });
  }
  return [...dates.values()].sort((a, b) =>
    a.moving === b.moving ? (a.on < b.on ? 1 : -1) : a.moving ? 1 : -1,
  );
}

/**
 * The date that was asked for among those held. A register can be asked for any day that has come, too: what stood then.
 * @param looking today, or the day whose knowledge is shown
 */
export function dateAsked(
  definition: IndicatorDefinition,
  dates: readonly HeldDate[],
  on: Day,
  looking: Day,
): HeldDate | undefined {
  const held = dates.find((candidate) => candidate.on === on);
  if (held !== undefined || definition.standing !== true) return held;
  const speaks = dates.some((date) => date.moving) && on <= looking;
  return speaks ? { on, basis: 'computed', moving: true } : undefined;
}

/** Entries of a register stand until they change: what they say is 速報 of the day of looking. */
async function registerSpeaks(
  db: Db,
  { definition, level, area, knownOn }: Parameters<typeof heldDates>[1],
  keys: FactKeys,
  before: string | null,
  today: Day,
): Promise<boolean> {
  if (definition.standing !== true) return false;
  const held = await registersHeld(db, knownOn ?? today, before, wholeOf(area ?? NATION), [
    keys.indicatorKey,
  ]);
  return held.some(
    (one) =>
      one.part_key === keys.partKey &&
      ((level !== 'prefecture' && one.municipal) || (level !== 'municipality' && one.prefectural)),
  );
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
