import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Reason } from '../../core/indicator.ts';
import type { FileSource } from './file-kind.ts';

/** The series under which what is done here is recorded: 速報, until a survey or a table makes a 確定 of the day. */
export const EVIDENCE_SERIES = 'evidence';

export const EVIDENCE_SOURCE: FileSource = {
  series: EVIDENCE_SERIES,
  title: 'しるべの台帳',
  publisher: '各団体',
  licence: '公共データ利用規約（第1.0版）',
  attribution: '出典：しるべの台帳への各団体の登録（しるべで集計）',
};

/**
 * 根拠資料. What is done on the platform counts by itself: a policy that is registered, a CIO that is named, a step that
 * is closed. The part where it is done says what it stands for, in the transaction in which it is done.
 */
export interface Evidence {
  readonly bodyCode: BodyCode;
  /** Part or module in which it is done, and the thing there: `overall-policy`, `3`. */
  readonly source: string;
  readonly subject: string;
  /** 「全体方針「中央町DX推進方針」（文書番号 企第12号）」: what a reader sees beside the figure. */
  readonly title: string;
  /** Where the thing stands. */
  readonly href: string;
  readonly marks: readonly EvidenceMark[];
  /** What it says of indicators, as 速報. */
  readonly facts: readonly EvidenceFact[];
}

/** What stands from a day on, or no longer stands. */
export interface EvidenceMark {
  readonly key: EvidenceKey;
  readonly on: Day;
  readonly stands: boolean;
}

export interface EvidenceFact {
  /** `cio@1` */
  readonly indicator: string;
  /** '' where the indicator has no parts. */
  readonly part: string;
  readonly on: Day;
  /** Value × 10^scale of the definition; null together with a reason. */
  readonly value: bigint | null;
  readonly reason: Reason | null;
}

/**
 * What steps and pages can lean on. One word for one fact, whoever records it; a step of a template names the words that
 * close it.
 */
export const EVIDENCE_KEYS = {
  'awareness.record': '庁議または研修の記録',
  'policy.vision': '全体方針のビジョン',
  'policy.roadmap': '全体方針の工程表',
  'policy.published': '全体方針の決裁と公表',
  'structure.cio': 'CIOの任命',
  'structure.cio-aide': 'CIO補佐官等の任命',
  'structure.cross-cutting': '全庁的・横断的な推進体制',
  'structure.cross-cutting-by-head': '首長または副首長が長を務める全庁的・横断的な推進体制',
  'structure.dedicated-unit': 'DX推進専任部署',
  'roadmap.running': '実行中の個別取組',
} as const;
export type EvidenceKey = keyof typeof EVIDENCE_KEYS;
