import { randomUUID } from 'node:crypto';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { NewObservation } from '../../../spine/observations/types.ts';
import { record } from '../../../spine/roll-up/actions.ts';
import { MONTHS_SOURCE } from '../file-kinds/editions.ts';
import type { FinalFact } from '../rules/closing.ts';
import { monthTitle } from '../rules/month.ts';
import { factsOf } from '../rules/rates.ts';
import type { MonthView } from './month.ts';

/**
 * From a body's month to the figure, in the transaction of the write: the lines that changed and the body's whole. 速報
 * until the month is closed. On the 17 作業項目 there is no official figure, and nothing is recorded.
 */
export async function recordMonth(
  tx: Tx,
  clock: Clock,
  view: MonthView,
  changed: ReadonlySet<number>,
  recordedBy: string,
): Promise<void> {
  if (changed.size === 0 || view.list.since === null) return;
  const state = view.close === null ? 'provisional' : 'final';
  const moved = new Set(view.lines.flatMap((line) => (changed.has(line.businessNo) ? line.business.id : [])));
  const observations = factsOfMonth(view)
    .filter(({ part }) => part === 'total' || moved.has(part))
    .map((fact) => observationOf(view.bodyCode, view.month, fact, state));
  if (observations.length === 0) return;
  const kind = view.close === null ? 'answer' : 'correction';
  const title = `標準化の月の報告（${monthTitle(view.month)}）`;
  await record(tx, clock, [
    { batch: { batchId: randomUUID(), kind, title, recordedBy, sheets: [] }, observations },
  ]);
}

/** Everything that a month says of a body: reported lines, and the whole where every line is reported. */
export function observationsOf(view: MonthView, state: 'provisional' | 'final'): readonly NewObservation[] {
  return factsOfMonth(view).map((fact) => observationOf(view.bodyCode, view.month, fact, state));
}

function factsOfMonth(view: MonthView): readonly FinalFact[] {
  const known = view.lines.filter(
    (line) => line.stored !== null && line.counts.unreported < line.counts.steps,
  );
  const parts = known.map((line) => ({ id: line.business.id, counts: line.counts }));
  return factsOf(parts, known.length === view.lines.length);
}

/** A fact of a body's month as the store takes it. Numerator and denominator are of the month itself. */
export function observationOf(
  bodyCode: BodyCode,
  month: Day,
  fact: FinalFact,
  state: 'provisional' | 'final',
): NewObservation {
  const { indicator, part, value, base, reason } = fact;
  return {
    ...{ bodyCode, indicator, part, value, base, reason, state },
    on: month,
    series: MONTHS_SOURCE.series,
    baseOn: base === null ? null : month,
    ...{ note: null, sheet: null, row: null, column: null },
  };
}
