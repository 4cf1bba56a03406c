import {
  addDays,
  addMonths,
  type Day,
  dayNumber,
  fiscalYearEnd,
  fiscalYearOf,
  fiscalYearStart,
  formatDay,
  formatFiscalYear,
  monthOf,
  parseDay,
} from '../../../core/calendar.ts';
import type { When } from './line.ts';

/** 5年間を目途 出典: 自治体DX推進計画の改定概要【第5.0版】19行 */
export const WINDOW_YEARS = 5;

/** The years that the 工程表 of a 年度 looks over, renewed each year. */
export function windowOf(fiscalYear: number): {
  readonly first: number;
  readonly last: number;
  readonly from: Day;
  readonly to: Day;
  readonly years: readonly number[];
} {
  const last = fiscalYear + WINDOW_YEARS - 1;
  return {
    first: fiscalYear,
    last,
    from: fiscalYearStart(fiscalYear),
    to: fiscalYearEnd(last),
    years: Array.from({ length: WINDOW_YEARS }, (_, index) => fiscalYear + index),
  };
}

/** 年度 that may be opened on a day: the running one, and from January the next (骨格予算 and rotation come in March and April). */
export function openableYears(today: Day): readonly number[] {
  const running = fiscalYearOf(today);
  return monthOf(today) <= 3 ? [running, running + 1] : [running];
}

/** Quarter 1–4 of the 年度: 第1四半期 is 4月 to 6月. */
export function quarterOf(day: Day): { readonly year: number; readonly quarter: number } {
  return { year: fiscalYearOf(day), quarter: Math.floor(((monthOf(day) + 8) % 12) / 3) + 1 };
}

export function quarterStart(year: number, quarter: number): Day {
  return addMonths(fiscalYearStart(year), (quarter - 1) * 3);
}

export function quarterEnd(year: number, quarter: number): Day {
  return addDays(addMonths(fiscalYearStart(year), quarter * 3), -1);
}

/** 令和元年度 is 2019年度. */
function yearOfText(era: string, number: string): number {
  const count = number === '元' ? 1 : Number(number);
  return era === '' ? count : era === '平成' || era === 'H' ? 1988 + count : 2018 + count;
}

/**
 * `令和8年度第2四半期`, `R8Q2`, `2026年度第2四半期`, `2026Q2`, or a day. As a start a quarter is its first day, as an end its
 * last. Null when it is none of these.
 */
export function parseWhen(text: string, edge: 'start' | 'end'): When | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  const match =
    /^(令和|平成|R|H|)(元|\d{1,4})(?:年度?)?(?:\(\d{4}年度\))?(?:第?([1-4一二三四])四半期|Q([1-4]))$/.exec(
      plain,
    );
  if (match !== null) {
    const [, era = '', number = '', words, short] = match;
    const year = yearOfText(era, number);
    const quarter = short === undefined ? '1234'.indexOf(arabic(words ?? '')) + 1 : Number(short);
    if (year < 2000 || year > 2100) return null;
    const on = edge === 'start' ? quarterStart(year, quarter) : quarterEnd(year, quarter);
    return { on, as: 'quarter' };
  }
  const day = parseDay(text);
  return day === null ? null : { on: day, as: 'day' };
}

function arabic(number: string): string {
  const at = '一二三四'.indexOf(number);
  return at < 0 ? number : String(at + 1);
}

/** As a form and a sheet take it back: 「令和8年度第2四半期」, 「令和8年4月1日（2026年）」. */
export function formatWhen(when: When): string {
  if (when.as === 'day') return formatDay(when.on);
  const { year, quarter } = quarterOf(when.on);
  return `${shortYear(year)}第${quarter}四半期`;
}

/** What `parseWhen` reads again. */
export function writeWhen(when: When | null): string {
  if (when === null) return '';
  return when.as === 'day' ? when.on : formatWhen(when);
}

/** 「令和8年度」 without the Western year, where many stand side by side. */
export function shortYear(fiscalYear: number): string {
  return formatFiscalYear(fiscalYear).replace(/（.*$/, '');
}

/** Whole days from one day to a later one; negative when it is earlier. */
export function daysFrom(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}
