import type { Day } from '../../../../core/calendar.ts';
import { placesOf } from '../../plan-of.ts';
import type { Line } from '../../rules/line.ts';
import { isRunning, latenessOn, phaseOn } from '../../rules/standing.ts';

/** Filters of the list, as they stand in its address; '' is no filter, except `phase`, where it is 「終了を除く」. */
export interface Filters {
  readonly item: string;
  readonly state: string;
  readonly owner: string;
  readonly phase: string;
}

export function filtersOf(query: (name: string) => string | undefined): Filters {
  const of = (name: string) => query(name) ?? '';
  return { item: of('item'), state: of('state'), owner: of('owner'), phase: of('phase') };
}

export function filtered(lines: readonly Line[], filters: Filters, today: Day): readonly Line[] {
  return lines.filter(
    (line) =>
      (filters.item === '' || placesOf(line).some((item) => item.id === filters.item)) &&
      (filters.owner === '' || line.content.owner?.name === filters.owner) &&
      stateFits(line, filters.state, today) &&
      phaseFits(line, filters.phase, today),
  );
}

function stateFits(line: Line, state: string, today: Day): boolean {
  const { content } = line;
  if (state === '') return true;
  if (state === 'overdue') return latenessOn(content, today).length > 0;
  return state === 'none' ? content.state === null : content.state?.level === state;
}

function phaseFits(line: Line, asked: string, today: Day): boolean {
  const phase = phaseOn(line.content, today);
  switch (asked) {
    case 'running':
      return isRunning(line.content, today);
    case 'not-started':
      return phase === 'not-started' || phase === 'undated';
    case 'ended':
      return phase === 'ended';
    case 'all':
      return true;
    default:
      return phase !== 'ended';
  }
}
