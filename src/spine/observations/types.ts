import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { PublicationState, Reason } from '../../core/indicator.ts';

/** One cell of knowledge about one body, as it is handed to the store. Value or reason, never both, never neither. */
export interface NewObservation {
  readonly bodyCode: BodyCode;
  /** `cio@1` */
  readonly indicator: string;
  /** '' where the indicator has no parts. */
  readonly part: string;
  /** End day of the period. */
  readonly on: Day;
  /** Source series: only the same series supersedes. */
  readonly series: string;
  /** Body's value × 10^scale of the definition. */
  readonly value: bigint | null;
  /** Its own denominator: n of a share k/n, or the dated population that it is divided by. */
  readonly base: bigint | null;
  readonly baseOn: Day | null;
  readonly reason: Reason | null;
  readonly state: PublicationState;
  readonly note: string | null;
  /** Where it stands: index into the batch's `sheets`, row and column from 1; null for what came otherwise. */
  readonly sheet: number | null;
  readonly row: number | null;
  readonly column: number | null;
}

/** What arrives together and can be undone together: an import, an answer, a correction. */
export interface NewBatch {
  /** UUID made by the application; the id under which `undo` finds it. */
  readonly batchId: string;
  readonly kind: 'import' | 'answer' | 'evidence' | 'correction';
  readonly title: string;
  /** Role or post that recorded it: 「運用管理者」. */
  readonly recordedBy: string;
  readonly sheets: readonly {
    readonly fileName: string;
    readonly sheetName: string;
    readonly sha256: string;
    /** The edition's own publication day, where known. */
    readonly editionOn: Day | null;
  }[];
}

/** What became of the cells of a batch. The first four sum to the number of cells given. */
export interface RecordOutcome {
  readonly inserted: number;
  readonly superseded: number;
  readonly unchanged: number;
  /** Cells of an older edition that did not overwrite a newer one. */
  readonly older: number;
}

/**
 * A figure that exists only as printed for an area or class (data/published/*.json). It answers only where no
 * body-level record exists for that date, and is never added up.
 */
export interface PublishedAggregate {
  /** `overall-policy@1` */
  readonly indicator: string;
  /** '' or the id of a part. */
  readonly part: string;
  /** End day of the period; null where the source states no date. */
  readonly on: Day | null;
  /** As the source writes its date: 「令和3年4月1日時点」「時点の記載なし」. */
  readonly asOfText: string;
  /** 000000 or a prefecture. */
  readonly area: BodyCode;
  readonly level: 'municipality' | 'prefecture' | 'all';
  /** An id of BODY_CLASSES, or `staff-301-` | `staff-101-300` | `staff-1-100` | `prefecture-and-designated` | …; its title stands beside it. */
  readonly bodyClass: string;
  readonly classTitle: string;
  /** As printed: `"52.2"`, or null when the source prints a word. */
  readonly value: string | null;
  /** `8割以上`, when it prints a word and no number. */
  readonly text: string | null;
  readonly unit: string;
  readonly decimals: number;
  readonly numerator: string | null;
  readonly denominator: string | null;
  /** What the denominator is: 「全団体」「回答団体」. */
  readonly base: 'all' | 'asked' | 'answered';
  readonly note: string | null;
  /** Title, date and line of the document. */
  readonly source: string;
  /** Column of the table, where a table has several for one indicator: 「導入を検討」. */
  readonly item: string | null;
}
