import type { Day } from '../../../core/calendar.ts';
import { type States, stateAt, unreported, withState } from './states.ts';
import { WORK_ITEMS } from './work-items.ts';

/** The steps that the characters of a line stand for. */
export interface StepList {
  /** Null: the 17 作業項目, where no list has been imported yet. */
  readonly since: Day | null;
  readonly steps: readonly string[];
  /** 作業項目 of each step; 0: not known. */
  readonly items: readonly number[];
  readonly source: string;
}

/** What the month works on before a list is imported. Its shares are not the official figure and feed no indicator. */
export const ITEM_LIST: StepList = {
  since: null,
  steps: WORK_ITEMS.map((item) => item.title),
  items: WORK_ITEMS.map((item) => item.no),
  source: '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）',
};

/** The list in force at the end of a month, of lists in the order of their days. */
export function listOf(lists: readonly StepList[], month: Day): StepList {
  return lists.filter((list) => list.since !== null && list.since <= month).at(-1) ?? ITEM_LIST;
}

/** The same states under another list: steps are known again by their names; what is new is 未報告. */
export function carryOver(states: States, from: StepList, to: StepList): States {
  if (from.since === to.since) return states;
  return to.steps.reduce((carried, name, index) => {
    const before = from.steps.indexOf(name);
    return before < 0 ? carried : withState(carried, index + 1, stateAt(states, before + 1));
  }, unreported(to.steps.length));
}

/** The 17 derived from the steps: an item is 完了 when all of its steps are, 未着手 when none has begun. */
export function itemStates(states: States, list: StepList): ReadonlyMap<number, string> {
  const derived = new Map<number, string>();
  for (const item of WORK_ITEMS) {
    const own = list.items.flatMap((no, index) => (no === item.no ? [stateAt(states, index + 1)] : []));
    if (own.length === 0) continue;
    const all = (...wanted: readonly string[]) => own.every((state) => wanted.includes(state));
    derived.set(
      item.no,
      all('0') ? '0' : all('4') ? '4' : all('3', '4') ? '3' : all('1', '4', '0') ? '1' : '2',
    );
  }
  return derived;
}

/** The same names in the same order. */
export function sameSteps(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
