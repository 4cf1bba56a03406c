import { describe, expect, it } from 'vitest';
import { move, stepsFrom } from '../../../core/workflow.ts';
import { type SheetGuard, type SheetState, type SheetStep, sheetWorkflow } from './sheet-workflow.ts';

const ALL: Readonly<Record<SheetGuard, boolean>> = {
  decided: true,
  complete: true,
  'own-words': true,
  'round-open': true,
  'reason-given': true,
  'via-prefecture': true,
  direct: true,
  'fixing-round': true,
};

describe('steps of a sheet', () => {
  it.each<[SheetState, readonly SheetStep[]]>([
    ['answering', ['hand-in', 'fix-unanswered']],
    ['handed-in', ['return', 'gather', 'query', 'withdraw', 'fix-direct']],
    ['returned', ['hand-in', 'fix-unanswered']],
    ['gathered', ['query', 'withdraw', 'fix']],
    ['queried', ['hand-in', 'fix-unanswered']],
    ['fixed', ['replace']],
    ['unanswered', ['answer-late']],
    ['replacing', ['hand-in']],
  ])('from %s: %j', (state, steps) => {
    expect(stepsFrom(sheetWorkflow, state)).toEqual(steps);
  });

  it('every guard that a step names keeps it back, and one that nobody answered does too', () => {
    for (const [name, step] of Object.entries(sheetWorkflow.steps)) {
      const [from] = step.from;
      expect(move(sheetWorkflow, from!, name as SheetStep, ALL)).toEqual({ ok: true, to: step.to });
      for (const guard of step.guards) {
        const without = { ...ALL, [guard]: false };
        expect(move(sheetWorkflow, from!, name as SheetStep, without)).toEqual({
          ok: false,
          why: 'guard',
          guard,
        });
        expect(move(sheetWorkflow, from!, name as SheetStep, {}).ok).toBe(false);
      }
    }
  });

  it('refuses what no list names', () => {
    expect(move(sheetWorkflow, 'fixed', 'hand-in', ALL)).toEqual({ ok: false, why: 'state' });
    expect(move(sheetWorkflow, 'elsewhere' as SheetState, 'hand-in', ALL)).toEqual({
      ok: false,
      why: 'state',
    });
    expect(move(sheetWorkflow, 'answering', 'elsewhere' as SheetStep, ALL)).toEqual({
      ok: false,
      why: 'state',
    });
  });
});
