import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round } from '../../../core/rational.ts';
import { bodyRates, factsOf, ratesOf } from './rates.ts';
import {
  applyMoves,
  countStates,
  movesBetween,
  movesText,
  parseStepState,
  replay,
  type States,
} from './states.ts';

const states = fc
  .array(fc.constantFrom('1', '2', '3', '4', '0'), { minLength: 40, maxLength: 40 })
  .map((all) => all.join(''));

describe('states of 40 steps', () => {
  it('are what their events say, in whatever order and size they came', () => {
    fc.assert(
      fc.property(states, fc.array(states, { maxLength: 6 }), (base: States, later: States[]) => {
        const events: string[] = [];
        let now = base;
        for (const next of later) {
          const { states: after, applied, conflicts } = applyMoves(now, movesBetween(now, next));
          expect(conflicts).toEqual([]);
          events.push(movesText(applied));
          now = after;
        }
        expect(replay(base, events)).toBe(now);
        expect(now).toBe(later.at(-1) ?? base);
      }),
    );
  });

  it('keep what another has moved meanwhile, and name it', () => {
    const outcome = applyMoves('332', [
      { step: 3, from: '1', to: '3' },
      { step: 2, from: '2', to: '3' },
      { step: 1, from: '3', to: '2' },
    ]);
    expect(outcome.states).toBe('232');
    expect(outcome.conflicts).toEqual([{ step: 3, from: '1', to: '3', now: '2' }]);
    expect(outcome.applied).toHaveLength(1);
  });

  it.each([
    ['完了', '3'],
    [' 完了済み ', '3'],
    ['対象外', '4'],
    ['', '0'],
    ['もうすぐ', null],
  ])('read %s as %s', (text, state) => expect(parseStepState(text)).toBe(state));
});

describe('the official formula', () => {
  const line = countStates(`${'3'.repeat(20)}${'4'.repeat(10)}${'2'.repeat(5)}${'1'.repeat(4)}0`);

  it('counts 対象外 as done, the figure beside it does not, and 未報告 is not 未着手', () => {
    const rates = ratesOf(line);
    const text = (value: typeof rates.completed) => (value === null ? null : round(value, 4));
    expect(text(rates.completed)).toBe('0.7500');
    expect(text(rates.working)).toBe('0.1250');
    expect(text(rates.notStarted)).toBe('0.1000');
    expect(text(rates.unreported)).toBe('0.0250');
    expect(text(rates.withoutExcluded)).toBe('0.6667');
  });

  it('gives a business that is 対象外 as a whole 100 %, and nothing without 対象外', () => {
    const all = countStates('4'.repeat(40));
    expect(factsOf([{ id: 'public-assistance', counts: all }], false)).toMatchObject([
      { value: 40n, base: 40n, reason: null },
      { value: null, base: null, reason: 'not-applicable' },
    ]);
  });

  it('makes a body the mean of its businesses, from the cells', () => {
    const rates = bodyRates([line, countStates('3'.repeat(40))]);
    expect(rates.completed && round(rates.completed, 4)).toBe('0.8750');
    expect(rates.withoutExcluded && round(rates.withoutExcluded, 4)).toBe('0.8571');
  });
});
