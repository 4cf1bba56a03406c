import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../core/calendar.ts';
import { knownTemplate } from '../templates.ts';
import { type Mark, standingOf, standings, whereabouts } from './derive.ts';
import { isClosed, type StepEvent, type StepState } from './model.ts';
import { brokenGate, judge, judgeUndo, MOVES, type MoveId, movesFrom } from './moves.ts';
import { replay, viewOn } from './replay.ts';

const standardization = knownTemplate('standardization');
const handbook = knownTemplate('handbook');
const TODAY = '2026-06-30';

function event(step: string, state: StepState, on: string, more: Partial<StepEvent> = {}): StepEvent {
  const empty = { reason: null, record: null, note: null, url: null, undoes: null };
  return { ...empty, seq: 1, step, state, on, recordedOn: on, ...more };
}
function said(move: MoveId, step: string, on: string, more: { reason?: string; record?: string } = {}) {
  return { step, move, on, reason: more.reason ?? null, record: more.record ?? null };
}

describe('judge', () => {
  const assessed = event('privacy-assessment', 'done', '2026-04-10', { record: '評価の実施' });
  const excused = event('privacy-assessment', 'not-applicable', '2026-04-10', {
    reason: '対象者が1,000人未満',
  });
  const cases: readonly [string, readonly StepEvent[], ReturnType<typeof said>, string][] = [
    ['out of order', [], said('finish', 'contract', '2026-04-01'), 'done'],
    ['before the gate', [], said('finish', 'data-migration', '2026-05-01'), 'gate'],
    ['begun before the gate', [], said('start', 'data-migration', '2026-05-01'), 'gate'],
    ['after the assessment', [assessed], said('finish', 'data-migration', '2026-05-01'), 'done'],
    [
      'on the day of the assessment',
      [assessed],
      said('start', 'data-migration', '2026-04-10'),
      'in-progress',
    ],
    ['the day before it', [assessed], said('start', 'data-migration', '2026-04-09'), 'gate'],
    ['with 実施不要', [excused], said('finish', 'data-migration', '2026-05-01'), 'done'],
    [
      'with 対象外 without a reason',
      [{ ...excused, reason: null }],
      said('finish', 'data-migration', '2026-05-01'),
      'gate',
    ],
    ['対象外 without a reason', [], said('exclude', 'rfp', '2026-05-01'), 'no-reason'],
    ['対象外 with one', [], said('exclude', 'rfp', '2026-05-01', { reason: '共同調達' }), 'not-applicable'],
    ['a record without its kind', [], said('finish', 'privacy-assessment', '2026-05-01'), 'no-record'],
    ['tomorrow', [], said('start', 'rfp', '2026-07-01'), 'future-day'],
    [
      'before what was said last',
      [event('rfp', 'in-progress', '2026-05-01')],
      said('finish', 'rfp', '2026-04-30'),
      'day-order',
    ],
    ['done twice', [event('rfp', 'done', '2026-05-01')], said('finish', 'rfp', '2026-05-02'), 'no-move'],
    [
      'the assessment opened again under the migration',
      [assessed, event('data-migration', 'done', '2026-05-01')],
      said('reopen', 'privacy-assessment', '2026-06-01', { reason: '再評価' }),
      'gate-of-later',
    ],
    ['an unknown step', [], said('start', 'none', '2026-05-01'), 'no-such-step'],
  ];
  it.each(cases)('%s', (_, events, given, expected) => {
    const judged = judge(standardization, events, given, TODAY);
    expect(judged.ok ? judged.value : judged.code).toBe(expected);
  });

  it('types nothing that evidence says', () => {
    const judged = judge(handbook, [], said('finish', 'policy', '2026-05-01'), TODAY);
    expect(judged.ok ? 'ok' : judged.code).toBe('by-evidence');
    expect(movesFrom(handbook, handbook.steps[1]!, 'unreported')).toEqual([]);
    expect(movesFrom(handbook, handbook.steps[0]!, 'unreported')).toEqual(['leave', 'start', 'finish']);
  });

  it('takes back the last word only, and not what a later step leans on', () => {
    const events = [assessed, event('data-migration', 'in-progress', '2026-05-01')];
    const under = judgeUndo(standardization, events, { step: 'privacy-assessment', reason: '誤り' }, TODAY);
    expect(under.ok ? 'ok' : under.code).toBe('gate-of-later');
    const last = judgeUndo(standardization, events, { step: 'data-migration', reason: '誤り' }, TODAY);
    expect(last.ok && [last.value.event.seq, last.value.back]).toEqual([1, 'unreported']);
    const silent = judgeUndo(standardization, events, { step: 'data-migration', reason: '' }, TODAY);
    expect(silent.ok ? 'ok' : silent.code).toBe('no-reason');
    const nothing = judgeUndo(standardization, [], { step: 'rfp', reason: '誤り' }, TODAY);
    expect(nothing.ok ? 'ok' : nothing.code).toBe('nothing-to-undo');
  });
});

/** What people may try, one after the other, each on a day not before the last. */
const attempts = fc.array(
  fc.record({
    step: fc.constantFrom('privacy-assessment', 'data-migration', 'rfp', 'launch'),
    move: fc.constantFrom<MoveId | 'undo'>(...MOVES, 'undo'),
    on: fc.integer({ min: 0, max: 40 }),
    later: fc.integer({ min: 0, max: 3 }),
    reason: fc.constantFrom('', '理由'),
    record: fc.constantFrom('', '評価の実施'),
  }),
  { maxLength: 30 },
);

/** Plays attempts as the action does: what is refused leaves no trace. */
function play(tries: readonly (typeof attempts extends fc.Arbitrary<readonly (infer T)[]> ? T : never)[]) {
  const events: StepEvent[] = [];
  let clock = 40;
  for (const { step, move, on, later, reason, record } of tries) {
    clock += later;
    const today = addDays('2026-01-01', clock);
    const seq = events.filter((one) => one.step === step).length + 1;
    if (move === 'undo') {
      const judged = judgeUndo(standardization, events, { step, reason }, today);
      if (!judged.ok) continue;
      const { event: undone, back } = judged.value;
      events.push(event(step, back, undone.on, { seq, recordedOn: today, reason, undoes: undone.seq }));
    } else {
      const day = addDays('2026-01-01', on);
      const judged = judge(standardization, events, { step, move, on: day, reason, record }, today);
      if (judged.ok) events.push(event(step, judged.value, day, { seq, recordedOn: today, reason }));
    }
  }
  return { events, today: addDays('2026-01-01', clock) };
}

/** Found independently of `replay`: a stack, for each step. */
function stackOf(events: readonly StepEvent[], step: string): readonly StepEvent[] {
  const stack: StepEvent[] = [];
  for (const one of events.filter((each) => each.step === step)) {
    if (one.undoes === null) stack.push(one);
    else expect(stack.pop()?.seq).toBe(one.undoes);
  }
  return stack;
}

describe('whatever is tried', () => {
  it('gates hold: data migration stands only where the assessment stood, or 実施不要 with its reason', () => {
    fc.assert(
      fc.property(attempts, (tries) => {
        const { events, today } = play(tries);
        expect(brokenGate(standardization, events, today)).toBeNull();
        const migration = stackOf(events, 'data-migration').at(-1);
        if (migration === undefined || !['in-progress', 'done'].includes(migration.state)) return;
        const gate = stackOf(events, 'privacy-assessment')
          .filter((one) => one.on <= migration.on)
          .at(-1);
        expect(gate !== undefined && isClosed(gate.state)).toBe(true);
        if (gate?.state === 'not-applicable') expect(gate.reason).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('the state of a day is what the events up to it leave, and no later event changes what was known', () => {
    fc.assert(
      fc.property(attempts, fc.integer({ min: 0, max: 80 }), (tries, at) => {
        const { events } = play(tries);
        const day = addDays('2026-01-01', at);
        const known = events.filter((one) => one.recordedOn <= day);
        for (const step of ['privacy-assessment', 'data-migration', 'rfp', 'launch']) {
          const own = events.filter((one) => one.step === step);
          const expected = stackOf(known, step)
            .filter((one) => one.on <= day)
            .at(-1);
          expect(replay(own, viewOn(day)).state).toBe(expected?.state ?? 'unreported');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what is derived never contradicts the events: evidence raises, and leaves alone what was closed', () => {
    const RANK: Record<StepState, number> = {
      ...{ unreported: 0, 'not-started': 1, 'in-progress': 2, done: 3, 'not-applicable': 3 },
    };
    const step = { ...standardization.steps[8]!, closes: handbook.steps[2]!.closes };
    const mark = (key: Mark['key']): fc.Arbitrary<Mark> =>
      fc.integer({ min: 0, max: 80 }).map((at) => ({
        ...{ key, since: addDays('2026-01-01', at), title: '根拠', href: '/' },
      }));
    const marks = fc.array(
      fc.oneof(
        mark('structure.cross-cutting-by-head'),
        mark('structure.dedicated-unit'),
        mark('policy.vision'),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(attempts, marks, fc.integer({ min: 0, max: 80 }), (tries, given, at) => {
        const day = addDays('2026-01-01', at);
        const own = play(tries).events.filter((one) => one.step === 'rfp');
        const fromEvents = replay(own, viewOn(day)).state;
        const derived = standingOf(step, own, given, viewOn(day));
        expect(RANK[derived.state]).toBeGreaterThanOrEqual(RANK[fromEvents]);
        if (isClosed(fromEvents)) expect(derived.state).toBe(fromEvents);
        const there = new Set(given.filter((one) => one.since <= day).map((one) => one.key));
        const whole = there.has('structure.cross-cutting-by-head') && there.has('structure.dedicated-unit');
        if (derived.state === 'done' && fromEvents !== 'done') expect(whole).toBe(true);
        if (whole && !isClosed(fromEvents)) expect(derived.state).toBe('done');
      }),
      { numRuns: 300 },
    );
  });
});

describe('the 全体手順書', () => {
  const mark = (key: Mark['key'], since: string): Mark => ({ key, since, title: '根拠', href: '/' });
  const at = (events: readonly StepEvent[], marks: readonly Mark[], day = TODAY) => {
    const all = standings(handbook, events, marks, viewOn(day));
    const where = whereabouts(all);
    return [all.map((one) => one.state), where.current?.step.number ?? null, where.ahead.length];
  };
  const vision = mark('policy.vision', '2026-03-01');
  const roadmap = mark('policy.roadmap', '2026-03-01');
  const published = mark('policy.published', '2026-05-01');
  const policy = [vision, roadmap, published];
  it('is derived from what stands', () => {
    const none = 'unreported';
    expect(at([], [])).toEqual([[none, none, none, none], 0, 0]);
    expect(at([], [vision])).toEqual([[none, 'in-progress', none, none], 0, 0]);
    expect(at([], [vision, roadmap])[0]).toEqual([none, 'in-progress', none, none]);
    expect(at([], policy)).toEqual([[none, 'done', none, none], 0, 1]);
    expect(at([], policy, '2026-04-30')).toEqual([[none, 'in-progress', none, none], 0, 0]);
    const record = event('awareness', 'done', '2026-04-01', { record: '庁議' });
    expect(at([record], [...policy, mark('roadmap.running', '2026-06-01')])).toEqual([
      ...[['done', 'done', none, 'done'], 2, 1],
    ]);
    // A chair who is neither head nor deputy does not close step 2.
    const unit = mark('structure.dedicated-unit', '2026-04-01');
    const chair = mark('structure.cross-cutting', '2026-04-01');
    expect(at([record], [...policy, unit, chair])[0]).toEqual(['done', 'done', 'in-progress', none]);
  });
  it('says since when: the day on which the last part came', () => {
    const [, step] = standings(handbook, [], policy, viewOn(TODAY));
    expect([step?.since, step?.basis]).toEqual(['2026-05-01', 'evidence']);
  });
});
