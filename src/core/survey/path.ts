import type { Answers } from './answer.ts';
import type { Condition, Question } from './definition.ts';

/** True when the answer to the condition's question is (or holds) one of its options. */
export function holds(condition: Condition, answers: Answers): boolean {
  const answer = answers[condition.question];
  if (answer?.type === 'choice') return condition.options.includes(answer.option);
  if (answer?.type === 'choices') return answer.options.some((option) => condition.options.includes(option));
  return false;
}

/**
 * Whether a question is asked of a body that has answered so. `open`: the question that decides it has no answer yet.
 * A question that hangs on one which is not asked is not asked itself.
 */
export type Asked = 'asked' | 'not-asked' | 'open';

/** The way through a survey: for every question whether it is asked. Conditions point only to earlier questions. */
export function pathOf(questions: readonly Question[], answers: Answers): ReadonlyMap<string, Asked> {
  const path = new Map<string, Asked>();
  for (const question of questions) {
    const each = (question.askedWhen ?? []).map((condition): Asked => {
      const before = path.get(condition.question) ?? 'not-asked';
      if (before !== 'asked') return before;
      if (answers[condition.question] === undefined) return 'open';
      return holds(condition, answers) ? 'asked' : 'not-asked';
    });
    path.set(
      question.id,
      each.includes('not-asked') ? 'not-asked' : each.includes('open') ? 'open' : 'asked',
    );
  }
  return path;
}
