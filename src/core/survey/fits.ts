import type { AnswerValue } from './answer.ts';
import type { Question } from './definition.ts';

/**
 * Whether a stored value is an answer to this question as it is worded now: an option that was taken out, a third choice
 * where two are left, a number outside of its limits are none.
 */
export function fitsQuestion(question: Question, answer: AnswerValue): boolean {
  const { kind } = question;
  if (answer.type === 'not-applicable') return question.mayNotApply === true;
  if (answer.type !== kind.type) return false;
  if (kind.type === 'choice' && answer.type === 'choice')
    return kind.options.some((option) => option.id === answer.option);
  if (kind.type === 'choices' && answer.type === 'choices') {
    const chosen = kind.options.filter((option) => answer.options.includes(option.id));
    return (
      chosen.length > 0 &&
      chosen.length === new Set(answer.options).size &&
      (kind.atMost === null || chosen.length <= kind.atMost) &&
      (chosen.length === 1 || chosen.every((option) => option.alone !== true))
    );
  }
  if (kind.type === 'number' && answer.type === 'number') {
    const factor = 10n ** BigInt(kind.scale);
    const value = BigInt(answer.value);
    return (
      (kind.min === null || value >= BigInt(kind.min) * factor) &&
      (kind.max === null || value <= BigInt(kind.max) * factor)
    );
  }
  if (answer.type === 'share')
    return BigInt(answer.value) >= 0n && BigInt(answer.value) <= BigInt(answer.base);
  if (kind.type === 'text' && answer.type === 'text') return [...answer.text].length <= kind.maxLength;
  return true;
}

/**
 * An answer to an earlier wording as an answer to this one; null where it cannot be said. Decimals may have changed, and
 * then the number is written anew, exactly or not at all; another unit is another question.
 */
export function carryAnswer(before: Question, now: Question, answer: AnswerValue): AnswerValue | null {
  if (before.kind.type === 'number' && now.kind.type === 'number' && answer.type === 'number') {
    if (before.kind.unit !== now.kind.unit) return null;
    const value = rescale(BigInt(answer.value), before.kind.scale, now.kind.scale);
    if (value === null) return null;
    const carried: AnswerValue = { type: 'number', value: value.toString() };
    return fitsQuestion(now, carried) ? carried : null;
  }
  if (before.kind.type === 'share' && now.kind.type === 'share' && before.kind.unit !== now.kind.unit)
    return null;
  return fitsQuestion(now, answer) ? answer : null;
}

function rescale(value: bigint, from: number, to: number): bigint | null {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const factor = 10n ** BigInt(from - to);
  return value % factor === 0n ? value / factor : null;
}
