import { randomUUID } from 'node:crypto';
import { type BodyCode, wholeOf } from '../../../core/body-code.ts';
import { addDays } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { recordSlip, type SlipBody, type SlipTarget, slipTargets } from '../queries/vendors.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, today, writerOf } from './by.ts';

export interface SlipForm {
  readonly vendorId: string;
  readonly businessNo: number | null;
  readonly days: string;
  readonly reason: string;
  readonly documentNo: string;
}

/** What becomes of each body: only those that consented are moved; who did not is left and named. */
export function slipOutcomes(targets: readonly SlipTarget[], days: number): readonly SlipBody[] {
  return targets.map(({ bodyCode, plannedOn, consents }) => {
    if (!consents) return { bodyCode, outcome: 'no-consent', fromOn: plannedOn, toOn: null };
    if (plannedOn === null) return { bodyCode, outcome: 'no-date', fromOn: null, toOn: null };
    return { bodyCode, outcome: 'moved', fromOn: plannedOn, toOn: addDays(plannedOn, days) };
  });
}

/**
 * One vendor's slip, told once: the planned days of all consenting bodies move together. The nation for all, a
 * prefecture for its municipalities; the consent of each body is what lets its row be written.
 */
export async function slip(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  form: SlipForm,
): Promise<
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly faults: readonly Fault[] }
> {
  const faults: Fault[] = [];
  const days = /^[-−]?\d{1,4}$/.test(form.days) ? Number(form.days.replace('−', '-')) : 0;
  if (seat.kind === 'municipality' || !seat.rights.has('standardization:review'))
    return {
      ok: false,
      faults: [fault('not-yours', 'vendor', 'まとめて動かせるのは、国と都道府県の担当です。')],
    };
  if (!/^[0-9a-f-]{36}$/.test(form.vendorId))
    faults.push(fault('missing', 'vendor', '事業者を選んでください。'));
  if (form.businessNo === null) faults.push(fault('missing', 'business', '業務を選んでください。'));
  if (days === 0) faults.push(fault('missing', 'days', '動かす日数を、0でない整数で書いてください。'));
  if (form.reason === '') faults.push(fault('missing', 'reason', '予定が変わった理由を書いてください。'));
  if (form.documentNo === '')
    faults.push(fault('missing', 'documentNo', '事業者の通知の番号か日付を書いてください。'));
  if (faults.length > 0 || form.businessNo === null) return { ok: false, faults };
  const prefecture = seat.kind === 'prefecture' ? seat.bodyCode : '';
  const on = today(clock);
  const targets = await slipTargets(tx, form.vendorId, form.businessNo, prefecture, on);
  const outcomes = slipOutcomes(targets, days);
  if (!outcomes.some((one) => one.outcome === 'moved')) {
    const message =
      targets.length === 0
        ? 'この事業者と業務の、終えていないシステムがありません。'
        : `同意した団体がありません。${targets.length}団体とも動かしていません。`;
    return { ok: false, faults: [fault('no-consent', 'vendor', message)] };
  }
  const writer = writerOf(seat);
  const slipId = randomUUID();
  const record = {
    ...{ slipId, whole: wholeOf(seat.bodyCode), vendorId: form.vendorId, businessNo: form.businessNo, days },
    ...{ reason: form.reason, documentNo: form.documentNo, seatTitle: writer.title, at: instant(clock) },
  };
  await withinScope(tx, { kind: 'system' }, (inner) => recordSlip(inner, record, outcomes));
  const moved = outcomes.filter((one) => one.outcome === 'moved');
  for (const { bodyCode, fromOn, toOn } of moved)
    await note(tx, clock, seat, bodyCode, slipId, { days, fromOn, toOn });
  return { ok: true, value: slipId };
}

function note(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  bodyCode: BodyCode,
  slipId: string,
  detail: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  return audit(tx, clock, {
    actor: writerOf(seat).actor,
    action: 'standardization:slip.record',
    object: { kind: 'standardization-slip', id: slipId },
    bodyCode,
    detail,
  });
}
