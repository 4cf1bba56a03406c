import { addDays, type Day, dayNumber } from './calendar.ts';

/** Whether a day is a public holiday; given by the caller, because rules know no calendar of any year. */
export type Holidays = (day: Day) => boolean;

/**
 * 開庁日. A body is closed on Saturdays, Sundays, public holidays and from 29 December to 3 January (地方自治法第4条の2第2項;
 * each body's own ordinance follows it).
 */
export function isWorkingDay(day: Day, holidays: Holidays): boolean {
  // 1970-01-01, day 0, was a Thursday.
  const weekday = (((dayNumber(day) + 4) % 7) + 7) % 7;
  const turnOfYear = day.slice(5) >= '12-29' || day.slice(5) <= '01-03';
  return weekday !== 0 && weekday !== 6 && !turnOfYear && !holidays(day);
}

/** Working days after `from` up to and with `to`; 0 when there are none or `to` is not later. */
export function workingDaysUntil(from: Day, to: Day, holidays: Holidays): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
    if (isWorkingDay(day, holidays)) count += 1;
  return count;
}

/** The day that is `count` working days after `from`. */
export function addWorkingDays(from: Day, count: number, holidays: Holidays): Day {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** The day itself when it is a working day, else the next one. */
export function nextWorkingDay(day: Day, holidays: Holidays): Day {
  let next = day;
  while (!isWorkingDay(next, holidays)) next = addDays(next, 1);
  return next;
}
