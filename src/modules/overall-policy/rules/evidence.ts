import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Evidence, EvidenceFact, EvidenceKey, EvidenceMark } from '../../../spine/contracts/evidence.ts';
import type { Standing } from './counting.ts';

const MARKS: readonly (readonly [keyof Omit<Standing, 'ended'>, EvidenceKey])[] = [
  ['vision', 'policy.vision'],
  ['roadmap', 'policy.roadmap'],
  ['counts', 'policy.published'],
];

/** What a change of one policy does to its marks. A day that moved on is taken back; one that moved back stays true. */
export function marksOf(before: Standing, after: Standing): readonly EvidenceMark[] {
  return MARKS.flatMap(([part, key]): EvidenceMark[] => {
    const [was, is] = [before[part], after[part]];
    if (was === is) return [];
    if (is === null) return was === null ? [] : [{ key, on: after.ended ?? was, stands: false }];
    const moved: EvidenceMark[] = was !== null && is > was ? [{ key, on: was, stands: false }] : [];
    return [...moved, { key, on: is, stands: true }];
  });
}

/** Definition of the dashboard's and the state's surveys: vision and roadmap, plans included. */
export const INDICATOR = 'overall-policy@1';

/**
 * What a change does to the figure 全体方針の策定, over all policies of a body. An abolition is a decision not to have
 * one: the body is asked and says no, so the value is 0 on that day, not a gap. A record that was wrong is another thing:
 * nothing is known of its day any more, so it is 取下げ.
 * @param ended day of the abolition that took the last one away; null: none did
 * @param abolished day of the last abolition of all; null: none was ever abolished
 */
export function factsOf(
  before: Day | null,
  after: Day | null,
  ended: Day | null,
  abolished: Day | null = ended,
): readonly EvidenceFact[] {
  if (before === after) return [];
  const fact = (on: Day, value: bigint | null): EvidenceFact => ({
    indicator: INDICATOR,
    part: '',
    on,
    value,
    reason: value === null ? 'withdrawn' : null,
  });
  // What stood on a day without the entry that is taken back: 0 after an abolition, else nothing that is known.
  const without = (day: Day) => fact(day, abolished !== null && abolished <= day ? 0n : null);
  if (after === null) return before === null ? [] : ended === null ? [without(before)] : [fact(ended, 0n)];
  const moved = before !== null && after > before ? [without(before)] : [];
  return [...moved, fact(after, 1n)];
}

/** One policy of a body, with how it stood before and how it stands now. */
export interface Change {
  readonly bodyCode: BodyCode;
  readonly subject: string;
  readonly title: string;
  readonly href: string;
  readonly before: Standing;
  readonly after: Standing;
  readonly facts: readonly EvidenceFact[];
}

/** Null: nothing of it changed. */
export function evidenceOf(change: Change): Evidence | null {
  const { bodyCode, subject, title, href, facts } = change;
  const marks = marksOf(change.before, change.after);
  if (marks.length === 0 && facts.length === 0) return null;
  return { bodyCode, source: 'overall-policy', subject, title, href, marks, facts };
}
