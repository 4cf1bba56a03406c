import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { addDays, addMonths, type Day } from '../../../core/calendar.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import {
  type Course,
  type Forecast,
  forecast,
  type Pace,
  type PeerBand,
  paceOf,
  peerBand,
} from '../../../spine/steps/rules/forecast.ts';
import { type KeptBand, keepBands, keptBands, lockBands } from '../queries/bands.ts';
import { type Progress, progressOf } from '../queries/history.ts';

/** How far back months are read. */
export const MONTHS = 12;

/**
 * What packed months say of a system's course. What was done in the first month that is known was done on a day that
 * nobody told, so it counts for no pace.
 */
export function courseOfMonths(progress: Progress): Course {
  const begun = progress.moving.indexOf(true);
  const closedOn: Day[] = [];
  for (const [index, month] of progress.months.entries()) {
    const before = progress.done[index - 1];
    const now = progress.done[index] ?? 0;
    for (let more = before ?? now; more < now; more += 1) closedOn.push(month);
  }
  const done = progress.done.at(-1) ?? 0;
  return {
    begunOn: begun < 0 ? null : (progress.months[begun] ?? null),
    closedOn,
    open: progress.steps - done - progress.excluded,
  };
}

export interface SystemForecast {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly forecast: Forecast;
}

/** By class and business. */
export type PeerBands = ReadonlyMap<string, PeerBand | null>;

function keyOf(one: { readonly stratum: string; readonly businessNo: number }): string {
  return `${one.stratum} ${one.businessNo}`;
}

function bandsFrom(progress: readonly Progress[], knownOn: Day): readonly KeptBand[] {
  const groups = new Map<string, { readonly of: Progress; readonly paces: (Pace | null)[] }>();
  for (const one of progress) {
    const group = groups.get(keyOf(one)) ?? { of: one, paces: [] };
    group.paces.push(paceOf(courseOfMonths(one), knownOn));
    groups.set(keyOf(one), group);
  }
  return [...groups.values()].map(({ of, paces }) => ({
    ...{ stratum: of.stratum, businessNo: of.businessNo },
    band: peerBand(paces),
  }));
}

function byKey(bands: readonly KeptBand[]): PeerBands {
  return new Map(bands.map((one) => [keyOf(one), one.band]));
}

/** Forecasts of all systems that `progress` holds, each with those of its class and business as its peers. */
export function forecastsFrom(
  progress: readonly Progress[],
  knownOn: Day,
  bands: PeerBands = byKey(bandsFrom(progress, knownOn)),
): readonly SystemForecast[] {
  return progress.map((one) => ({
    bodyCode: one.bodyCode,
    businessNo: one.businessNo,
    forecast: forecast(courseOfMonths(one), bands.get(keyOf(one)) ?? null, knownOn),
  }));
}

/**
 * The bands of a whole as of a day, made of what had been reported when the day began: so they stand all day, whatever is
 * reported meanwhile, and are made by whoever asks first. Of the similar bodies nothing is shown but the range, so they
 * are read by the program.
 */
export async function peerBands(tx: Tx, whole: BodyCode, today: Day): Promise<PeerBands> {
  const kept = await keptBands(tx, whole, today);
  if (kept.length > 0) return byKey(kept);
  await lockBands(tx, whole);
  const meanwhile = await keptBands(tx, whole, today);
  if (meanwhile.length > 0) return byKey(meanwhile);
  const made = async (before: string) => {
    const from = addMonths(today, -MONTHS);
    const all = await withinScope(tx, { kind: 'system' }, (inner) => progressOf(inner, whole, from, before));
    return bandsFrom(all, today);
  };
  const bands = await made(knownBefore(addDays(today, -1), today) ?? 'infinity');
  // On the first day of all nothing was known when it began: then what is known now, and nothing is kept of it.
  if (bands.length === 0) return byKey(await made('infinity'));
  await keepBands(tx, whole, today, bands);
  return byKey(bands);
}

/**
 * When a body's systems may be done, by its own pace and that of similar bodies. Only the body and its prefecture are
 * shown it.
 */
export async function forecastsOf(
  tx: Tx,
  bodyCode: BodyCode,
  today: Day,
): Promise<ReadonlyMap<number, Forecast>> {
  const whole = wholeOf(bodyCode);
  const own = await progressOf(tx, whole, addMonths(today, -MONTHS), 'infinity', bodyCode);
  const bands = await peerBands(tx, whole, today);
  return new Map(forecastsFrom(own, today, bands).map((one) => [one.businessNo, one.forecast]));
}
