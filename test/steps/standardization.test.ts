import { describe, expect, it } from 'vitest';
import { STEP_STATES } from '../../src/modules/standardization/rules/states.ts';
import {
  DATA_MIGRATION_ITEM,
  PRIVACY_ITEM,
  WORK_ITEMS,
} from '../../src/modules/standardization/rules/work-items.ts';
import { STATE_CODES, STATE_TITLES, type StepState } from '../../src/spine/steps/rules/model.ts';
import { knownTemplate } from '../../src/spine/steps/templates.ts';

/** Rules of a module may not import those of the spine (R3): what both say of the same thing is held together here. */
describe('standardization and the step engine', () => {
  const template = knownTemplate('standardization');

  it('know the same 17 作業項目 in the same phases', () => {
    const phase = new Map(template.phases.map(({ id, title }) => [id, title]));
    expect(WORK_ITEMS.map((item) => [item.no, item.title, `${item.phase}フェーズ`])).toEqual(
      template.steps.map((step) => [step.number, step.title, phase.get(step.phase)]),
    );
  });

  it('pack states by the same digits', () => {
    const codes = (Object.keys(STATE_CODES) as StepState[]).map((state) => [
      ...[String(STATE_CODES[state]), STATE_TITLES[state]],
    ]);
    expect(Object.entries(STEP_STATES)).toEqual(codes);
  });

  it('hold the same gate', () => {
    const numberOf = (id: string) => template.steps.find((step) => step.id === id)?.number;
    const gated = template.steps.filter((step) => step.gates.length > 0);
    expect(gated.map((step) => [step.number, step.gates.map((gate) => numberOf(gate.step))])).toEqual([
      [DATA_MIGRATION_ITEM, [PRIVACY_ITEM]],
    ]);
  });
});
