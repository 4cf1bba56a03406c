import { expect, it } from 'vitest';
import { type PastRound, yearCalendar } from './year-calendar.ts';

const ROUND: PastRound = {
  surveyId: 'structure',
  title: '推進体制',
  sentOn: '2025-04-14',
  baseDay: '2025-04-01',
  prefectureDue: '2025-05-16',
  nationDue: '2025-05-30',
};
const holidays = (day: string) => day === '2026-05-04';

it('expects the survey of last year a year later, on working days', () => {
  expect(yearCalendar([ROUND], '2026-04-01', holidays)).toEqual([
    {
      ...ROUND,
      ...{ kind: 'expected', lastYear: '2025-04-14', sentOn: '2026-04-14', baseDay: '2026-04-01' },
      // 2026-05-16 and 05-30 are Saturdays.
      ...{ prefectureDue: '2026-05-18', nationDue: '2026-06-01' },
    },
  ]);
});

it('shows what was sent this year instead, and nothing of the years before', () => {
  const now = { ...ROUND, sentOn: '2026-04-20', nationDue: null };
  const old = { ...ROUND, surveyId: 'telework', sentOn: '2025-03-31' };
  expect(yearCalendar([ROUND, now, old], '2026-10-01', holidays)).toEqual([
    { ...now, kind: 'sent', lastYear: null },
  ]);
});

it('turns with the fiscal year: on 31 March the year before still counts', () => {
  const last = { ...ROUND, sentOn: '2024-06-03' };
  expect(yearCalendar([last, ROUND], '2026-03-31', holidays).map((one) => one.kind)).toEqual(['sent']);
  expect(yearCalendar([last], '2026-03-31', holidays).map((one) => one.sentOn)).toEqual(['2025-06-03']);
  expect(yearCalendar([last], '2026-04-01', holidays)).toEqual([]);
});
