import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/support/summary-reporter.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    // Not threads: a native parser that runs while its thread ends takes the whole run with it.
    pool: 'forks',
    // One process loads the program once for all its files: to load it is a fifth of the whole run. What a file changes of
    // its process (environment, loaded modules) it puts back.
    isolate: false,
    // Vitest's own choice on two cores is one worker; much of a test is waiting for the database and the browser.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', new SummaryReporter()],
  },
});
