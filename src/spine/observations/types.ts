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
