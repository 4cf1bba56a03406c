import type { Day } from '../../../core/calendar.ts';
import type { Rejection } from '../../contracts/file-kind.ts';

export interface Counts {
  /** Bodies. */
  readonly matched: number;
  /** Rows or bodies. */
  readonly unmatched: number;
  readonly ambiguous: number;
  readonly ignored: number;
}

export const NO_COUNTS: Counts = { matched: 0, unmatched: 0, ambiguous: 0, ignored: 0 };

export interface Place {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

/** What a person must decide: whose a row or column is, or (`absent`, in no cell) whether a file may leave bodies out. */
export interface Question extends Place {
  readonly kind: 'ambiguous' | 'unmatched' | 'absent';
  readonly sheetName: string;
  /** As written: `北海道 泊村`, with its code where the file has one. */
  readonly written: string;
  readonly why: string;
  /** Bodies that it could be; of a file that leaves bodies out, all of those. */
  readonly candidates: readonly { readonly bodyCode: string; readonly name: string }[];
}

export interface Cells {
  readonly inserted: number;
  readonly superseded: number;
  readonly unchanged: number;
  /** Cells of an older edition, which never overwrite a newer one. */
  readonly older: number;
}

export const NO_CELLS: Cells = { inserted: 0, superseded: 0, unchanged: 0, older: 0 };

/** A figure that an import moves: an indicator on a day. */
export interface Moved {
  readonly indicator: string;
  readonly on: Day;
  readonly cells: number;
}

/** All that is said of one file of a run; kept with the run as it is. */
export interface FileReport {
  readonly kindTitle: string | null;
  readonly why: string | null;
  readonly attribution: string | null;
  readonly counts: Counts;
  readonly cells: Cells;
  /** The same bytes, kind and date were imported before: nothing is done. */
  readonly alreadyDone: boolean;
  /** Its date is asked of a person. */
  readonly needsAsOf: boolean;
  readonly questions: readonly Question[];
  readonly ignored: readonly { readonly row: number; readonly text: string; readonly why: string }[];
  readonly rejected: readonly Rejection[];
  readonly remarks: readonly string[];
  readonly controlsChecked: number;
  /** Cells that an earlier edition had and this one has not: they stay. At most 5,000 are listed. */
  readonly missing: number;
  readonly moved: readonly Moved[];
}

export type Verdict = 'ready' | 'needs-decision' | 'refused';

/** One file is enough to stop all: several files are one transaction. */
export function verdictOf(reports: readonly FileReport[]): Verdict {
  if (reports.some((report) => report.rejected.length > 0)) return 'refused';
  return reports.some((report) => report.needsAsOf || report.questions.length > 0)
    ? 'needs-decision'
    : 'ready';
}

/** Where nobody can be asked for the date (the command line), a file without one is refused. */
export function refuseUndated(report: FileReport, expected: string): FileReport {
  if (!report.needsAsOf) return report;
  const message = `この資料には基準日が書かれていません。${expected}で基準日を指定してください。`;
  const rejection = { sheet: '', row: 0, column: 0, found: '', expected, message };
  return { ...report, needsAsOf: false, rejected: [...report.rejected, rejection] };
}

/**
 * What `--json` prints for each file: exactly these properties, and `questions` where a person must decide. Cells of
 * an older edition change nothing: unchanged.
 */
export function jsonReport(file: {
  readonly fileName: string;
  readonly kind: string | null;
  readonly asOf: Day | null;
  readonly report: FileReport;
}) {
  const { counts, cells, rejected, questions } = file.report;
  return {
    file: file.fileName,
    kind: file.kind,
    asOf: file.asOf,
    matched: counts.matched,
    unmatched: counts.unmatched,
    ambiguous: counts.ambiguous,
    ignored: counts.ignored,
    inserted: cells.inserted,
    superseded: cells.superseded,
    unchanged: cells.unchanged + cells.older,
    rejected,
    ...(questions.length === 0 ? {} : { questions: questions.map(jsonQuestion) }),
  };
}

/** `choose` is what the form of the page sends, or the option of the command line. */
function jsonQuestion(question: Question) {
  const { kind, sheetName, row, column, written, why, candidates } = question;
  const asked = { sheet: sheetName, row, column, found: written, message: why };
  if (kind === 'absent') {
    const choices = [{ choose: '--accept-absent', title: '無い団体の値は変えずに取り込む' }];
    return { asks: 'absent-bodies', ...asked, absent: candidates, choices };
  }
  const choices = [
    ...candidates.map(({ bodyCode, name }) => ({ choose: bodyCode, title: name })),
    { choose: 'code', title: 'ほかの団体（団体コードで指定）' },
    { choose: 'ignore', title: 'この行は取り込まない' },
  ];
  return { asks: 'which-body', ...asked, choices };
}
