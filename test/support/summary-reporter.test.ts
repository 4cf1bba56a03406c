import { describe, expect, it } from 'vitest';
import { countTests, summaryLine } from './summary-reporter.ts';

type Modules = Parameters<typeof countTests>[0];

function moduleWith(states: readonly string[], ownErrors = 0, suiteErrors = 0): Modules[number] {
  const errors = (count: number) => () => Array.from({ length: count }, () => ({ message: 'x' }));
  return {
    errors: errors(ownErrors),
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: errors(suiteErrors) }],
    },
  } as unknown as Modules[number];
}

describe('summary of a test run', () => {
  it.each([
    [
      'tests of several files',
      [moduleWith(['passed', 'skipped']), moduleWith(['failed', 'passed'])],
      0,
      [2, 1, 1],
    ],
    ['a file that cannot be loaded', [moduleWith([], 1)], 0, [0, 1, 0]],
    ['a failing beforeAll', [moduleWith(['skipped', 'skipped'], 0, 1)], 0, [0, 1, 2]],
    ['an error outside of any test', [moduleWith(['passed'])], 2, [1, 2, 0]],
    ['a run that was broken off', [moduleWith(['passed', 'pending'])], 0, [1, 0, 1]],
  ] as const)('%s', (_, modules, unhandled, [passed, failed, skipped]) => {
    expect(countTests(modules, unhandled)).toEqual({ passed, failed, skipped });
  });

  it('is one plain line', () => {
    expect(summaryLine({ passed: 412, failed: 0, skipped: 3 })).toBe('412 passed, 0 failed, 3 skipped');
  });
});
