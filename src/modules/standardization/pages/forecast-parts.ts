import { formatDay } from '../../../core/calendar.ts';
import { FORECAST_GAPS, type Forecast, type Pace } from '../../../spine/steps/rules/forecast.ts';

/** The range alone, or why there is none. */
export function rangeText(forecast: Forecast): string {
  if (forecast.kind === 'unknown') return FORECAST_GAPS[forecast.why];
  const { earliest, latest } = forecast;
  return earliest === latest
    ? `${formatDay(latest)}ごろ`
    : `${formatDay(earliest)}～${formatDay(latest)}ごろ`;
}

/** 「61日で5ステップ」 */
export function paceText(pace: Pace | null): string {
  return pace === null ? '記録が少なく分かりません' : `${pace.days}日で${pace.closed}ステップ`;
}

/** For the body itself: the range and what it was made from. */
export function forecastText(forecast: Forecast | undefined): string {
  if (forecast === undefined) return '月の報告がないため、見込みはありません。';
  if (forecast.kind === 'unknown') return FORECAST_GAPS[forecast.why];
  const from = [forecast.own ? 'この団体' : '', forecast.peers > 0 ? `同じ区分の${forecast.peers}団体` : ''];
  return `${rangeText(forecast)}（${from.filter(Boolean).join('と')}の進み方から）`;
}
