/**
 * Days as text `YYYY-MM-DD`, without clock, time zone or `Date` object: a figure of 2023-04-01 must stay that day
 * on every machine. Reads and writes 和暦; knows the Japanese fiscal year (4月1日～翌年3月31日).
 */
export type Day = string;

interface Era {
  readonly name: string;
  readonly letter: string;
  readonly from: Day;
}

/** 元号 出典: 元号を改める政令（昭和64年政令第1号、平成31年政令第143号）ほか */
const ERAS: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01' },
  { name: '平成', letter: 'H', from: '1989-01-08' },
  { name: '昭和', letter: 'S', from: '1926-12-25' },
  { name: '大正', letter: 'T', from: '1912-07-30' },
  { name: '明治', letter: 'M', from: '1868-01-25' },
];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function makeDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && makeDay(Number(match[1]), Number(match[2]), Number(match[3])) !== null;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

export function dayOfMonth(day: Day): number {
  return Number(day.slice(8, 10));
}

/**
 * Reads `2023-04-01`, `2023/4/1`, `2023年4月1日`, `令和5年4月1日`, `令和元年5月1日`, `R5.4.1`; full-width digits too.
 * Null when it is no day that exists (a 和暦 day outside its era included).
 */
export function parseDay(text: string): Day | null {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const western = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (western !== null) return makeDay(Number(western[1]), Number(western[2]), Number(western[3]));
  const japanese =
    /^(令和|平成|昭和|大正|明治|[RHSTM])(元|\d{1,2})[年./-](\d{1,2})[月./-](\d{1,2})日?$/i.exec(plain);
  if (japanese === null) return null;
  const mark = (japanese[1] ?? '').toUpperCase();
  const index = ERAS.findIndex((era) => era.name === japanese[1] || era.letter === mark);
  const era = ERAS[index];
  if (era === undefined) return null;
  const yearOfEra = japanese[2] === '元' ? 1 : Number(japanese[2]);
  const day = makeDay(yearOf(era.from) + yearOfEra - 1, Number(japanese[3]), Number(japanese[4]));
  const next = ERAS[index - 1];
  if (day === null || day < era.from || (next !== undefined && day >= next.from)) return null;
  return day;
}

/** `令和5年4月1日`; the Western form for days before 明治. */
export function toWareki(day: Day): string {
  const era = ERAS.find((candidate) => candidate.from <= day);
  const rest = `${monthOf(day)}月${dayOfMonth(day)}日`;
  if (era === undefined) return `${yearOf(day)}年${rest}`;
  const year = yearOf(day) - yearOf(era.from) + 1;
  return `${era.name}${year === 1 ? '元' : year}年${rest}`;
}

/** `令和5年4月1日（2023年）`: 和暦 with the Western year beside it, as pages print a day. */
export function formatDay(day: Day): string {
  return `${toWareki(day)}（${yearOf(day)}年）`;
}

/** 年度: the fiscal year that a day falls in, 4月 to 3月. */
export function fiscalYearOf(day: Day): number {
  return monthOf(day) >= 4 ? yearOf(day) : yearOf(day) - 1;
}

export function fiscalYearStart(fiscalYear: number): Day {
  return `${fiscalYear}-04-01`;
}

export function fiscalYearEnd(fiscalYear: number): Day {
  return `${fiscalYear + 1}-03-31`;
}

/** `令和4年度（2022年度）`. The era is that of 4月1日 (2019年度 is 平成31年度・令和元年度 in law; pages print the Western year too). */
export function formatFiscalYear(fiscalYear: number): string {
  if (fiscalYear === 2019) return '令和元年度（2019年度）';
  return `${toWareki(fiscalYearStart(fiscalYear)).replace(/年4月1日$/, '年度')}（${fiscalYear}年度）`;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
export function dayNumber(day: Day): number {
  const month = monthOf(day);
  const year = month <= 2 ? yearOf(day) - 1 : yearOf(day);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth(day) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export function fromDayNumber(number: number): Day {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = makeDay(year, month, dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1);
  if (day === null) throw new RangeError(`no day has the number ${number}`);
  return day;
}

export function addDays(day: Day, days: number): Day {
  return fromDayNumber(dayNumber(day) + days);
}

/** The same day of the month `months` later, or that month's last day when it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return makeDay(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month))) as Day;
}

export function endOfMonth(day: Day): Day {
  return makeDay(yearOf(day), monthOf(day), daysInMonth(yearOf(day), monthOf(day))) as Day;
}
