import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import {
  closeOf,
  linesOf,
  type MonthClose,
  type MonthReport,
  newestMonthBefore,
  reportsOf,
  type StoredLine,
  stepLists,
} from '../queries/months.ts';
import { assessmentsOf, exclusionsOf } from '../queries/reasons.ts';
import { type Business, businessesOf, businessNo } from '../rules/businesses.ts';
import type { PrivacyAssessment } from '../rules/gate.ts';
import { countStates, type StateCounts, type States, unreported } from '../rules/states.ts';
import { carryOver, listOf, type StepList } from '../rules/step-list.ts';
import { levelOf } from './by.ts';

export interface MonthLine {
  readonly businessNo: number;
  readonly business: Business;
  readonly states: States;
  readonly counts: StateCounts;
  /** Null: not saved in this month yet; what stands is the copy of an earlier one. */
  readonly stored: StoredLine | null;
  readonly baseMonth: Day | null;
  readonly baseRevision: number | null;
  readonly reason: string | null;
  readonly assessment: PrivacyAssessment | null;
}

/** A body's month: as it was reported, or as last month is copied into it. */
export interface MonthView {
  readonly bodyCode: BodyCode;
  readonly month: Day;
  readonly list: StepList;
  readonly lines: readonly MonthLine[];
  readonly report: MonthReport | null;
  readonly close: MonthClose | null;
  /** The month that was copied; null: there is none before. */
  readonly fromMonth: Day | null;
}

/** In the scope of who asks: what it does not see is 未報告. */
export async function readMonthView(tx: Tx, bodyCode: BodyCode, month: Day): Promise<MonthView> {
  const whole = wholeOf(bodyCode);
  const lists = await stepLists(tx, whole);
  const list = listOf(lists, month);
  const stored = new Map((await linesOf(tx, bodyCode, month)).map((line) => [line.businessNo, line]));
  const businesses = businessesOf(levelOf(bodyCode));
  const before = stored.size < businesses.length ? await newestMonthBefore(tx, bodyCode, month) : null;
  const former = new Map(
    before === null ? [] : (await linesOf(tx, bodyCode, before)).map((line) => [line.businessNo, line]),
  );
  const formerList = before === null ? list : listOf(lists, before);
  const reasons = await exclusionsOf(tx, bodyCode, month);
  const assessments = await assessmentsOf(tx, bodyCode);
  const lines = businesses.map((business): MonthLine => {
    const no = businessNo(business.id);
    const own = stored.get(no) ?? null;
    const base = former.get(no);
    const states =
      own?.states ??
      (base === undefined ? unreported(list.steps.length) : carryOver(base.states, formerList, list));
    return {
      businessNo: no,
      business,
      states,
      counts: countStates(states),
      stored: own,
      baseMonth: own === null ? (base?.month ?? null) : own.baseMonth,
      baseRevision: own === null ? (base?.revision ?? null) : own.baseRevision,
      reason: reasons.get(no) ?? null,
      assessment: assessments.get(no) ?? null,
    };
  });
  const report = (await reportsOf(tx, bodyCode)).find((one) => one.month === month) ?? null;
  return {
    ...{ bodyCode, month, list, lines, report },
    close: await closeOf(tx, whole, month),
    fromMonth: before,
  };
}
