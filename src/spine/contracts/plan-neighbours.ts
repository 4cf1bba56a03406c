/**
 * What the pages of the plan need to know of parts that stand above the plan: joined in app/, because the plan
 * comes before indicators and modules in the declared order.
 */
export interface PlanNeighbours {
  /** Indicators that name this item of this version among their `planItems`. */
  indicatorsFor(plan: string, item: string): readonly { readonly id: string; readonly title: string }[];
  /** Who serves an item of the newest version. */
  homeFor(item: string): PlanHome;
}

/** A module or part of the spine that serves a heading, or 「この機能は未提供」. */
export type PlanHome =
  | { readonly kind: 'module'; readonly title: string; readonly href: string }
  | { readonly kind: 'planned' };
