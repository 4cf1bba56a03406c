import type { Day } from '../../../core/calendar.ts';
import type { EvidenceMark } from '../../../spine/contracts/evidence.ts';
import type { LineContent } from './line.ts';
import { isRunning } from './standing.ts';

const KEY = 'roadmap.running' as const;

/** What the marks of a line say so far: of each marked day whether it ran. */
export type Marked = ReadonlyMap<Day, boolean>;

/** As the evidence reads marks: of the days that have come, the newest. */
function standsOn(marked: Marked, on: Day): boolean {
  let newest: Day | null = null;
  for (const day of marked.keys()) if (day <= on && (newest === null || day > newest)) newest = day;
  return newest !== null && marked.get(newest) === true;
}

/**
 * What a writing of a line says of 実行中の個別取組, one subject for each line. A line that is still to start is marked for
 * its first day, so that time alone makes it run; what was said of coming days before is said anew where it no longer holds.
 */
export function marksOf(marked: Marked, after: LineContent, today: Day): readonly EvidenceMark[] {
  const marks = new Map<Day, boolean>();
  const runs = isRunning(after, today);
  if (standsOn(marked, today) !== runs) {
    // The first word on a line that runs already tells since when; a later change tells of today.
    marks.set(marked.size === 0 ? (after.starts?.on ?? today) : today, runs);
    const { ended } = after;
    if (ended !== null && ended.on < today) marks.set(ended.on, false);
  }
  for (const [day, said] of marked)
    if (day > today && said !== isRunning(after, day)) marks.set(day, isRunning(after, day));
  const starts = after.starts?.on ?? null;
  if (starts !== null && starts > today && isRunning(after, starts)) {
    if (!standsOn(new Map([...marked, ...marks]), starts)) marks.set(starts, true);
  }
  return [...marks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([on, stands]) => ({ key: KEY, on, stands }));
}
