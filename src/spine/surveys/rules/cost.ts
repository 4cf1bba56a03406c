import { type Rational, rational } from '../../../core/rational.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';

export interface Cost {
  readonly bodies: number;
  /** Minutes of all bodies together when each starts from an empty sheet, as the author estimates. */
  readonly minutes: Rational;
  /** What the known answers take off: a question that has only to be confirmed is counted as no time. */
  readonly saved: Rational;
  /** Questions of all bodies together that are known already. */
  readonly known: number;
  readonly questions: number;
}

/** The estimate of the definition is spread evenly over its questions; nothing finer is known. */
export function costOf(survey: SurveyDefinition, bodies: number, known: number): Cost {
  const questions = survey.questions.length;
  const each = questions === 0 ? rational(0n) : rational(BigInt(survey.minutes), BigInt(questions));
  return {
    bodies,
    minutes: rational(BigInt(survey.minutes) * BigInt(bodies)),
    saved: rational(each.numerator * BigInt(known), each.denominator),
    known,
    questions: questions * bodies,
  };
}
