import facts from '../../../../data/editions/standardization-limits.json' with { type: 'json' };
import type { Day } from '../../../core/calendar.ts';

/** 「令和7年度まで」: the day that stands where a body has recorded none of its own. 標準化法 itself names no day. */
export const PLAN_LIMIT: { readonly on: Day; readonly title: string; readonly source: string } = facts.plan;

export const LAW: {
  readonly effective: Day;
  readonly review: Day;
  readonly title: string;
  readonly source: string;
} = facts.law;

export type CostPhase = 'preparation' | 'migration';
export const COST_PHASES: Readonly<Record<CostPhase, string>> = { preparation: '準備', migration: '移行' };
export const COST_ITEMS = facts.costItems as readonly {
  readonly phase: CostPhase;
  readonly items: readonly string[];
}[];
export const COST_SOURCE: string = facts.costSource;

/**
 * 期限の区別: of the plan, set for this system, extended (特定移行支援システム; the day may not be known), 判断保留.
 */
export const LIMIT_KINDS = {
  plan: '計画の期限',
  set: '個別の期限',
  extended: '特定移行支援システム（延長）',
  deferred: '判断保留',
} as const;
export type LimitKind = keyof typeof LIMIT_KINDS;

export interface Limit {
  readonly on: Day | null;
  readonly kind: LimitKind;
  readonly finished: boolean;
  /** A mark in the published list of 特定移行支援システム. */
  readonly marked: boolean;
}

export type LimitStanding = 'finished' | 'extended' | 'deferred' | 'late' | 'in-time';

export const LIMIT_STANDINGS: Readonly<Record<LimitStanding, string>> = {
  finished: '移行済み・対象外',
  extended: '延長',
  deferred: '判断保留',
  late: '遅れ',
  'in-time': '期限内',
};

/**
 * Where a system stands against its limit. Never 遅れ while it is extended or the judgement is deferred: the mark of the
 * published list extends the plan's day, a day of its own extends until that day.
 */
export function limitStanding(limit: Limit, today: Day): LimitStanding {
  if (limit.finished) return 'finished';
  if (limit.kind === 'deferred') return 'deferred';
  const passed = limit.on !== null && limit.on < today;
  if (limit.kind === 'extended') return passed ? 'late' : 'extended';
  if (limit.kind === 'plan' && limit.marked) return 'extended';
  return passed ? 'late' : 'in-time';
}
