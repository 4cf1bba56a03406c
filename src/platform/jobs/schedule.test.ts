import { describe, expect, it } from 'vitest';
import { daily, weekly } from './schedule.ts';

const at = (iso: string) => Date.parse(iso);

describe('schedules in Japanese time', () => {
  it.each([
    ['2026-04-01T04:59:59+09:00', '2026-03-31'],
    ['2026-04-01T05:00:00+09:00', '2026-04-01'],
    ['2026-04-01T23:59:59+09:00', '2026-04-01'],
  ])('daily at %s: slot %s', (now, key) => {
    expect(daily('a', '05:00').slot(at(now))).toEqual({ key, at: at(`${key}T05:00:00+09:00`) });
  });

  // 2026-04-06 is a Monday.
  it.each([
    ['2026-04-06T07:59:59+09:00', '2026-03-30'],
    ['2026-04-06T08:00:00+09:00', '2026-04-06'],
    ['2026-04-12T23:00:00+09:00', '2026-04-06'],
    ['2026-04-13T08:00:00+09:00', '2026-04-13'],
  ])('weekly on Monday at %s: slot %s', (now, key) => {
    expect(weekly('a', 'monday', '08:00').slot(at(now)).key).toBe(key);
  });
});
