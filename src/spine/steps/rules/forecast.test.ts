import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../core/calendar.ts';
import { courseOf, forecast, type Pace, paceOf, peerBand } from './forecast.ts';
import { type Lateness, lateness } from './lateness.ts';
import type { StepEvent, StepState } from './model.ts';

const STEPS = ['a', 'b', 'c', 'd', 'e', 'f'];

function event(step: string, state: StepState, on: string, more: Partial<StepEvent> = {}): StepEvent {
  const empty = { reason: null, record: null, note: null, url: null, undoes: null };
  return { ...empty, seq: 1, step, state, on, recordedOn: on, ...more };
}

describe('lateness', () => {
  const none = { on: null, extended: null };
  const limit = { on: '2026-03-31', extended: null };
  const extended = (until: string | null) => ({ ...limit, extended: { until, why: '特定移行支援システム' } });
  const cases: readonly [string, Parameters<typeof lateness>[0], Lateness['kind'], number | null][] = [
    [
      'nothing set',
      { state: 'in-progress', plannedOn: null, limit: none, today: '2026-04-10' },
      'on-time',
      null,
    ],
    [
      'on the day',
      { state: 'unreported', plannedOn: '2026-04-10', limit: none, today: '2026-04-10' },
      'on-time',
      null,
    ],
    [
      'a day after',
      { state: 'unreported', plannedOn: '2026-04-10', limit: none, today: '2026-04-11' },
      'past-plan',
      1,
    ],
    ['done', { state: 'done', plannedOn: '2026-01-01', limit, today: '2026-04-10' }, 'on-time', null],
    [
      '対象外',
      { state: 'not-applicable', plannedOn: '2026-01-01', limit, today: '2026-04-10' },
      'on-time',
      null,
    ],
    [
      'past limit and plan',
      { state: 'in-progress', plannedOn: '2026-01-01', limit, today: '2026-04-10' },
      'past-limit',
      10,
    ],
    [
      'extended',
      { state: 'in-progress', plannedOn: '2026-01-01', limit: extended('2031-03-31'), today: '2026-04-10' },
      'extended',
      null,
    ],
    [
      '判断保留',
      { state: 'in-progress', plannedOn: null, limit: extended(null), today: '2030-04-10' },
      'extended',
      null,
    ],
    [
      'after the extension',
      { state: 'in-progress', plannedOn: null, limit: extended('2031-03-31'), today: '2031-04-01' },
      'past-limit',
      1,
    ],
  ];
  it.each(cases)('%s', (_, given, kind, days) => {
    const late = lateness(given);
    expect([late.kind, 'days' in late ? late.days : null]).toEqual([kind, days]);
  });
});

describe('forecast', () => {
  const two = [event('a', 'done', '2026-01-01'), event('b', 'done', '2026-03-02')];
  it('goes on at the body’s own pace', () => {
    const course = courseOf(STEPS, two, '2026-03-02');
    // Two steps in 60 days, four open: 120 days.
    expect(forecast(course, null, '2026-03-02')).toEqual({
      ...{ kind: 'range', earliest: '2026-06-30', latest: '2026-06-30', own: true, peers: 0 },
    });
  });
  it('slows down by itself while nothing moves', () => {
    const course = courseOf(STEPS, two, '2026-05-01');
    expect(forecast(course, null, '2026-05-01')).toMatchObject({ earliest: '2026-12-27' });
  });
  it('spans own and similar bodies’ paces, the extreme quarters left out', () => {
    const paces: Pace[] = [10, 20, 30, 40, 1_000].map((days) => ({ closed: 2, days }));
    const band = peerBand(paces);
    expect(band).toEqual({ quick: { closed: 2, days: 20 }, slow: { closed: 2, days: 40 }, bodies: 5 });
    const course = courseOf(STEPS, two, '2026-03-02');
    expect(forecast(course, band, '2026-03-02')).toEqual({
      ...{ kind: 'range', earliest: '2026-04-11', latest: '2026-06-30', own: true, peers: 5 },
    });
    expect(peerBand([...paces.slice(0, 2), null, null])).toBeNull();
  });
  it('says why when too little is known', () => {
    const why = (events: readonly StepEvent[], day: string) => {
      const made = forecast(courseOf(STEPS, events, day), null, day);
      return made.kind === 'unknown' ? made.why : made.kind;
    };
    expect(why([], '2026-03-02')).toBe('not-begun');
    expect(why(two.slice(0, 1), '2026-03-02')).toBe('too-little');
    expect(why(two, '2026-01-20')).toBe('too-little');
    expect(why(two, '2046-03-02')).toBe('too-slow');
    expect(
      why(
        STEPS.map((step) => event(step, step === 'f' ? 'not-applicable' : 'done', '2026-01-01')),
        '2026-03-02',
      ),
    ).toBe('finished');
  });

  it('uses only what was known: whatever is recorded later, of itself or of others, changes no earlier forecast', () => {
    const day = fc.integer({ min: 0, max: 200 });
    const looked = fc.integer({ min: 30, max: 400 });
    const one = fc.record({
      step: fc.constantFrom(...STEPS),
      state: fc.constantFrom<StepState>(
        'not-started',
        'in-progress',
        'done',
        'done',
        'done',
        'not-applicable',
      ),
      on: day,
      after: fc.integer({ min: 0, max: 60 }),
      undo: fc.integer({ min: 0, max: 4 }),
    });
    const history = fc.array(one, { minLength: 3, maxLength: 20 }).map((all): StepEvent[] =>
      all.map(({ step, state, on, after, undo }, index) => {
        const last = all.slice(0, index).findLastIndex((each) => each.step === step);
        const recordedOn = addDays('2026-01-01', on + after);
        const undoes = undo === 0 && last >= 0 ? last + 1 : null;
        return event(step, state, addDays('2026-01-01', on), { seq: index + 1, recordedOn, undoes });
      }),
    );
    const made = (own: readonly StepEvent[], peers: readonly (readonly StepEvent[])[], at: string) =>
      forecast(
        courseOf(STEPS, own, at),
        peerBand(peers.map((peer) => paceOf(courseOf(STEPS, peer, at), at))),
        at,
      );
    let ranges = 0;
    fc.assert(
      fc.property(history, fc.array(history, { maxLength: 6 }), looked, (own, peers, at) => {
        const known = addDays('2026-01-01', at);
        const then = (events: readonly StepEvent[]) => events.filter((each) => each.recordedOn <= known);
        const before = made(then(own), peers.map(then), known);
        expect(made(own, peers, known)).toEqual(before);
        if (before.kind === 'range') {
          ranges += 1;
          expect(before.earliest <= before.latest && before.earliest > known).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    // It would hold of a function that never says anything.
    expect(ranges).toBeGreaterThan(20);
  });
});
