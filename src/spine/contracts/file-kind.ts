import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { BodyClass, PublicationState, Reason } from '../../core/indicator.ts';

/**
 * What one module may tell the imports of the files that it understands. Everything here is pure: a file kind gets
 * decoded cells and gives rows; who the rows are is decided by the matching of the register, never by the kind.
 */
export interface FileKind {
  /** `dashboard-municipal` */
  readonly id: string;
  readonly title: string;
  /** Publisher, licence and the attribution to print. */
  readonly source: FileSource;
  /** Series other than its own that its facts name (`ReadFact.series`): a population inside a card file. */
  readonly otherSources?: readonly FileSource[];
  /** Recognised by content. Null: not this kind. `why` is shown to the operator in Japanese. */
  recognise(workbook: Workbook): { readonly confidence: number; readonly why: string } | null;
  /** Reads cells into facts. `asOf` is what the operator gave; required (`needs-as-of`) where neither file nor profile has the date. */
  read(workbook: Workbook, given: { readonly asOf: Day | null }): ReadOutcome;
}

export interface FileSource {
  /** Source series: only the same series supersedes. */
  readonly series: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
}

/** A decoded file: one sheet for CSV, all visible sheets for a workbook. */
export interface Workbook {
  readonly fileName: string;
  readonly format: 'csv' | 'xlsx' | 'json';
  readonly sheets: readonly Sheet[];
  /** Parsed document of a JSON file. */
  readonly json?: unknown;
}

export interface Sheet {
  readonly name: string;
  /** `rows[0]` is line 1. Cells are trimmed text; an empty cell is ''. */
  readonly rows: readonly (readonly string[])[];
  /** Cells that hold a formula, as `[row, column]` from 1: their values are not trusted where a figure is read. */
  readonly formulas: readonly (readonly [number, number])[];
}

/** Which body a row or column says it is; the matching of the register turns it into a code. */
export interface BodyMention {
  /** Cell where the mention stands, from 1. */
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** As written; null when the file has names only. */
  readonly code: string | null;
  readonly prefecture: string | null;
  readonly name: string;
  readonly level: 'municipality' | 'prefecture';
}

/** `sheet`, `row` and `column` count from 1 here too: sheet 1 is `workbook.sheets[0]`, row 1 is `rows[0]`. */
export interface ReadFact {
  /** Index into `mentions`. */
  readonly mention: number;
  /** `cio@1` */
  readonly indicator: string;
  /** '' where the indicator has no parts. */
  readonly part: string;
  /** End day of the period. */
  readonly on: Day;
  /** Value × 10^scale of the definition; null together with a reason. */
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly baseOn: Day | null;
  readonly reason: Reason | null;
  readonly note: string | null;
  readonly row: number;
  readonly column: number;
  readonly sheet: number;
  /** Another series than the file's own (a population inside a card file). */
  readonly series?: string;
}

export interface Rejection {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  /** One Japanese sentence that says what is wrong and what to do. */
  readonly message: string;
}

/**
 * A sum printed in the file, checked against the bodies' rows: of the nation (`prefecture` null), of one prefecture
 * (its name as written: 「北海道」), or of one class of bodies over the nation. `sheet`, `row`, `column` from 1.
 */
export interface ControlSum {
  readonly indicator: string;
  readonly part: string;
  readonly on: Day;
  readonly prefecture: string | null;
  /** 団体区分 that the sum is of; absent: all municipalities. */
  readonly bodyClass?: BodyClass;
  /** Series of the facts that it sums, where it is not the file's own. */
  readonly series?: string;
  /** Sum of the values of municipalities (never of prefectural governments). */
  readonly value: bigint;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

export interface Remark {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  /** One Japanese sentence. */
  readonly text: string;
}

export interface ReadOutcome {
  /** How mentions without codes are matched: `in-order` = whole prefectures in the order of the register. */
  readonly matching: 'by-code' | 'by-name' | 'in-order';
  /** The day whose register the mentions are matched against. */
  readonly registerOn: Day;
  /** Null: the file and its profile give no date and none was given. */
  readonly asOf: Day | null;
  /** Day of the edition (source's own publication); an older edition never overwrites a newer. */
  readonly editionOn: Day | null;
  readonly state: PublicationState;
  readonly mentions: readonly BodyMention[];
  readonly facts: readonly ReadFact[];
  readonly controls: readonly ControlSum[];
  /** Rows that are no bodies (wards, 郡 subtotals, totals), counted and named. */
  readonly ignored: readonly {
    readonly sheet: number;
    readonly row: number;
    readonly column: number;
    readonly text: string;
    readonly why: string;
  }[];
  readonly rejected: readonly Rejection[];
  /**
   * What the operator should know and what refuses nothing: a printed percentage that its own counts contradict by a
   * rounding, a row whose day the profile of the edition assumes. Cells from 1; row 0 = the whole sheet.
   */
  readonly remarks?: readonly Remark[];
  /** Whole file of aggregates that serves as control for what is stored (prefecture, type and age files). */
  readonly controlOnly?: boolean;
  /** A document kept as it is (the municipality shapes). */
  readonly asset?: {
    readonly id: string;
    readonly title: string;
    readonly json: unknown;
    readonly bodies: readonly BodyCode[];
  };
}
