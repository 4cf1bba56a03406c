import type { Day } from '../../../core/calendar.ts';
import type { StepEvent, StepState } from './model.ts';

/** How far one looks: state *of* a day, as *known* by the end of a day. */
export interface View {
  readonly asOf: Day;
  readonly knownOn: Day;
}

/** Of today, as known today. */
export function viewOn(day: Day): View {
  return { asOf: day, knownOn: day };
}

type Dated = Pick<StepEvent, 'seq' | 'on' | 'recordedOn' | 'undoes'>;

/** Events that count: known by then, and not taken back by what was known by then. In their order. */
export function standingEvents<Event extends Dated>(events: readonly Event[], view: View): readonly Event[] {
  const known = events.filter((event) => event.recordedOn <= view.knownOn);
  const undone = new Set(known.flatMap((event) => (event.undoes === null ? [] : [event.undoes])));
  return known
    .filter((event) => event.undoes === null && !undone.has(event.seq) && event.on <= view.asOf)
    .sort((a, b) => a.seq - b.seq);
}

/** The event that says where the step stands; null: 未報告. */
export function lastEvent<Event extends Dated>(events: readonly Event[], view: View): Event | null {
  return standingEvents(events, view).at(-1) ?? null;
}

/** State of one step from its events alone. */
export function replay(
  events: readonly (Dated & { readonly state: StepState })[],
  view: View,
): { readonly state: StepState; readonly since: Day | null } {
  const last = lastEvent(events, view);
  return last === null ? { state: 'unreported', since: null } : { state: last.state, since: last.on };
}

/** Events of one body, template and subject by step. */
export function byStep<Event extends { readonly step: string }>(
  events: readonly Event[],
): ReadonlyMap<string, readonly Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const group = groups.get(event.step);
    if (group === undefined) groups.set(event.step, [event]);
    else group.push(event);
  }
  return groups;
}
