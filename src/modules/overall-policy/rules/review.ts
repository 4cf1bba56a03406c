import type { Day } from '../../../core/calendar.ts';
import { bodyCounts, type Missing, missingOf, type Standing, type VersionText } from './counting.ts';
import type { Abolition } from './model.ts';

/** How a municipality stands, as its prefecture sees it. */
export const REVIEW_STATES = {
  counts: '数えている',
  decided: '決裁済みで、足りないものがある',
  draft: '決裁の記録がない',
  abolished: '廃止',
  none: '登録なし',
} as const;
export type ReviewState = keyof typeof REVIEW_STATES;

export interface ReviewedPolicy {
  readonly versions: readonly VersionText[];
  readonly abolition: Abolition | null;
  readonly standing: Standing;
  readonly joint: boolean;
}

export interface Reviewed {
  readonly state: ReviewState;
  /** From when it counts, or the day of the abolition. */
  readonly on: Day | null;
  /** Of what is decided and does not count yet. What a draft lacks is the body's own. */
  readonly missing: readonly Missing[];
  readonly joint: boolean;
}

/** One line for a municipality: the best that any of its policies says. Of drafts only that there is one. */
export function reviewOf(policies: readonly ReviewedPolicy[]): Reviewed {
  const since = bodyCounts(policies.map(({ standing }) => standing));
  if (since !== null) {
    const joint = policies.find(({ standing }) => standing.counts === since)?.joint ?? false;
    return { state: 'counts', on: since, missing: [], joint };
  }
  const own = policies.filter(({ joint, abolition }) => !joint && abolition === null);
  const decided = own.flatMap(({ versions }) => {
    const version = versions.findLast((one) => one.version.decision !== null);
    return version === undefined ? [] : [version];
  });
  const [first] = decided;
  if (first !== undefined)
    return {
      state: 'decided',
      on: first.version.decision?.on ?? null,
      missing: openlyMissing(first),
      joint: false,
    };
  if (own.length > 0) return { state: 'draft', on: null, missing: ['decision'], joint: false };
  const ended = policies.flatMap(({ standing }) => (standing.ended === null ? [] : [standing.ended])).sort();
  const last = ended.at(-1);
  return last === undefined
    ? { state: 'none', on: null, missing: [], joint: false }
    : { state: 'abolished', on: last, missing: [], joint: false };
}

/**
 * What may be said of a text that is not published: of a written one nothing but the missing day, because its sections
 * are out of sight.
 */
export function openlyMissing(whole: VersionText): readonly Missing[] {
  const missing = missingOf(whole.version, whole.sections);
  if (whole.version.publishedOn !== null || whole.version.way === 'registered') return missing;
  return missing.filter((one) => one === 'publication' || one === 'decision');
}
