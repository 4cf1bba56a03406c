import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';

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
