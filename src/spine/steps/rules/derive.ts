import type { Day } from '../../../core/calendar.ts';
import type { EvidenceKey } from '../../contracts/evidence.ts';
import { isClosed, type Step, type StepEvent, type StepState, type Template } from './model.ts';
import { byStep, lastEvent, type View } from './replay.ts';

/** What stands of a body elsewhere (`evidence/queries.ts`), as far as a step leans on it. */
export interface Mark {
  readonly key: EvidenceKey;
  readonly since: Day;
  readonly title: string;
  readonly href: string;
}

/** Where one step stands, and on what. */
export interface Standing {
  readonly step: Step;
  readonly state: StepState;
  readonly since: Day | null;
  /** `evidence`: 根拠資料あり; `declared`: 申告のみ; null: nobody has said anything. */
  readonly basis: 'evidence' | 'declared' | null;
  /** Evidence that stands for it, whether it is enough or not. */
  readonly marks: readonly Mark[];
  readonly missing: readonly EvidenceKey[];
  /** The event that it stands on; null when evidence alone says so. */
  readonly event: StepEvent | null;
}

/**
 * State of a step from events and evidence. Evidence only ever raises a state: what somebody has closed stays closed, and
 * with some of the evidence a step that nobody spoke of is 作業中.
 */
export function standingOf(
  step: Step,
  events: readonly StepEvent[],
  marks: readonly Mark[],
  view: View,
): Standing {
  const event = lastEvent(events, view);
  const said: StepState = event?.state ?? 'unreported';
  const wanted = step.closes.kind === 'evidence' ? step.closes.allOf : [];
  const own = marks.filter((mark) => wanted.includes(mark.key) && mark.since <= view.asOf);
  const missing = wanted.filter((key) => !own.some((mark) => mark.key === key));
  const common = { step, event, marks: own, missing };
  if (isClosed(said) || own.length === 0) {
    const basis = event === null ? null : backed(step, event) ? 'evidence' : 'declared';
    return { ...common, state: said, since: event?.on ?? null, basis };
  }
  if (missing.length > 0) {
    const first = own.reduce((day, mark) => (mark.since < day ? mark.since : day), '9999-12-31');
    return { ...common, state: 'in-progress', since: first, basis: 'evidence' };
  }
  return { ...common, state: 'done', since: completedOn(wanted, own), basis: 'evidence' };
}

/** The day on which the last of the wanted kinds came; of several of one kind the oldest counts. */
function completedOn(wanted: readonly EvidenceKey[], own: readonly Mark[]): Day {
  const days = wanted.map((key) =>
    own
      .filter((mark) => mark.key === key)
      .reduce((day, mark) => (mark.since < day ? mark.since : day), '9999-12-31'),
  );
  return days.reduce((last, day) => (day > last ? day : last), '');
}

/** A dated record, or an address where it can be read: more than a word. */
function backed(step: Step, event: StepEvent): boolean {
  return event.state === 'done' && (step.closes.kind === 'record' || event.url !== null);
}

/** Every step of one body and subject. */
export function standings(
  template: Template,
  events: readonly StepEvent[],
  marks: readonly Mark[],
  view: View,
): readonly Standing[] {
  const groups = byStep(events);
  return template.steps.map((step) => standingOf(step, groups.get(step.id) ?? [], marks, view));
}

/** Where a body is on the way: the first step that is open, and what is closed beyond it already. */
export interface Whereabouts {
  readonly current: Standing | null;
  readonly ahead: readonly Standing[];
  readonly closed: number;
  readonly total: number;
}

export function whereabouts(all: readonly Standing[]): Whereabouts {
  const at = all.findIndex((one) => !isClosed(one.state));
  return {
    current: all[at] ?? null,
    ahead: at < 0 ? [] : all.slice(at + 1).filter((one) => isClosed(one.state)),
    closed: all.filter((one) => isClosed(one.state)).length,
    total: all.length,
  };
}
