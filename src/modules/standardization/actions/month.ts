import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { storedMonth } from '../queries/month-view.ts';
import type { MonthClose, MonthReport, StoredLine } from '../queries/months.ts';
import { type Business, businessesOf, businessNo } from '../rules/businesses.ts';
import type { PrivacyAssessment } from '../rules/gate.ts';
import { countStates, type StateCounts, type States, unreported } from '../rules/states.ts';
import { carryOver, listOf, type StepList } from '../rules/step-list.ts';
import { levelOf } from './by.ts';
import { type Inherited, inheritedMonth, type Origin } from './inherited.ts';

export interface MonthLine {
  readonly businessNo: number;
  readonly business: Business;
  readonly states: States;
  readonly counts: StateCounts;
  /** Null: not saved in this month yet; what stands is the copy of an earlier one. */
  readonly stored: StoredLine | null;
  readonly baseMonth: Day | null;
  readonly baseRevision: number | null;
  /** What the copy began with, where it is not a month of the body itself: 未報告. */
  readonly inherited: boolean;
  readonly reason: string | null;
  readonly assessment: PrivacyAssessment | null;
}

/** A body's month: as it was reported, or as last month is copied into it. */
export interface MonthView {
  readonly bodyCode: BodyCode;
  readonly month: Day;
  /** Whether the body is one on the month's last day. */
  readonly stands: boolean;
  readonly list: StepList;
  readonly lines: readonly MonthLine[];
  readonly report: MonthReport | null;
  readonly close: MonthClose | null;
  /** The month that was copied; null: there is none before. */
  readonly fromMonth: Day | null;
  /** Former bodies whose months were copied, where the body has none of its own before. */
  readonly origins: readonly Origin[];
}

/** In the scope of who asks: what it does not see is 未報告. */
export async function readMonthView(tx: Tx, bodyCode: BodyCode, month: Day): Promise<MonthView> {
  const businesses = businessesOf(levelOf(bodyCode));
  const found = await storedMonth(tx, bodyCode, wholeOf(bodyCode), month, businesses.length);
  const list = listOf(found.lists, month);
  const stored = byNo(found.lines);
  const before = stored.size < businesses.length ? (found.former[0]?.month ?? null) : null;
  const former = byNo(before === null ? [] : found.former);
  const formerList = before === null ? list : listOf(found.lists, before);
  const began = found.lines.length > 0 || found.former.length > 0;
  const taken = began ? NOTHING : await inheritedMonth(tx, bodyCode, month, found.lists);
  const reasons = new Map(found.reasons.map(({ no, reason }) => [no, reason]));
  const assessments = new Map(found.assessments.map(({ no, ...assessment }) => [no, assessment]));
  const lines = businesses.map((business): MonthLine => {
    const no = businessNo(business.id);
    const own = stored.get(no) ?? null;
    const base = former.get(no);
    const states =
      own?.states ??
      (base === undefined
        ? (taken.states.get(no) ?? unreported(list.steps.length))
        : carryOver(base.states, formerList, list));
    return {
      businessNo: no,
      business,
      states,
      counts: countStates(states),
      stored: own,
      baseMonth: own === null ? (base?.month ?? null) : own.baseMonth,
      baseRevision: own === null ? (base?.revision ?? null) : own.baseRevision,
      inherited: own === null && taken.states.has(no),
      reason: reasons.get(no) ?? null,
      assessment: assessments.get(no) ?? null,
    };
  });
  const { stands, report, close } = found;
  return { bodyCode, month, stands, list, lines, report, close, fromMonth: before, origins: taken.origins };
}

const NOTHING: Inherited = { origins: [], states: new Map() };

function byNo(lines: readonly StoredLine[]): ReadonlyMap<number, StoredLine> {
  return new Map(lines.map((line) => [line.businessNo, line]));
}
