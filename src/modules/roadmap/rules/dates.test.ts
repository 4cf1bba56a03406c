import { describe, expect, test } from 'vitest';
import { formatWhen, openableYears, parseWhen, windowOf, writeWhen } from './dates.ts';

describe('the window and its days', () => {
  test('five years, renewed each 年度', () => {
    expect(windowOf(2026)).toMatchObject({ from: '2026-04-01', to: '2031-03-31', last: 2030 });
    expect(windowOf(2027).years).toEqual([2027, 2028, 2029, 2030, 2031]);
  });

  test.each([
    ['2026-12-31', [2026]],
    ['2027-01-01', [2026, 2027]],
    ['2027-03-31', [2026, 2027]],
    ['2027-04-01', [2027]],
  ])('on %s the years %j may be opened', (today, years) => {
    expect(openableYears(today)).toEqual(years);
  });

  test.each([
    ['令和8年度第2四半期', 'start', '2026-07-01', 'quarter'],
    ['令和8年度第2四半期', 'end', '2026-09-30', 'quarter'],
    ['R8Q4', 'end', '2027-03-31', 'quarter'],
    ['２０２６年度 第１四半期', 'start', '2026-04-01', 'quarter'],
    ['令和元年度第１四半期', 'start', '2019-04-01', 'quarter'],
    ['令和8年4月1日', 'start', '2026-04-01', 'day'],
    ['2026-04-01', 'end', '2026-04-01', 'day'],
  ] as const)('%s as %s is %s', (text, edge, on, as) => {
    expect(parseWhen(text, edge)).toEqual({ on, as });
  });

  test.each(['来年', '令和8年度', '令和8年度第5四半期', '2026-02-30', 'Q2'])('%s is no time', (text) => {
    expect(parseWhen(text, 'start')).toBeNull();
  });

  test('what is written is read again', () => {
    expect(formatWhen({ on: '2027-03-31', as: 'quarter' })).toBe('令和8年度第4四半期');
    for (const on of ['2026-06-30', '2026-09-30', '2026-12-31', '2027-03-31'])
      expect(parseWhen(writeWhen({ on, as: 'quarter' }), 'end')).toEqual({ on, as: 'quarter' });
  });
});
