import type { Day } from '../calendar.ts';

/**
 * 回答 to one question, in one canonical shape whichever way it came (page, workbook, CSV, paper). Numbers are whole
 * numbers × 10^scale as decimal text, because JSON numbers are binary.
 */
export type AnswerValue =
  | { readonly type: 'choice'; readonly option: string }
  /** In the order of the definition, each once. */
  | { readonly type: 'choices'; readonly options: readonly string[] }
  | { readonly type: 'number'; readonly value: string }
  | { readonly type: 'share'; readonly value: string; readonly base: string }
  | { readonly type: 'date'; readonly day: Day }
  | { readonly type: 'text'; readonly text: string }
  /** 該当なし */
  | { readonly type: 'not-applicable' };

/** Answers in force of one sheet, by question id. A question without an entry is 未回答: an empty field says nothing. */
export type Answers = Readonly<Record<string, AnswerValue>>;

export function sameAnswer(a: AnswerValue | undefined, b: AnswerValue | undefined): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** Keys in one order, so that what went through a database's JSON compares equal. */
function canonical(answer: AnswerValue | undefined): unknown {
  if (answer === undefined) return null;
  return Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1));
}
