import type { Reason } from '../indicator.ts';
import type { Answers } from './answer.ts';
import type { Condition, Derivation, SurveyDefinition } from './definition.ts';
import { type Asked, holds, pathOf } from './path.ts';

/** An observation in the making: value or reason, never both. Whole numbers × 10^scale of the indicator. */
export interface DerivedFact {
  readonly indicator: string;
  readonly part: string;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: Reason | null;
  /** The questions that it was derived from, for the way back. */
  readonly questions: readonly string[];
}

/**
 * What a sheet of answers says of its body. A question that the way through the survey left out gives 「調査無し」, an
 * open one 「未回答」: neither is zero.
 */
export function deriveFacts(survey: SurveyDefinition, answers: Answers): readonly DerivedFact[] {
  const path = pathOf(survey.questions, answers);
  return survey.bindings.map(({ indicator, part, from, when = [] }) => ({
    indicator,
    part,
    questions: [...new Set([...when.map((condition) => condition.question), ...questionsOf(from)])],
    ...(barred(when, answers, path) ?? derive(from, answers, path)),
  }));
}

export function questionsOf(from: Derivation): readonly string[] {
  if (from.kind === 'pooled-share') return from.questions;
  return from.kind === 'all-of' ? from.conditions.map((condition) => condition.question) : [from.question];
}

type Outcome = Pick<DerivedFact, 'value' | 'base' | 'reason'>;

function derive(from: Derivation, answers: Answers, path: ReadonlyMap<string, Asked>): Outcome {
  if (from.kind === 'all-of') return deriveAll(from.conditions, answers, path);
  if (from.kind === 'pooled-share') return pool(from, answers, path);
  const asked = path.get(from.question) ?? 'not-asked';
  const answer = answers[from.question];
  if (asked === 'not-asked') return missing('not-asked');
  if (asked === 'open' || answer === undefined) return missing('not-answered');
  if (answer.type === 'not-applicable') return missing('not-applicable');
  if (from.kind === 'has-option' && answer.type === 'choices')
    return valued(answer.options.includes(from.option) ? 1n : 0n);
  if (from.kind === 'option' && answer.type === 'choice') {
    const value = from.values[answer.option];
    if (value !== undefined) return valued(BigInt(value));
    return missing(from.reasons?.[answer.option] ?? 'not-answered');
  }
  if (from.kind === 'number' && answer.type === 'number') return valued(BigInt(answer.value));
  if (from.kind === 'share' && answer.type === 'share')
    return { value: BigInt(answer.value), base: BigInt(answer.base), reason: null };
  // A binding that does not fit its question is refused when the definition is read (check-definition.ts).
  return missing('not-answered');
}

/** Why the fact is not asked of this body; null: it is. */
function barred(
  when: readonly Condition[],
  answers: Answers,
  path: ReadonlyMap<string, Asked>,
): Outcome | null {
  if (when.length === 0) return null;
  const all = deriveAll(when, answers, path);
  if (all.value === 1n) return null;
  return all.value === 0n ? missing('not-asked') : all;
}

function pool(
  from: Extract<Derivation, { kind: 'pooled-share' }>,
  answers: Answers,
  path: ReadonlyMap<string, Asked>,
): Outcome {
  let value = 0n;
  let base = 0n;
  let counted = 0;
  let asked = 0;
  for (const question of from.questions) {
    const way = path.get(question) ?? 'not-asked';
    const answer = answers[question];
    if (way === 'not-asked') continue;
    asked += 1;
    if (way === 'open' || answer === undefined) return missing('not-answered');
    if (answer.type !== 'share') continue;
    counted += 1;
    value += BigInt(answer.value);
    base += BigInt(answer.base);
  }
  if (counted === 0) return missing(asked === 0 ? 'not-asked' : 'not-applicable');
  if (from.take === 'both') return { value, base, reason: null };
  return valued(from.take === 'value' ? value : base);
}

/** No answer to one condition leaves the whole open, unless another one already says no. */
function deriveAll(
  conditions: readonly Condition[],
  answers: Answers,
  path: ReadonlyMap<string, Asked>,
): Outcome {
  let open = false;
  for (const condition of conditions) {
    const asked = path.get(condition.question) ?? 'not-asked';
    if (asked === 'open' || (asked === 'asked' && answers[condition.question] === undefined)) open = true;
    // Not asked because an earlier answer ruled it out: the condition cannot hold.
    else if (asked === 'not-asked' || !holds(condition, answers)) return valued(0n);
  }
  return open ? missing('not-answered') : valued(1n);
}

function valued(value: bigint): Outcome {
  return { value, base: null, reason: null };
}

function missing(reason: Reason): Outcome {
  return { value: null, base: null, reason };
}
