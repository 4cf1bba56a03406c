import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { addMonths, type Day } from '../../../core/calendar.ts';
import { knownBefore } from '../../../core/known-on.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import {
  type Course,
  type Forecast,
  forecast,
  type Pace,
  paceOf,
  peerBand,
} from '../../../spine/steps/rules/forecast.ts';
import { type Progress, progressOf } from '../queries/history.ts';

/** How far back months are read. */
const MONTHS = 12;

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

/** Forecasts of all systems that `progress` holds, each with those of its class and business as its peers. */
export function forecastsFrom(progress: readonly Progress[], knownOn: Day): readonly SystemForecast[] {
  const courses = progress.map((one) => ({ one, course: courseOfMonths(one) }));
  const paces = new Map<string, (Pace | null)[]>();
  const keyOf = (one: Progress) => `${one.stratum} ${one.businessNo}`;
  for (const { one, course } of courses) {
    const group = paces.get(keyOf(one)) ?? [];
    group.push(paceOf(course, knownOn));
    paces.set(keyOf(one), group);
  }
  const bands = new Map([...paces].map(([key, group]) => [key, peerBand(group)] as const));
  return courses.map(({ one, course }) => ({
    bodyCode: one.bodyCode,
    businessNo: one.businessNo,
    forecast: forecast(course, bands.get(keyOf(one)) ?? null, knownOn),
  }));
}

/**
 * When a body's systems may be done, by its own pace and that of similar bodies. Only the body and its prefecture are
 * shown it; of the similar bodies nothing is shown but the range, so they are read by the program.
 */
export async function forecastsOf(
  tx: Tx,
  bodyCode: BodyCode,
  today: Day,
): Promise<ReadonlyMap<number, Forecast>> {
  const from = addMonths(today, -MONTHS);
  const until = knownBefore(today, today) ?? 'infinity';
  const all = await withinScope(tx, { kind: 'system' }, (inner) =>
    progressOf(inner, wholeOf(bodyCode), from, until),
  );
  const own = forecastsFrom(all, today).filter((one) => one.bodyCode === bodyCode);
  return new Map(own.map((one) => [one.businessNo, one.forecast]));
}
