import type { Day } from '../../../core/calendar.ts';
import { type RoundState, type SheetState, WRITABLE } from './sheet-workflow.ts';

export interface Deadlines {
  readonly roundState: RoundState;
  readonly sheetState: SheetState;
  readonly route: 'prefecture' | 'direct';
  readonly prefectureDue: Day | null;
  readonly nationDue: Day | null;
  /** The sheet's own (再依頼, 災害); comes before those of the round. */
  readonly own: Day | null;
  /** 災害対応中: no deadline holds. */
  readonly disaster: boolean;
}

/**
 * Whether a save counts today. `late`: it counts and says that the 県締切 is over. `deadline-over`, `handed-in`, `fixed`,
 * `unanswered`: what was typed is kept beside the sheet, and the page says how it can count (再依頼, 取下げ, 差替え,
 * 確定後の回答).
 */
export type Acceptance = 'open' | 'late' | 'deadline-over' | 'handed-in' | 'fixed' | 'unanswered';

/** A save becomes an answer; else it is kept beside the sheet. */
export function counts(accepted: Acceptance): accepted is 'open' | 'late' {
  return accepted === 'open' || accepted === 'late';
}

export function acceptance(when: Deadlines, today: Day): Acceptance {
  if (when.sheetState === 'fixed' || when.sheetState === 'unanswered') return when.sheetState;
  if (!WRITABLE.includes(when.sheetState)) return 'handed-in';
  // What is written after 確定 was asked for; the round's deadlines are long over.
  if (when.roundState !== 'sent' || when.disaster) return 'open';
  if (when.own !== null) return today <= when.own ? 'open' : 'deadline-over';
  if (when.nationDue !== null && today > when.nationDue) return 'deadline-over';
  const due = dueOf(when);
  return due !== null && today > due ? 'late' : 'open';
}

/** The day that a body is told now: after 確定 only one of its own still holds. */
export function dueNow(when: Omit<Deadlines, 'sheetState' | 'disaster'>): Day | null {
  return when.roundState === 'sent' || when.roundState === 'draft' ? dueOf(when) : when.own;
}

/** The day of the sheet as it was set. */
export function dueOf(when: Pick<Deadlines, 'route' | 'prefectureDue' | 'nationDue' | 'own'>): Day | null {
  return when.own ?? (when.route === 'prefecture' ? (when.prefectureDue ?? when.nationDue) : when.nationDue);
}
