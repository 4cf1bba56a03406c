import { type Day, formatDay, toWareki } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Option, Question } from '../../../core/survey/definition.ts';
import { NOT_APPLICABLE } from '../../../core/survey/read-answer.ts';

/** A stored whole number × 10^scale as people write it: `'-1250'` at scale 2 → `'-12.5'`, at scale 0 with commas. */
export function numberText(value: string, scale: number, commas = true): string {
  const sign = value.startsWith('-') ? '-' : '';
  const digits = value.replace('-', '').padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const grouped = commas ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${sign}${grouped}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Titles of options as they stand in the definition; one that is gone from it shows its id, never nothing. */
export function optionTitle(options: readonly Option[], id: string): string {
  return options.find((option) => option.id === id)?.title ?? id;
}

/** An answer as a page or paper prints it. Null: 未回答, which the caller names. */
export function answerText(question: Question, answer: AnswerValue | null | undefined): string | null {
  if (answer === null || answer === undefined) return null;
  const { kind } = question;
  if (answer.type === 'not-applicable') return NOT_APPLICABLE;
  if (answer.type === 'text') return answer.text;
  if (answer.type === 'date') return formatDay(answer.day);
  if (answer.type === 'number') {
    const scale = kind.type === 'number' ? kind.scale : 0;
    return `${numberText(answer.value, scale)}${kind.type === 'number' ? ` ${kind.unit}` : ''}`;
  }
  if (answer.type === 'share') {
    const unit = kind.type === 'share' ? ` ${kind.unit}` : '';
    return `${numberText(answer.base, 0)}${unit}のうち ${numberText(answer.value, 0)}${unit}`;
  }
  const options = kind.type === 'choice' || kind.type === 'choices' ? kind.options : [];
  if (answer.type === 'choice') return optionTitle(options, answer.option);
  return answer.options.map((id) => optionTitle(options, id)).join('、');
}

/** Where a known answer comes from, with its day: 「令和7年4月1日時点の調査の回答」 says the day itself. */
export function knownSource(known: {
  readonly from: 'last-round' | 'figure';
  readonly on: Day;
  readonly source: string;
}): string {
  return known.from === 'last-round' ? known.source : `${known.source}（${toWareki(known.on)}時点）`;
}

/**
 * The fields that would give this answer again: what `readAnswer` reads, `answerFields` writes. One field, of a share two
 * (value, base), of several choices one for each chosen one.
 */
export function answerFields(question: Question, answer: AnswerValue | null | undefined): readonly string[] {
  if (answer === null || answer === undefined) return [];
  const { kind } = question;
  if (answer.type === 'not-applicable') return [NOT_APPLICABLE];
  if (answer.type === 'text') return [answer.text];
  if (answer.type === 'date') return [answer.day];
  if (answer.type === 'number')
    return [numberText(answer.value, kind.type === 'number' ? kind.scale : 0, false)];
  if (answer.type === 'share') return [answer.value, answer.base];
  const options = kind.type === 'choice' || kind.type === 'choices' ? kind.options : [];
  const chosen = answer.type === 'choice' ? [answer.option] : answer.options;
  return chosen.map((id) => optionTitle(options, id));
}
