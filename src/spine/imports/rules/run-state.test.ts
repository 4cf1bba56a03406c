import { expect, test } from 'vitest';
import { mayBecome, RUN_STATES, statesBefore } from './run-state.ts';

test('only a preview or a failed run can be committed, only a done one undone, and the ends are ends', () => {
  expect(statesBefore('committing')).toEqual(['preview', 'failed']);
  expect(statesBefore('undone')).toEqual(['done']);
  for (const end of ['refused', 'undone'] as const) {
    expect(RUN_STATES.filter((state) => mayBecome(end, state))).toEqual([]);
  }
});

test('nothing leads back to having been received, and done is reached from committing alone', () => {
  expect(statesBefore('received')).toEqual([]);
  expect(statesBefore('done')).toEqual(['committing']);
});
