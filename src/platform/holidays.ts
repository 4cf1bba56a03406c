import holidayJp from '@holiday-jp/holiday_jp';
import type { Day } from '../core/calendar.ts';

const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** 国民の祝日（振替休日、国民の休日を含む）。1970年から2050年まで。出典: holiday_jp（国立天文台・内閣府の公表による） */
export function isPublicHoliday(day: Day): boolean {
  return HOLIDAYS.has(day);
}
