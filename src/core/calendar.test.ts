import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  endOfMonth,
  fiscalYearEnd,
  fiscalYearOf,
  formatDay,
  formatFiscalYear,
  fromDayNumber,
  isDay,
  parseDay,
  toWareki,
} from './calendar.ts';

describe('parseDay', () => {
  it.each([
    ['2023-04-01', '2023-04-01'],
    ['2023/4/1', '2023-04-01'],
    ['2023年4月1日', '2023-04-01'],
    ['令和5年4月1日', '2023-04-01'],
    ['令和５年４月１日', '2023-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['R5.4.1', '2023-04-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['H30/11/1', '2018-11-01'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each([
    '2023-02-29',
    '令和元年4月30日',
    '平成31年5月1日',
    '2023-13-01',
    'きょう',
    '',
    '20230401x',
    '昭和64年1月8日',
  ])('%s is no day', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});

describe('writing days', () => {
  it('writes 和暦 with the Western year', () => {
    expect(toWareki('2019-05-01')).toBe('令和元年5月1日');
    expect(toWareki('2019-04-30')).toBe('平成31年4月30日');
    expect(formatDay('2023-04-01')).toBe('令和5年4月1日（2023年）');
  });

  it('knows the fiscal year', () => {
    expect(fiscalYearOf('2023-03-31')).toBe(2022);
    expect(fiscalYearOf('2023-04-01')).toBe(2023);
    expect(fiscalYearEnd(2022)).toBe('2023-03-31');
    expect(formatFiscalYear(2022)).toBe('令和4年度（2022年度）');
    expect(formatFiscalYear(2019)).toBe('令和元年度（2019年度）');
    expect(formatFiscalYear(2018)).toBe('平成30年度（2018年度）');
  });
});

describe('arithmetic of days', () => {
  it('agrees with the proleptic Gregorian calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
        const day = fromDayNumber(number);
        expect(dayNumber(day)).toBe(number);
        expect(isDay(day)).toBe(true);
        expect(new Date(number * 86_400_000).toISOString().slice(0, 10)).toBe(day);
      }),
    );
  });

  it('stays in the month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-03-31', -1)).toBe('2023-02-28');
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(endOfMonth('2024-02-03')).toBe('2024-02-29');
  });
});
