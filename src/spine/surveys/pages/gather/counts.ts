import { type Day, formatDay } from '../../../../core/calendar.ts';
import { OWED, type SheetState } from '../../rules/sheet-workflow.ts';

/** Sheets of a 調査回 by state. */
export type Counts = ReadonlyMap<SheetState, number>;

/** Sheets that have not been handed in, or not before 確定. */
export function owedOf(counts: Counts | undefined): number {
  return OWED.reduce((sum, state) => sum + (counts?.get(state) ?? 0), 0);
}

export function sheetsOf(counts: Counts | undefined): number {
  return [...(counts?.values() ?? [])].reduce((sum, each) => sum + each, 0);
}

export function dueText(due: Day | null, none: string): string {
  return due === null ? none : formatDay(due);
}
