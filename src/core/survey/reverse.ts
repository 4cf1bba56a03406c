import type { Day } from '../calendar.ts';
import type { AnswerValue } from './answer.ts';
import type { Binding, Question } from './definition.ts';
import { questionsOf } from './derive.ts';
import { fitsQuestion } from './fits.ts';

/** What is known of a body for one binding: a value, or that it does not apply. */
export interface HeldFact {
  readonly on: Day;
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: 'not-applicable' | 'withdrawn' | null;
}

export interface Reversed {
  readonly value: AnswerValue;
  readonly on: Day;
  /** Index into `bindings` of the fact that says it, for its source. */
  readonly binding: number;
}

/**
 * The way back from figures to an answer, where there is only one: two options with one value, a choice of which not
 * every option is known on one day, or a figure that several answers make, say nothing. Two bindings that disagree on
 * the same day say nothing either; otherwise the newer one speaks.
 */
export function reverseFacts(
  question: Question,
  bindings: readonly Binding[],
  held: (binding: number) => HeldFact | null,
): Reversed | null {
  const found: Reversed[] = [];
  const options: { readonly option: string; readonly binding: number; readonly fact: HeldFact | null }[] = [];
  for (const [index, { from }] of bindings.entries()) {
    if (!questionsOf(from).includes(question.id)) continue;
    const fact = held(index);
    if (from.kind === 'has-option') {
      options.push({ option: from.option, binding: index, fact });
      continue;
    }
    const value = fact === null ? null : answerOf(question, bindings[index]!, fact);
    if (fact !== null && value !== null && fitsQuestion(question, value))
      found.push({ value, on: fact.on, binding: index });
  }
  const several = severalOf(question, options);
  if (several !== null) found.push(several);
  const newest = found.reduce<Day>((day, one) => (one.on > day ? one.on : day), '');
  const speaking = found.filter((one) => one.on === newest);
  const first = speaking[0];
  if (first === undefined) return null;
  const agreed = speaking.every((one) => JSON.stringify(one.value) === JSON.stringify(first.value));
  return agreed ? first : null;
}

function answerOf(question: Question, { from }: Binding, fact: HeldFact): AnswerValue | null {
  // Of several questions together it cannot be said which one did not apply.
  if (fact.reason === 'not-applicable' && from.kind !== 'all-of' && from.kind !== 'pooled-share')
    return { type: 'not-applicable' };
  if (fact.value === null) return null;
  const { kind } = question;
  if (from.kind === 'option' && kind.type === 'choice') {
    const matching = Object.entries(from.values).filter(([, value]) => BigInt(value) === fact.value);
    return matching.length === 1 ? { type: 'choice', option: matching[0]![0] } : null;
  }
  if (from.kind === 'number' && kind.type === 'number')
    return { type: 'number', value: fact.value.toString() };
  if (from.kind === 'share' && kind.type === 'share' && fact.base !== null)
    return { type: 'share', value: fact.value.toString(), base: fact.base.toString() };
  if (from.kind === 'all-of' && kind.type === 'choice' && fact.value === 1n) {
    // Every condition held: where a condition leaves one option, that one was chosen.
    const own = from.conditions.filter((condition) => condition.question === question.id);
    const only = own.length === 1 && own[0]!.options.length === 1 ? own[0]!.options[0] : undefined;
    return only === undefined ? null : { type: 'choice', option: only };
  }
  return null;
}

/** Several choices are known when every option but the one that stands alone has a value, all of one day. */
function severalOf(
  question: Question,
  facts: readonly { readonly option: string; readonly binding: number; readonly fact: HeldFact | null }[],
): Reversed | null {
  if (question.kind.type !== 'choices' || facts.length === 0) return null;
  const day = facts[0]!.fact?.on;
  if (day === undefined) return null;
  const known = new Map<string, boolean>();
  for (const { option, fact } of facts) {
    if (fact === null || fact.value === null || fact.on !== day) return null;
    known.set(option, fact.value === 1n);
  }
  const chosen = question.kind.options.filter((option) => known.get(option.id) === true);
  const unknown = question.kind.options.filter((option) => !known.has(option.id));
  // What is not bound is known only by exclusion: the one option that stands alone, when nothing else was chosen.
  const alone = unknown.length === 1 && unknown[0]!.alone === true ? unknown[0]! : null;
  if (unknown.length > 0 && alone === null) return null;
  const options = chosen.length > 0 ? chosen : alone === null ? [] : [alone];
  const value: AnswerValue = { type: 'choices', options: options.map((option) => option.id) };
  return fitsQuestion(question, value) ? { value, on: day, binding: facts[0]!.binding } : null;
}
