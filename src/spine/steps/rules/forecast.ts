import { addDays, type Day, dayNumber } from '../../../core/calendar.ts';
import type { StepEvent, StepState } from './model.ts';
import { byStep, replay, standingEvents } from './replay.ts';

/** `closed` steps in `days` days. Exact: never divided before the end. */
export interface Pace {
  readonly closed: number;
  readonly days: number;
}

/** The quick and the slow side of similar bodies; each quarter beyond is left out. */
export interface PeerBand {
  readonly quick: Pace;
  readonly slow: Pace;
  readonly bodies: number;
}

export type Forecast =
  | {
      readonly kind: 'range';
      readonly earliest: Day;
      readonly latest: Day;
      /** What it was made from. */
      readonly own: boolean;
      readonly peers: number;
    }
  | { readonly kind: 'unknown'; readonly why: ForecastGap };

export type ForecastGap = 'finished' | 'not-begun' | 'too-little' | 'too-slow';

export const FORECAST_GAPS: Readonly<Record<ForecastGap, string>> = {
  finished: 'すべて終わっているため、見込みはありません。',
  'not-begun': 'まだ始まっていないため、見込みを出せません。',
  'too-little': '完了の記録が少ないため、見込みを出せません。',
  'too-slow': 'この速さでは10年を超えるため、日を示しません。',
};

/** Below these nothing is said: one step done yesterday is no pace. */
export const LEAST_CLOSED = 2;
export const LEAST_DAYS = 30;
export const LEAST_PEERS = 3;
/** Steps that the newest pace is taken from. */
const NEWEST = 3;
const FARTHEST_DAYS = 3_650;

/**
 * What one body's course was by the end of a day: the first day on which something moved, the days on which what is
 * closed now was closed (in order), and how many steps are open. Made from packed months as well as from events.
 */
export interface Course {
  readonly begunOn: Day | null;
  readonly closedOn: readonly Day[];
  readonly open: number;
}

/** 対象外 is no work: it counts neither as closed nor as open. */
export function courseOf(
  steps: readonly string[],
  events: readonly (Pick<StepEvent, 'seq' | 'step' | 'on' | 'recordedOn' | 'undoes'> & {
    readonly state: StepState;
  })[],
  knownOn: Day,
): Course {
  const view = { asOf: knownOn, knownOn };
  const groups = byStep(events);
  const moved: Day[] = [];
  const closedOn: Day[] = [];
  let open = 0;
  for (const step of steps) {
    const own = groups.get(step) ?? [];
    for (const event of standingEvents(own, view))
      if (event.state === 'in-progress' || event.state === 'done') moved.push(event.on);
    const { state, since } = replay(own, view);
    if (state === 'done' && since !== null) closedOn.push(since);
    else if (state !== 'not-applicable') open += 1;
  }
  moved.sort();
  return { begunOn: moved[0] ?? null, closedOn: closedOn.sort(), open };
}

/** Pace over the whole course until `knownOn`; it falls by itself while nothing moves. Null: too little is known. */
export function paceOf(course: Course, knownOn: Day): Pace | null {
  return course.begunOn === null ? null : paceSince(course.begunOn, course.closedOn.length, knownOn);
}

/** Pace of the newest steps alone. */
function newestPace(course: Course, knownOn: Day): Pace | null {
  const from = course.closedOn.at(-NEWEST - 1);
  return from === undefined ? null : paceSince(from, NEWEST, knownOn);
}

function paceSince(from: Day, closed: number, knownOn: Day): Pace | null {
  const days = dayNumber(knownOn) - dayNumber(from);
  return closed < LEAST_CLOSED || days < LEAST_DAYS ? null : { closed, days };
}

/** Quickest first; exact. */
function quicker(a: Pace, b: Pace): number {
  return a.days * b.closed - b.days * a.closed;
}

/** Once for each group of similar bodies, whose forecasts share it. Null: fewer than `LEAST_PEERS` have a pace. */
export function peerBand(paces: readonly (Pace | null)[]): PeerBand | null {
  const known = paces.filter((pace) => pace !== null).sort(quicker);
  const quarter = Math.floor(known.length / 4);
  const quick = known[quarter];
  const slow = known[known.length - 1 - quarter];
  if (known.length < LEAST_PEERS || quick === undefined || slow === undefined) return null;
  return { quick, slow, bodies: known.length };
}

/**
 * When the open steps may be done: from the quickest to the slowest of the body's own pace (whole course, newest steps)
 * and of similar bodies. Uses what `course` and `band` hold and nothing else; both are made of one day's knowledge.
 */
export function forecast(course: Course, band: PeerBand | null, knownOn: Day): Forecast {
  if (course.open === 0) return { kind: 'unknown', why: 'finished' };
  if (course.begunOn === null) return { kind: 'unknown', why: 'not-begun' };
  const own = [paceOf(course, knownOn), newestPace(course, knownOn)].filter((pace) => pace !== null);
  const paces = [...own, ...(band === null ? [] : [band.quick, band.slow])].sort(quicker);
  const [quick, slow] = [paces[0], paces.at(-1)];
  if (quick === undefined || slow === undefined) return { kind: 'unknown', why: 'too-little' };
  const longest = daysFor(course.open, slow);
  if (longest > FARTHEST_DAYS) return { kind: 'unknown', why: 'too-slow' };
  return {
    kind: 'range',
    earliest: addDays(knownOn, daysFor(course.open, quick)),
    latest: addDays(knownOn, longest),
    own: own.length > 0,
    peers: band?.bodies ?? 0,
  };
}

/** Whole days, rounded up. */
function daysFor(open: number, pace: Pace): number {
  return Math.ceil((open * pace.days) / pace.closed);
}
