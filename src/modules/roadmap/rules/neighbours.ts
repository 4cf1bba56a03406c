import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { LineContent, StateId } from './line.ts';

/** What a neighbour shows of a line: never its budget, its risks, what it has written about the state. */
export interface NeighbourLine {
  readonly bodyCode: BodyCode;
  readonly bodyName: string;
  readonly lineNo: number;
  readonly title: string;
  readonly startsOn: Day | null;
  readonly endsOn: Day | null;
  readonly nextOn: Day | null;
  readonly state: StateId | null;
}

type Period = Pick<LineContent, 'starts' | 'ends'>;

/** Whether a line of one's own runs in a time in which the neighbour's does; false where one of them names no days. */
export function runsTogether(own: Period, other: NeighbourLine): boolean {
  if (own.starts === null || own.ends === null || other.startsOn === null || other.endsOn === null)
    return false;
  return own.starts.on <= other.endsOn && other.startsOn <= own.ends.on;
}

/** Days that both name: who procures together has to meet on them. */
export function daysInCommon(
  own: Pick<LineContent, 'starts' | 'ends' | 'next'>,
  other: NeighbourLine,
): readonly Day[] {
  const days = new Set([other.startsOn, other.endsOn, other.nextOn]);
  const mine = [own.starts?.on, own.ends?.on, own.next?.on];
  return [...new Set(mine)].filter((day): day is Day => day !== undefined && days.has(day)).sort();
}
