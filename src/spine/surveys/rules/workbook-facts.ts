import type { Day } from '../../../core/calendar.ts';
import type { Answers } from '../../../core/survey/answer.ts';

/** The word in an answer cell that takes an answer back. An empty cell says nothing. */
export const TAKE_BACK = '取消';
/** In the row of an option: chosen. */
export const MARK = '○';

/** What stood in a workbook beside the answers, so that it can be drawn again exactly as it was. */
export interface WorkbookPrinted {
  readonly roundTitle: string;
  readonly bodyName: string;
  readonly madeOn: Day;
  readonly due: Day | null;
  /** 庁内照会番号 `S0012-992011-2`, and to whom; null: the whole sheet. */
  readonly handoutNo: string | null;
  readonly sectionName: string | null;
  readonly message: string | null;
  /** Ids of the questions in it, in the order of the survey. */
  readonly questions: readonly string[];
  /** By question: where a filled value came from and of when it is. */
  readonly origins: Readonly<Record<string, string>>;
  /** By question: 補足 as it stood. */
  readonly remarks: Readonly<Record<string, string>>;
  readonly last: Answers;
}

/** Everything of one workbook: its identifiers, what it knew, and what it filled in. */
export interface WorkbookFacts {
  /** 回答票番号 */
  readonly sheetNo: string;
  readonly bodyCode: string;
  /** 作成番号: counts the workbooks of one sheet. */
  readonly issueNo: number;
  /** Revision of each answer that stood when it was made. */
  readonly known: Readonly<Record<string, number>>;
  /** Answers that were filled in: those that stood, and known ones to be confirmed. */
  readonly filled: Answers;
  readonly printed: WorkbookPrinted;
}
