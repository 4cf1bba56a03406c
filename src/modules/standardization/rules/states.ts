/**
 * 状態 of a step, packed by the codes of the step engine (`spine/steps`), one digit each. 未報告 is no state of the work:
 * nobody has said how it stands.
 */
export const STEP_STATES = {
  '0': '未報告',
  '1': '未着手',
  '2': '作業中',
  '3': '完了済み',
  '4': '対象外',
} as const;
export type StepState = keyof typeof STEP_STATES;

export const UNREPORTED: StepState = '0';

export function isStepState(text: string): text is StepState {
  return Object.hasOwn(STEP_STATES, text);
}

/** 「完了」「完了済」「作業中」 of a cell; null: no word that is known. An empty cell is 未報告. */
export function parseStepState(text: string): StepState | null {
  // A nation's table has 1.4 million cells, nearly all of them written in these very words.
  const exact = EXACT.get(text);
  if (exact !== undefined) return exact;
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  if (plain === '') return UNREPORTED;
  const [found] = WORDS.filter(([, words]) => words.includes(plain));
  return found?.[0] ?? null;
}

const WORDS: readonly (readonly [StepState, readonly string[]])[] = [
  ['1', ['未着手', '着手前']],
  ['2', ['作業中', '着手済', '着手済み']],
  ['3', ['完了済み', '完了済', '完了']],
  ['4', ['対象外']],
  ['0', ['未報告']],
];

const EXACT: ReadonlyMap<string, StepState> = new Map(
  WORDS.flatMap(([state, words]) => words.map((word) => [word, state] as const)),
);

/** States of one line as they are packed: one character for each step. */
export type States = string;

export function unreported(length: number): States {
  return UNREPORTED.repeat(length);
}

export function stateAt(states: States, step: number): StepState {
  const found = states[step - 1] ?? UNREPORTED;
  return isStepState(found) ? found : UNREPORTED;
}

export function withState(states: States, step: number, state: StepState): States {
  return states.slice(0, step - 1) + state + states.slice(step);
}

export interface StateCounts {
  readonly steps: number;
  readonly done: number;
  readonly working: number;
  readonly notStarted: number;
  readonly excluded: number;
  readonly unreported: number;
}

export function countStates(states: States): StateCounts {
  const of = (state: StepState) => states.split(state).length - 1;
  return {
    steps: states.length,
    done: of('3'),
    working: of('2'),
    notStarted: of('1'),
    excluded: of('4'),
    unreported: of('0'),
  };
}

/** All steps are 完了済み or 対象外, and one at least is 完了済み: the system is in operation. */
export function isFinished(counts: StateCounts): boolean {
  return counts.done > 0 && counts.done + counts.excluded === counts.steps;
}

/** The whole business is 対象外. */
export function isExcluded(counts: StateCounts): boolean {
  return counts.excluded === counts.steps;
}

/** One step that goes from one state to another. `from` is what the form was made of. */
export interface Move {
  readonly step: number;
  readonly from: StepState;
  readonly to: StepState;
}

export interface Conflict extends Move {
  /** What another has written meanwhile. */
  readonly now: StepState;
}

/**
 * Applies moves to what stands now. A step that another has moved meanwhile elsewhere is a conflict and is left as it
 * is; one that stands already where it shall go is no move.
 */
export function applyMoves(
  now: States,
  moves: readonly Move[],
): { readonly states: States; readonly applied: readonly Move[]; readonly conflicts: readonly Conflict[] } {
  let states = now;
  const applied: Move[] = [];
  const conflicts: Conflict[] = [];
  for (const move of moves) {
    const current = stateAt(states, move.step);
    if (current === move.to) continue;
    if (current !== move.from) {
      conflicts.push({ ...move, now: current });
      continue;
    }
    states = withState(states, move.step, move.to);
    applied.push(move);
  }
  return { states, applied, conflicts };
}

/** What lies between two texts of one length. */
export function movesBetween(from: States, to: States): readonly Move[] {
  return [...to].flatMap((_, index) => {
    const step = index + 1;
    const move = { step, from: stateAt(from, step), to: stateAt(to, step) };
    return move.from === move.to ? [] : [move];
  });
}

/** 「12:1>2,13:1>3」, as events keep it. */
export function movesText(moves: readonly Move[]): string {
  return moves.map(({ step, from, to }) => `${step}:${from}>${to}`).join(',');
}

export function parseMoves(text: string): readonly Move[] {
  return text.split(',').flatMap((one) => {
    const match = /^(\d{1,2}):([0-4])>([0-4])$/.exec(one);
    return match === null
      ? []
      : [{ step: Number(match[1]), from: match[2] as StepState, to: match[3] as StepState }];
  });
}

/** From what a line began with and its events: what stands. */
export function replay(base: States, changes: readonly string[]): States {
  return changes.reduce(
    (states, text) =>
      parseMoves(text).reduce((running, { step, to }) => withState(running, step, to), states),
    base,
  );
}
