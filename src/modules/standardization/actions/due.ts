import { wholeOf } from '../../../core/body-code.ts';
import { type Day, formatDay, parseDay } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { saveDue } from '../queries/due.ts';
import { closeOf } from '../queries/months.ts';
import { monthTitle } from '../rules/month.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, writerOf } from './by.ts';

/** The nation says by which day a month is to be given. It stands for the state at the month's end, so it comes after. */
export async function keepDue(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  month: Day,
  typed: string,
): Promise<
  { readonly ok: true; readonly value: Day } | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const refused = (...of: Parameters<typeof fault>) => ({ ok: false as const, faults: [fault(...of)] });
  if (seat.kind !== 'nation' || !seat.rights.has('standardization:conduct'))
    return refused('not-yours', 'due', '報告の期限は、国の担当が定めます。');
  const whole = wholeOf(seat.bodyCode);
  if ((await closeOf(tx, whole, month)) !== null)
    return refused('month-closed', 'due', `${monthTitle(month)}は確定済みです。期限は変えられません。`);
  const on = parseDay(typed);
  if (on === null) return refused('bad-date', 'due', '期限が日付として読めません。例：2026-06-10');
  if (on <= month)
    return refused('bad-date', 'due', `期限は、月末の${formatDay(month)}より後の日にしてください。`);
  const writer = writerOf(seat);
  await saveDue(tx, whole, month, on, { seatTitle: writer.title, at: instant(clock) });
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:due.save',
    object: { kind: 'standardization-month', id: `${whole}-${month.slice(0, 7)}` },
    bodyCode: null,
    detail: { dueOn: on },
  });
  return { ok: true, value: on };
}
