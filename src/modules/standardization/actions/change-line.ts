import type { WrittenLine } from '../queries/write-months.ts';
import { closedBeforeGate, type PrivacyAssessment } from '../rules/gate.ts';
import { conflictFault, type Fault, fault, gateFault, reasonFault } from '../rules/sentences.ts';
import { applyMoves, countStates, type Move, movesBetween, movesText, unreported } from '../rules/states.ts';
import type { MonthLine, MonthView } from './month.ts';

/** What is said of the lines of a month. */
export interface LinesInput {
  /** By number of the business. */
  readonly moves: ReadonlyMap<number, readonly Move[]>;
  /** Why steps of a business are 対象外. */
  readonly reasons?: ReadonlyMap<number, string>;
  readonly assessments?: ReadonlyMap<number, PrivacyAssessment>;
  /** A file of the ministry says what was; gates and reasons are asked of what a body does here. */
  readonly asGiven?: boolean;
}

/** What a save does to one line. */
export interface Changed {
  /** Null: it stands as it is stored. */
  readonly line: WrittenLine | null;
  readonly moved: number;
  readonly faults: readonly Fault[];
}

/** One line with its moves. A line that is not stored in this month yet is stored as it was copied. */
export function changeLine(line: MonthLine, view: MonthView, input: LinesInput): Changed {
  const no = line.businessNo;
  const moves = input.moves.get(no) ?? [];
  const { states, applied, conflicts } = applyMoves(line.states, moves);
  const faults: Fault[] = [];
  for (const move of moves)
    if (move.step < 1 || move.step > view.list.steps.length)
      faults.push(
        fault('unknown-step', `line-${no}`, `${line.business.title}にステップ${move.step}はありません。`),
      );
  faults.push(...conflicts.map((conflict) => conflictFault(no, view.list, conflict, '')));
  if (input.asGiven !== true) {
    const assessment = input.assessments?.get(no) ?? line.assessment;
    for (const move of closedBeforeGate(line.business, applied, view.list, assessment, view.month))
      faults.push(gateFault(no, view.list, move, assessment));
    const excluded = countStates(states).excluded > line.counts.excluded;
    const reason = input.reasons?.get(no) ?? line.reason ?? '';
    if (excluded && reason.trim() === '') faults.push(reasonFault(no));
  }
  if (line.stored !== null && applied.length === 0) return { line: null, moved: 0, faults };
  // Events begin with 未報告 where no month of the body itself stands behind them.
  const taken = line.inherited ? movesBetween(unreported(line.states.length), line.states) : [];
  const changes = movesText([...taken, ...applied]);
  const written: WrittenLine = {
    bodyCode: view.bodyCode,
    month: view.month,
    businessNo: no,
    listSince: view.list.since,
    states,
    revision: (line.stored?.revision ?? 0) + 1,
    baseMonth: line.baseMonth,
    baseRevision: line.baseRevision,
    changes: changes === '' ? null : changes,
  };
  return { line: written, moved: applied.length, faults };
}
