import { describe, expect, it, test } from 'vitest';
import { content, day, state, TODAY } from '../../../../test/roadmap/any-line.ts';
import { isDueForUpdate, isRunning, latenessOn, phaseOn } from './standing.ts';

describe('where a line stands', () => {
  const running = { starts: day('2026-04-01'), ends: day('2027-03-31'), state: state('on-track') };
  test.each([
    ['no start', {}, 'undated', false],
    ['starts tomorrow', { starts: day('2026-11-22') }, 'not-started', false],
    ['starts today', { starts: day(TODAY) }, 'under-way', true],
    ['under way', running, 'under-way', true],
    ['its last day is today', { ...running, ends: day(TODAY) }, 'under-way', true],
    ['past its end, nobody has ended it', { ...running, ends: day('2026-11-20') }, 'past-end', true],
    ['方針待ち', { ...running, state: state('waiting') }, 'under-way', false],
    ['ended today', { ...running, ended: { on: TODAY, reason: '完了' } }, 'ended', false],
  ] as const)('%s', (_, more, phase, runs) => {
    expect(phaseOn(content(more), TODAY)).toBe(phase);
    expect(isRunning(content(more), TODAY)).toBe(runs);
  });

  const next = (on: string) => ({ text: '見積りを取る', on, owner: null });
  test.each([
    ['nothing is late', running, []],
    ['told to be late', { ...running, state: state('late') }, ['declared']],
    ['past its end', { ...running, ends: day('2026-11-11') }, ['past-end']],
    ['next action of yesterday', { ...running, next: next('2026-11-20') }, ['past-next']],
    ['next action of today is not late', { ...running, next: next(TODAY) }, []],
    [
      'all three',
      { ...running, state: state('late'), ends: day('2026-11-11'), next: next('2026-11-01') },
      ['declared', 'past-end', 'past-next'],
    ],
    ['方針待ち is not late', { ...running, ends: day('2026-11-11'), state: state('waiting') }, []],
    [
      'ended is not late',
      { ...running, ends: day('2026-11-11'), ended: { on: '2026-11-12', reason: '完了' } },
      [],
    ],
  ] as const)('late: %s', (_, more, kinds) => {
    expect(latenessOn(content(more), TODAY).map((reason) => reason.kind)).toEqual(kinds);
  });

  it('says how many days', () => {
    const [reason] = latenessOn(content({ ...running, ends: day('2026-11-11') }), TODAY);
    expect(reason).toMatchObject({ days: 10, text: '予定の終了日を10日過ぎています' });
  });

  test.each([
    ['state of today', running, false],
    ['state of the first of the month', { ...running, state: state('on-track', '2026-11-01') }, false],
    ['state of the month before', { ...running, state: state('on-track', '2026-10-31') }, true],
    ['no state', { ...running, state: null }, true],
    ['next action past', { ...running, next: next('2026-11-20') }, true],
    ['next action still to come', { ...running, next: next('2026-11-30') }, false],
    ['past its end', { ...running, ends: day('2026-11-01'), state: state('late', '2026-10-31') }, true],
    ['not started', { starts: day('2027-04-01') }, false],
  ] as const)('to be looked at this month: %s', (_, more, due) => {
    expect(isDueForUpdate(content(more), TODAY)).toBe(due);
  });
});
