import type { Option, Question } from '../../../core/survey/definition.ts';

/** What a row of a workbook is for. */
export type RowRole =
  /** The answer itself; of several choices and of a share the head, which takes 「該当なし」 and 「取消」 only. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'option'; readonly option: Option }
  | { readonly kind: 'base' }
  | { readonly kind: 'value' };

export interface KeyedRow {
  /** Printed in the column 設問番号: `問2-1`, `問2-1／選1`, `問3-2／総数`. */
  readonly key: string;
  readonly question: Question;
  readonly role: RowRole;
}

/** With 「問」 before it, because programs turn a bare 2-1 into the first of February. */
export function questionKey(question: Question): string {
  return /^[問設Q]/.test(question.number) ? question.number : `問${question.number}`;
}

/** The rows of one question, from the head downwards. */
export function rowsOf(question: Question): readonly KeyedRow[] {
  const key = questionKey(question);
  const head: KeyedRow = { key, question, role: { kind: 'answer' } };
  const { kind } = question;
  if (kind.type === 'choices')
    return [
      head,
      ...kind.options.map(
        (option, index): KeyedRow => ({
          key: `${key}／選${index + 1}`,
          question,
          role: { kind: 'option', option },
        }),
      ),
    ];
  if (kind.type === 'share')
    return [
      head,
      { key: `${key}／総数`, question, role: { kind: 'base' } },
      { key: `${key}／内数`, question, role: { kind: 'value' } },
    ];
  return [head];
}

/** Width, spaces, kinds of dashes and the 「問」 in front do not matter: programs and people change them. */
export function plainKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐‑‒–—―−ー－]/g, '-')
    .replace(/^(?:設問|問)/, '')
    .toLowerCase();
}

/** Every key of a survey, as `plainKey` writes it. */
export function keysOf(questions: readonly Question[]): ReadonlyMap<string, KeyedRow> {
  const keys = new Map<string, KeyedRow>();
  for (const question of questions) for (const row of rowsOf(question)) keys.set(plainKey(row.key), row);
  return keys;
}

/** How an option stands in a drop-down list: `1 策定済み`. `readAnswer` knows it with and without its number. */
export function listedOption(option: Option, index: number): string {
  return `${index + 1} ${option.title}`;
}
