import { parseDay } from '../calendar.ts';
import { parseDecimal, toScaled } from '../rational.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { AnswerValue } from './answer.ts';
import type { Option, Question } from './definition.ts';

/** Why a text is no answer; `sentences.ts` of the surveys says each in Japanese. */
export type AnswerFault =
  | 'no-such-option'
  | 'too-many-options'
  | 'option-stands-alone'
  | 'not-a-number'
  | 'too-many-decimals'
  | 'too-small'
  | 'too-large'
  | 'share-above-one'
  | 'share-half-given'
  | 'not-a-day'
  | 'too-long'
  | 'may-not-be-left-out'
  | 'answered-and-not-applicable'
  | 'formula';

export const NOT_APPLICABLE = '該当なし';

/**
 * Reads what a person typed or a cell holds. Options are known by id or by title. `texts` are the fields of the
 * question: one, or for a share value and base, or for several choices one for each. Null: nothing was given, which is not an answer
 * and not an erasure either.
 */
export function readAnswer(
  question: Question,
  texts: readonly string[],
): Result<AnswerValue | null, AnswerFault> {
  const given = texts.map((text) => text.normalize('NFKC').trim());
  const filled = given.filter((text) => text !== '');
  if (filled.length === 0) return ok(null);
  const { kind } = question;
  const leftOut = filled.every((text) => text === NOT_APPLICABLE || text === 'not-applicable');
  if (leftOut && question.mayNotApply) return ok({ type: 'not-applicable' });
  // Free text may say these words and mean them.
  if (leftOut && kind.type !== 'text') return refuse('may-not-be-left-out', { found: NOT_APPLICABLE });
  // A form without script cannot empty the field when 「該当なし」 is ticked; which of the two is meant is not for us to guess.
  if (question.mayNotApply && filled.length > 1 && filled.includes(NOT_APPLICABLE))
    return refuse('answered-and-not-applicable', {
      found: filled.filter((text) => text !== NOT_APPLICABLE).join('、'),
    });
  if (kind.type === 'choices') return readChoices(kind.options, kind.atMost, texts);
  if (kind.type === 'share') return readShare(given);
  // One field: two filled ones are no answer, and none of them is dropped silently.
  const text = filled.length === 1 ? (texts.find((one) => one.trim() !== '') ?? '') : filled.join('／');
  if (kind.type === 'choice')
    return filled.length === 1
      ? readChoice(kind.options, text)
      : refuse('too-many-options', { found: String(filled.length), expected: '1' });
  const plain = filled.length === 1 ? (filled[0] ?? '') : text;
  if (kind.type === 'number') {
    const number = readNumber(plain, kind.scale, kind.min, kind.max);
    return number.ok ? ok({ type: 'number', value: number.value }) : number;
  }
  if (kind.type === 'date') {
    const day = parseDay(plain);
    return day === null ? refuse('not-a-day', { found: text }) : ok({ type: 'date', day });
  }
  const length = [...text.trim()].length;
  return length > kind.maxLength
    ? refuse('too-long', { found: String(length), expected: String(kind.maxLength) })
    : ok({ type: 'text', text: text.trim() });
}

/** By id, or by title as a person would type it: width and spaces do not matter. */
export function findOption(options: readonly Option[], text: string): Option | null {
  const plain = (from: string) => from.normalize('NFKC').replaceAll(/\s+/g, '');
  const wanted = plain(text);
  return (
    options.find((option) => option.id === wanted || plain(option.title) === wanted) ??
    // 「2 活用を検討」 or 「2. 活用を検討」: lists of a workbook print the number before the words.
    options.find((option, index) =>
      [
        String(index + 1),
        `${index + 1}${plain(option.title)}`,
        `${index + 1}.${plain(option.title)}`,
      ].includes(wanted),
    ) ??
    null
  );
}

function readChoice(options: readonly Option[], text: string): Result<AnswerValue, AnswerFault> {
  const option = findOption(options, text);
  return option === null
    ? refuse('no-such-option', { found: text, expected: options.map((one) => one.title).join('／') })
    : ok({ type: 'choice', option: option.id });
}

function readChoices(
  options: readonly Option[],
  atMost: number | null,
  texts: readonly string[],
): Result<AnswerValue | null, AnswerFault> {
  const chosen = new Set<string>();
  for (const text of texts.flatMap((one) => one.split(/[\n;；]/))) {
    if (text.trim() === '') continue;
    const option = findOption(options, text);
    if (option === null)
      return refuse('no-such-option', {
        found: text,
        expected: options.map((one) => one.title).join('／'),
      });
    chosen.add(option.id);
  }
  // Separators alone choose nothing: not an answer, and not 「選択なし」 either.
  if (chosen.size === 0) return ok(null);
  const inOrder = options.filter((option) => chosen.has(option.id));
  if (inOrder.length > 1 && inOrder.some((option) => option.alone))
    return refuse('option-stands-alone', {
      found: inOrder.map((option) => option.title).join('／'),
      expected: inOrder.find((option) => option.alone)?.title ?? '',
    });
  if (atMost !== null && inOrder.length > atMost)
    return refuse('too-many-options', { found: String(inOrder.length), expected: String(atMost) });
  return ok({ type: 'choices', options: inOrder.map((option) => option.id) });
}

/** What a workbook still holds exactly, and the store as well: 15 digits, decimals included. */
const LARGEST = 10n ** 15n - 1n;

function readNumber(
  text: string,
  scale: number,
  min: number | null,
  max: number | null,
): Result<string, AnswerFault> {
  const plain = text.replaceAll(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  if (plain.startsWith('=')) return refuse('formula', { found: text });
  const number = parseDecimal(plain);
  if (number === null) return refuse('not-a-number', { found: text });
  const scaled = toScaled(number, scale);
  if (scaled === null) return refuse('too-many-decimals', { found: text, expected: String(scale) });
  const factor = 10n ** BigInt(scale);
  if (min !== null && scaled < BigInt(min) * factor)
    return refuse('too-small', { found: text, expected: String(min) });
  if (max !== null && scaled > BigInt(max) * factor)
    return refuse('too-large', { found: text, expected: String(max) });
  if (scaled > LARGEST || scaled < -LARGEST)
    return scaled > 0n
      ? refuse('too-large', { found: text, expected: String(LARGEST / factor) })
      : refuse('too-small', { found: text, expected: String(-LARGEST / factor) });
  return ok(scaled.toString());
}

function readShare(texts: readonly string[]): Result<AnswerValue, AnswerFault> {
  const [valueText = '', baseText = ''] = texts;
  if (valueText === '' || baseText === '') return refuse('share-half-given', { found: valueText + baseText });
  const value = readNumber(valueText, 0, 0, null);
  if (!value.ok) return value;
  const base = readNumber(baseText, 0, 0, null);
  if (!base.ok) return base;
  return BigInt(value.value) > BigInt(base.value)
    ? refuse('share-above-one', { found: `${value.value}／${base.value}` })
    : ok({ type: 'share', value: value.value, base: base.value });
}
