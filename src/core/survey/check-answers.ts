import type { Answers, AnswerValue } from './answer.ts';
import type { Check, Question } from './definition.ts';
import { pathOf } from './path.ts';

export interface Finding {
  readonly question: string;
  readonly severity: 'error' | 'warning';
  readonly code: 'missing' | 'more-than' | 'not-the-sum' | 'unlike-last-round' | 'undecided';
  /** For the sentence: numbers as plain decimal text in the unit of the question. */
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * What keeps a sheet from being handed in (`error`) and what wants a look (`warning`). Questions that are not asked are not
 * looked at: what stands there is kept and says nothing.
 */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
  lastRound: Answers,
): readonly Finding[] {
  const path = pathOf(questions, answers);
  const said = Object.fromEntries(Object.entries(answers).filter(([id]) => path.get(id) === 'asked'));
  const findings: Finding[] = [];
  for (const question of questions) {
    const asked = path.get(question.id);
    // Normally the open question before it is found already; where that one may be left open, this one decides.
    if (asked === 'open' && !question.optional && decidedByOptional(question, questions, answers))
      findings.push({ question: question.id, severity: 'error', code: 'undecided', detail: {} });
    if (asked !== 'asked') continue;
    const answer = answers[question.id];
    if (answer === undefined) {
      if (!question.optional)
        findings.push({ question: question.id, severity: 'error', code: 'missing', detail: {} });
      continue;
    }
    for (const check of question.checks ?? []) {
      const finding = run(check, question, answer, said, lastRound[question.id]);
      if (finding !== null) findings.push(finding);
    }
  }
  return findings;
}

function decidedByOptional(question: Question, questions: readonly Question[], answers: Answers): boolean {
  const unanswered = (question.askedWhen ?? []).filter((one) => answers[one.question] === undefined);
  return unanswered.some((one) => questions.find(({ id }) => id === one.question)?.optional === true);
}

/** The number of an answer, × 10^scale: of a share its value. */
export function numberOf(answer: AnswerValue | undefined): bigint | null {
  return answer?.type === 'number' || answer?.type === 'share' ? BigInt(answer.value) : null;
}

function run(
  check: Check,
  question: Question,
  answer: AnswerValue,
  answers: Answers,
  last: AnswerValue | undefined,
): Finding | null {
  const own = numberOf(answer);
  if (own === null) return null;
  const found = (code: Finding['code'], expected: bigint): Finding => ({
    question: question.id,
    severity: check.severity,
    code,
    detail: { found: own.toString(), expected: expected.toString() },
  });
  if (check.kind === 'not-more-than') {
    const other = numberOf(answers[check.question]);
    return other !== null && own > other ? found('more-than', other) : null;
  }
  if (check.kind === 'sum-of') {
    const parts = check.questions.map((id) => numberOf(answers[id]));
    if (parts.some((part) => part === null)) return null;
    const sum = parts.reduce<bigint>((total, part) => total + (part ?? 0n), 0n);
    return own === sum ? null : found('not-the-sum', sum);
  }
  const before = numberOf(last);
  if (before === null) return null;
  const difference = own > before ? own - before : before - own;
  const size = before < 0n ? -before : before;
  // Compared as whole numbers: |now − before| × 100 > before × percent. From zero, every change is unlike.
  return difference * 100n > size * BigInt(check.percent) ? found('unlike-last-round', before) : null;
}
