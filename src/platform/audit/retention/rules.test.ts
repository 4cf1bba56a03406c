import { describe, expect, it } from 'vitest';
import { disposalCutoff } from './rules.ts';

describe('disposalCutoff', () => {
  it.each([
    // Made in FY2015 (until 2016-03-31), kept ten years from 2016-04-01: due on 2026-04-01, not a day before.
    ['2026-04-01', 10, '2016-04-01'],
    ['2026-03-31', 10, '2015-04-01'],
    ['2027-01-01', 1, '2025-04-01'],
  ])('%s, %d years: what was made before %s', (today, years, before) => {
    expect(disposalCutoff(today, years)).toBe(before);
  });
});
