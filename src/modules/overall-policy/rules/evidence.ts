import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Evidence, EvidenceFact, EvidenceKey, EvidenceMark } from '../../../spine/contracts/evidence.ts';
import type { Standing } from './counting.ts';

const MARKS: readonly (readonly [keyof Omit<Standing, 'ended'>, EvidenceKey])[] = [
  ['vision', 'policy.vision'],
  ['roadmap', 'policy.roadmap'],
  ['counts', 'policy.published'],
];

/**
 * What a change of one policy does to its marks. A day that moved on is taken back; one that moved back stays true. Where
 * an abolition was recorded by mistake, its day says again what stood on it.
 */
export function marksOf(before: Standing, after: Standing): readonly EvidenceMark[] {
  return MARKS.flatMap(([part, key]): EvidenceMark[] => {
    const [was, is] = [before[part], after[part]];
    if (was === is) return [];
    if (is === null) {
      if (was === null) return [];
      return [{ key, on: after.ended !== null && after.ended > was ? after.ended : was, stands: false }];
    }
    const moved: EvidenceMark[] = was !== null && is > was ? [{ key, on: was, stands: false }] : [];
    const again: EvidenceMark[] =
      before.ended !== null && before.ended > is ? [{ key, on: before.ended, stands: true }] : [];
    return [...moved, { key, on: is, stands: true }, ...again];
  });
}

/** Definition of the dashboard's and the state's surveys: vision and roadmap, plans included. */
export const INDICATOR = 'overall-policy@1';

/**
 * 全体方針の策定 of a body over all its policies: the days on which the figure changes. An abolition is a decision not to
 * have one: the body is asked and says no, so the value is 0 from that day, not a gap.
 */
function figureDays(standings: readonly Standing[]): ReadonlyMap<Day, bigint> {
  const spans = standings.flatMap(({ counts, stood, ended }): readonly { from: Day; to: Day | null }[] => {
    if (counts !== null) return [{ from: counts, to: null }];
    return stood === null || ended === null ? [] : [{ from: stood, to: ended }];
  });
  const days = spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])).sort();
  const changes = new Map<Day, bigint>();
  let last: bigint | null = null;
  for (const day of days) {
    const value = spans.some(({ from, to }) => from <= day && (to === null || day < to)) ? 1n : 0n;
    if (value !== last) changes.set(day, value);
    last = value;
  }
  return changes;
}

/**
 * What a change does to the figure. Where an entry was wrong, its day says what stood without it: the value of before, or
 * 取下げ where nothing is known any more.
 */
export function factsOf(before: readonly Standing[], after: readonly Standing[]): readonly EvidenceFact[] {
  const [was, is] = [figureDays(before), figureDays(after)];
  const without = (day: Day) => [...is].findLast(([on]) => on <= day)?.[1] ?? null;
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((on) => {
    if (was.get(on) === is.get(on)) return [];
    const value = is.get(on) ?? without(on);
    return [{ indicator: INDICATOR, part: '', on, value, reason: value === null ? 'withdrawn' : null }];
  });
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
