import { addMonths, type Day, fiscalYearEnd, fiscalYearOf, fiscalYearStart } from '../../../core/calendar.ts';
import { type Holidays, nextWorkingDay } from '../../../core/working-days.ts';

/** A 調査回 as it was sent. */
export interface PastRound {
  readonly surveyId: string;
  readonly title: string;
  readonly sentOn: Day;
  readonly baseDay: Day;
  readonly prefectureDue: Day | null;
  readonly nationDue: Day | null;
}

export interface CalendarLine extends PastRound {
  /** Sent this year, or only to be expected from last year's days. */
  readonly kind: 'sent' | 'expected';
  /** Of what is expected: the day that it was sent on last year. */
  readonly lastYear: Day | null;
}

/**
 * 年間照会カレンダー of the fiscal year of `today`: what was sent, and for each survey of last year that has not come yet
 * the same days a year later, moved to the next 開庁日. An expectation, said as such; nobody has announced it.
 */
export function yearCalendar(
  rounds: readonly PastRound[],
  today: Day,
  holidays: Holidays,
): readonly CalendarLine[] {
  const year = fiscalYearOf(today);
  const within = (day: Day, of: number) => fiscalYearStart(of) <= day && day <= fiscalYearEnd(of);
  const sent = rounds.filter((one) => within(one.sentOn, year));
  const come = new Set(sent.map((one) => one.surveyId));
  const later = (day: Day | null) => (day === null ? null : nextWorkingDay(addMonths(day, 12), holidays));
  const expected = rounds
    .filter((one) => within(one.sentOn, year - 1) && !come.has(one.surveyId))
    .map((one) => ({
      ...one,
      kind: 'expected' as const,
      lastYear: one.sentOn,
      sentOn: nextWorkingDay(addMonths(one.sentOn, 12), holidays),
      baseDay: addMonths(one.baseDay, 12),
      prefectureDue: later(one.prefectureDue),
      nationDue: later(one.nationDue),
    }));
  return [...sent.map((one) => ({ ...one, kind: 'sent' as const, lastYear: null })), ...expected].sort(
    (a, b) => a.sentOn.localeCompare(b.sentOn) || a.title.localeCompare(b.title, 'ja'),
  );
}
