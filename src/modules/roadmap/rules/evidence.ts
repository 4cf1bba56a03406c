import type { Day } from '../../../core/calendar.ts';
import type { EvidenceMark } from '../../../spine/contracts/evidence.ts';
import type { LineContent } from './line.ts';
import { isRunning } from './standing.ts';

const KEY = 'roadmap.running' as const;

/** From which coming day a line will run; null: it runs already, or nothing says that it will. */
function startsLater(line: LineContent | null, today: Day): Day | null {
  if (line?.starts == null || line.ended !== null || line.state?.level === 'waiting') return null;
  return line.starts.on > today ? line.starts.on : null;
}

/**
 * What a writing of a line says of 実行中の個別取組, one subject for each line. A line that is still to start is marked for
 * its first day, so that time alone makes it run; what was said of coming days before is taken back where it no longer holds.
 */
export function marksOf(before: LineContent | null, after: LineContent, today: Day): readonly EvidenceMark[] {
  const ran = before !== null && isRunning(before, today);
  const runs = isRunning(after, today);
  const promised = startsLater(before, today);
  const starts = startsLater(after, today);
  const marks = new Map<Day, boolean>();
  if (runs && !ran) {
    // The first writing of a line that runs already tells since when; a later change tells of today.
    marks.set(before === null ? (after.starts?.on ?? today) : today, true);
  }
  if (ran && !runs) {
    if (after.ended !== null && after.ended.on < today) marks.set(after.ended.on, false);
    marks.set(today, false);
  }
  if (promised !== null && promised !== starts && !runs && (starts === null || promised < starts))
    marks.set(promised, false);
  if (starts !== null && starts !== promised) marks.set(starts, true);
  return [...marks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([on, stands]) => ({ key: KEY, on, stands }));
}
