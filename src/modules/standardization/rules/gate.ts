import type { Day } from '../../../core/calendar.ts';
import type { Business } from './businesses.ts';
import type { Move } from './states.ts';
import type { StepList } from './step-list.ts';
import { DATA_MIGRATION_ITEM } from './work-items.ts';

/** 特定個人情報保護評価 of a business, as it was recorded; null: nothing recorded. */
export interface PrivacyAssessment {
  readonly heldOn: Day | null;
  readonly notNeeded: string | null;
}

/** 個人番号を利用しない事務: the assessment is not owed, and the gate stands open. 出典: 番号法第28条（評価は特定個人情報ファイルについて行う） */
const WITHOUT_NUMBER = new Set(['electoral-roll', 'seal-registration']);

export function notNeededByNature(business: Pick<Business, 'id'>): string | null {
  return WITHOUT_NUMBER.has(business.id) ? '個人番号を利用しない事務のため' : null;
}

/**
 * Steps of データ移行 that shall be 完了済み although neither the day of the assessment nor 「実施不要」 with its reason is
 * recorded. Everything else may be done out of order, as the real world does it.
 */
export function closedBeforeGate(
  business: Pick<Business, 'id'>,
  moves: readonly Move[],
  list: StepList,
  assessment: PrivacyAssessment | null,
  month: Day,
): readonly Move[] {
  const open =
    notNeededByNature(business) !== null ||
    (assessment !== null &&
      (assessment.notNeeded !== null || (assessment.heldOn !== null && assessment.heldOn <= month)));
  if (open) return [];
  return moves.filter(({ step, to }) => to === '3' && list.items[step - 1] === DATA_MIGRATION_ITEM);
}
