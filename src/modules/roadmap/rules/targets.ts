import targets from '../../../../data/roadmap/targets.json' with { type: 'json' };
import type { Day } from '../../../core/calendar.ts';

/** A date that a document of the state sets for an item of the plan. Never one that we made. */
export interface NationalTarget {
  readonly id: string;
  /** Items of the newest plan; a target of an earlier version stands where the crosswalk leads. */
  readonly items: readonly string[];
  readonly by: Day;
  /** In the words of the document: 「令和7年度まで」. */
  readonly byText: string;
  readonly title: string;
  /** Whose target it is. */
  readonly who: 'municipality' | 'prefecture';
  readonly citations: readonly { readonly source: string; readonly lines: readonly [number, number] }[];
}

export const NATIONAL_TARGETS: readonly NationalTarget[] = targets.map((target) => ({
  ...target,
  who: target.who === 'prefecture' ? 'prefecture' : 'municipality',
  citations: target.citations.map(({ source, lines }) => ({
    source,
    lines: [lines[0] ?? 0, lines[1] ?? 0] as const,
  })),
}));

export function targetsOf(item: string): readonly NationalTarget[] {
  return NATIONAL_TARGETS.filter((target) => target.items.includes(item));
}
