import type { Reporter, TestModule } from 'vitest/node';

/** The counts of a run as one line alone: `412 passed, 0 failed, 3 skipped`. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts tests. A file that cannot be loaded, a failing hook around it and an error outside of any test
 * have no test to fail: each counts as one failure, so that a run with an error never reads "0 failed".
 */
export function countTests(
  modules: readonly Pick<TestModule, 'children' | 'errors'>[],
  unhandledErrors: number,
): Counts {
  const counts: Counts = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that never ran (the run was broken off) has not passed.
      counts[state === 'pending' ? 'skipped' : state] += 1;
    }
  }
  return counts;
}

export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Prints the counts as the last line of a run. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const line = summaryLine(countTests(modules, unhandledErrors.length));
    // After the summary of the default reporter, which is printed in the same turn.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}
