import { type States, type StepState, stateAt } from './states.ts';

/** The order in which a step goes on; 対象外 stands beside it. */
const ORDER: readonly StepState[] = ['0', '1', '2', '3'];

/**
 * How a system stands that several bodies bring into one: a step is as far as the last of them, and 対象外 where it is
 * for all. All texts are of one list.
 */
export function togetherStates(all: readonly States[]): States {
  return [...(all[0] ?? '')]
    .map((_, index) => {
      const owed: readonly StepState[] = all
        .map((states) => stateAt(states, index + 1))
        .filter((state) => state !== '4');
      return owed.length === 0 ? '4' : (ORDER.find((state) => owed.includes(state)) ?? '0');
    })
    .join('');
}
