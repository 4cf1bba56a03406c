import type { AnswerValue } from '../../../core/survey/answer.ts';
import { type Acceptance, counts } from './deadline.ts';

/** Why a typed answer is kept beside the sheet and does not count. */
export type KeptBecause = 'changed-meanwhile' | 'deadline-over' | 'handed-in' | 'fixed' | 'unanswered';

/** Why nothing at all is taken of what was sent. */
export type SaveRefusal = 'no-such-sheet' | 'not-yours' | 'no-such-question' | 'not-your-section';

export interface Standing {
  readonly value: AnswerValue | null;
  readonly remark: string | null;
  readonly revision: number;
  /** Typed in by the prefecture, and not said by the body in its own words yet. */
  readonly byProxy?: boolean;
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
    /** The body makes what the prefecture typed in its own answer. */
    readonly affirms?: boolean;
  },
  standing: Standing | null,
  accepted: Acceptance,
  same: (a: AnswerValue | null, b: AnswerValue | null) => boolean,
  /** 代行入力: an answer of the body's own is neither overwritten nor told to whoever guesses it. */
  proxy = false,
): SaveOutcome {
  if (
    proxy &&
    standing !== null &&
    standing.byProxy !== true &&
    (standing.value !== null || standing.remark !== null)
  )
    return { kind: 'kept', because: 'changed-meanwhile' };
  const value = standing?.value ?? null;
  const remark = standing?.remark ?? null;
  const affirmed = typed.affirms === true && standing?.byProxy === true;
  if (same(typed.value, value) && (typed.remark ?? '') === (remark ?? '') && !affirmed)
    return { kind: 'unchanged' };
  if (!counts(accepted)) return { kind: 'kept', because: accepted };
  if ((standing?.revision ?? 0) > typed.seenRevision) return { kind: 'kept', because: 'changed-meanwhile' };
  return { kind: 'saved' };
}
