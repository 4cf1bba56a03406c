import { type BodyCode, prefectureOf, wholeOf } from '../../../core/body-code.ts';
import { addMonths, type Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { type Forecast, type Pace, paceOf } from '../../../spine/steps/rules/forecast.ts';
import { progressOf } from '../queries/history.ts';
import { namesOfMonth } from '../queries/loads.ts';
import { peerBands } from './bands.ts';
import { courseOfMonths, MONTHS } from './courses.ts';
import { forecastsFrom } from './forecasts.ts';

export interface ForecastLine {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly businessNo: number;
  readonly forecast: Forecast;
  /** The body's own pace that stands behind it; null: too little is known. */
  readonly pace: Pace | null;
}

/**
 * When the systems of a prefecture's municipalities may be done, the latest first. A body's forecast is shown to the body
 * and to its prefecture, to nobody else: the nation is refused, and a prefecture is given its own municipalities.
 */
export async function forecastsBelow(
  tx: Tx,
  seat: Seat,
  today: Day,
  business: number | null,
): Promise<Result<readonly ForecastLine[], 'not-shown'>> {
  if (seat.kind !== 'prefecture' || !seat.rights.has('standardization:review')) return refuse('not-shown');
  const whole = wholeOf(seat.bodyCode);
  // In the scope of the prefecture: what its municipalities have reported, and of bodies elsewhere their range alone.
  const all = await progressOf(tx, whole, addMonths(today, -MONTHS), 'infinity');
  const bands = await peerBands(tx, whole, today);
  const names = await namesOfMonth(tx, whole, today);
  const own = (code: BodyCode) => code !== seat.bodyCode && prefectureOf(code) === seat.bodyCode;
  const paces = new Map(
    all
      .filter((one) => own(one.bodyCode))
      .map((one) => [`${one.bodyCode} ${one.businessNo}`, paceOf(courseOfMonths(one), today)]),
  );
  const lines = forecastsFrom(all, today, bands)
    .filter((one) => own(one.bodyCode) && (business === null || one.businessNo === business))
    .filter(({ forecast }) => forecast.kind === 'range' || forecast.why !== 'finished')
    .map((one): ForecastLine => {
      const pace = paces.get(`${one.bodyCode} ${one.businessNo}`) ?? null;
      return { ...one, name: names.get(one.bodyCode) ?? one.bodyCode, pace };
    });
  return ok([...lines].sort(latestFirst));
}

/** Those of which nothing can be said stand last. */
function latestFirst(a: ForecastLine, b: ForecastLine): number {
  const of = ({ forecast }: ForecastLine) => (forecast.kind === 'range' ? forecast.latest : '');
  return of(a) === of(b)
    ? a.bodyCode.localeCompare(b.bodyCode) || a.businessNo - b.businessNo
    : of(a) < of(b)
      ? 1
      : -1;
}
