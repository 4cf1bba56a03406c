import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyContent, content, day, state, TODAY } from '../../../../test/roadmap/any-line.ts';
import { addDays } from '../../../core/calendar.ts';
import type { EvidenceMark } from '../../../spine/contracts/evidence.ts';
import { marksOf } from './evidence.ts';
import { isRunning } from './standing.ts';

describe('what runs, as evidence', () => {
  it('stands exactly while the line runs, on the day of each writing and on all coming days', () => {
    const gaps = fc.array(fc.tuple(anyContent, fc.integer({ min: 0, max: 200 })), {
      minLength: 1,
      maxLength: 6,
    });
    /** As the evidence reads marks: of one day the newest record, of the days that have come the newest. */
    const stands = (marks: readonly EvidenceMark[], on: string) =>
      marks.reduce<EvidenceMark | null>(
        (best, mark) => (mark.on <= on && (best === null || mark.on >= best.on) ? mark : best),
        null,
      )?.stands === true;
    fc.assert(
      fc.property(gaps, (writings) => {
        const marks: EvidenceMark[] = [];
        let today = TODAY;
        for (const [wanted, gap] of writings) {
          today = addDays(today, gap);
          const { ended } = wanted;
          const after = ended !== null && ended.on > today ? { ...wanted, ended: null } : wanted;
          marks.push(...marksOf(new Map(marks.map((mark) => [mark.on, mark.stands])), after, today));
          for (const later of [0, 1, 30, 400, 2000]) {
            const on = addDays(today, later);
            expect([on, stands(marks, on)]).toEqual([on, isRunning(after, on)]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a line that is made while it runs stands since its start, one that ends is over since that day', () => {
    const made = content({ starts: day('2026-04-01') });
    expect(marksOf(new Map(), made, TODAY)).toEqual([
      { key: 'roadmap.running', on: '2026-04-01', stands: true },
    ]);
    const ended = { ...made, ended: { on: '2026-10-31', reason: '完了' } };
    expect(marksOf(new Map([['2026-04-01', true]]), ended, TODAY)).toEqual([
      { key: 'roadmap.running', on: '2026-10-31', stands: false },
      { key: 'roadmap.running', on: TODAY, stands: false },
    ]);
    expect(marksOf(new Map([['2026-04-01', true]]), { ...made, state: state('mostly') }, TODAY)).toEqual([]);
  });
});
