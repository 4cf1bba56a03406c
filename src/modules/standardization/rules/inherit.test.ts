import { describe, expect, it } from 'vitest';
import { togetherStates } from './inherit.ts';

describe('systems that bodies bring into one', () => {
  it.each([
    [['3321'], '3321'],
    [['3321', '3111'], '3111'],
    [['3340', '4430'], '3330'],
    [['44', '43'], '43'],
    [[], ''],
  ])('%j stand as %s', (all, together) => {
    expect(togetherStates(all)).toBe(together);
  });
});
