import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { answerFields } from './answer-text.ts';
import type { ReadSheet } from './workbook-identity.ts';
import { questionKey, rowsOf } from './workbook-keys.ts';
import type { ReadQuestion } from './workbook-read.ts';

export const CSV_COLUMNS = ['回答票番号', '団体コード', '設問番号', '回答', '補足', '設問'] as const;

/** Separates several choices in one cell; `readAnswer` parts them again. */
const BETWEEN = '；';

/** A spreadsheet runs a cell that begins so; plain negative numbers are no formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

export interface CsvAnswer {
  readonly value: AnswerValue | null;
  readonly remark: string | null;
}

/** One sheet as rows of text, with the same keys as the workbook: what is read back from one is read back from the other. */
export function csvRows(
  sheet: { readonly sheetNo: string; readonly bodyCode: string },
  questions: readonly Question[],
  answerOf: (question: Question) => CsvAnswer,
): readonly (readonly string[])[] {
  const rows = questions.flatMap((question) => {
    const { value, remark } = answerOf(question);
    const line = (key: string, answer: string, note: string) => [
      sheet.sheetNo,
      sheet.bodyCode,
      key,
      guarded(answer),
      guarded(note),
      question.title,
    ];
    const texts = answerFields(question, value);
    if (question.kind.type !== 'share' || value?.type === 'not-applicable')
      return [line(questionKey(question), texts.join(BETWEEN), remark ?? '')];
    return rowsOf(question)
      .filter((row) => row.role.kind === 'base' || row.role.kind === 'value')
      .map((row, index) =>
        line(
          row.key,
          (row.role.kind === 'base' ? texts[1] : texts[0]) ?? '',
          index === 0 ? (remark ?? '') : '',
        ),
      );
  });
  return [[...CSV_COLUMNS], ...rows];
}

/** A text that no spreadsheet runs; done once, not twice: one that has its guard begins with 「'」. */
export function guarded(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** Takes the guard off again, so that a text that begins with 「=」 comes back as it was. */
export function unguarded(text: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text;
}

/** A CSV that was read, with the guards of its cells taken off. */
export function plainCsv<Book extends { readonly sheets: readonly ReadSheet[] }>(book: Book): Book {
  return {
    ...book,
    sheets: book.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => row.map(unguarded)) })),
  };
}

/** Cells of a CSV are found by their line: 「5行目」. */
export function byLine(read: ReadQuestion): ReadQuestion {
  const place = <Cell extends { readonly address: string }>(cell: Cell): Cell => ({
    ...cell,
    address: `${cell.address.replace(/\D+/, '')}行目`,
  });
  const { outcome } = read;
  return {
    ...read,
    cells: read.cells.map(place),
    outcome:
      outcome.kind === 'fault' ? { ...outcome, at: outcome.at === null ? null : place(outcome.at) } : outcome,
  };
}
