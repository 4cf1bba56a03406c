import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { addMonths, type Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { type Forecast, forecast } from '../../../spine/steps/rules/forecast.ts';
import { type Progress, progressOf } from '../queries/history.ts';
import { bandKey, bandsFrom, type PeerBands, peerBands } from './bands.ts';
import { courseOfMonths, MONTHS } from './courses.ts';

export interface SystemForecast {
  readonly bodyCode: BodyCode;
  readonly businessNo: number;
  readonly forecast: Forecast;
}

/** Forecasts of all systems that `progress` holds, each with those of its class and business as its peers. */
export function forecastsFrom(
  progress: readonly Progress[],
  knownOn: Day,
  bands: PeerBands = bandsFrom(progress, knownOn),
): readonly SystemForecast[] {
  return progress.map((one) => ({
    bodyCode: one.bodyCode,
    businessNo: one.businessNo,
    forecast: forecast(courseOfMonths(one), bands.get(bandKey(one)) ?? null, knownOn),
  }));
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
