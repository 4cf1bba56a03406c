import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Acceptance } from './deadline.ts';

/** Why a typed answer is kept beside the sheet and does not count. */
export type KeptBecause = 'changed-meanwhile' | 'deadline-over' | 'handed-in' | 'fixed';

/** Why nothing at all is taken of what was sent. */
export type SaveRefusal = 'no-such-sheet' | 'not-yours' | 'no-such-question' | 'not-your-section';

export interface Standing {
  readonly value: AnswerValue | null;
  readonly remark: string | null;
  readonly revision: number;
}

export type SaveOutcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'kept'; readonly because: KeptBecause };

/**
 * What becomes of one typed answer. Typing what stands already changes nothing, whoever wrote it meanwhile; something
 * else on top of an answer that the form had not been shown is kept and shown beside it.
 */
export function outcomeOf(
  typed: {
    readonly value: AnswerValue | null;
    readonly remark: string | null;
    readonly seenRevision: number;
  },
  standing: Standing | null,
  accepted: Acceptance,
  same: (a: AnswerValue | null, b: AnswerValue | null) => boolean,
): SaveOutcome {
  const value = standing?.value ?? null;
  const remark = standing?.remark ?? null;
  if (same(typed.value, value) && (typed.remark ?? '') === (remark ?? '')) return { kind: 'unchanged' };
  if (accepted !== 'open' && accepted !== 'late') return { kind: 'kept', because: accepted };
  if ((standing?.revision ?? 0) > typed.seenRevision) return { kind: 'kept', because: 'changed-meanwhile' };
  return { kind: 'saved' };
}
