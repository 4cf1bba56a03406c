import { createHash, randomUUID } from 'node:crypto';
import { wholeOf } from '../../../core/body-code.ts';
import { addDays, type Day } from '../../../core/calendar.ts';
import { auditMany } from '../../../platform/audit/actions.ts';
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

export type NamedOutcome = SlipBody & { readonly name: string };

/** What a slip would do to each body, and a mark of exactly that: who confirms it confirms what was seen. */
export interface SlipPlan {
  readonly businessNo: number;
  readonly days: number;
  readonly bodies: readonly NamedOutcome[];
  readonly seen: string;
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What becomes of each body: only those that consented are moved; who did not is left and named. */
export function slipOutcomes(targets: readonly SlipTarget[], days: number): readonly NamedOutcome[] {
  return targets.map(({ bodyCode, name, plannedOn, consents }) => {
    if (!consents) return { bodyCode, name, outcome: 'no-consent', fromOn: plannedOn, toOn: null };
    if (plannedOn === null) return { bodyCode, name, outcome: 'no-date', fromOn: null, toOn: null };
    return { bodyCode, name, outcome: 'moved', fromOn: plannedOn, toOn: addDays(plannedOn, days) };
  });
}

/** Who would move and who is left and why; nothing is written. The nation for all, a prefecture for its municipalities. */
export async function planSlip(tx: Tx, seat: Seat, form: SlipForm, on: Day): Promise<Outcome<SlipPlan>> {
  if (seat.kind === 'municipality' || !seat.rights.has('standardization:review')) {
    const message = 'まとめて動かせるのは、国と都道府県の担当です。';
    return { ok: false, faults: [fault('not-yours', 'vendor', message)] };
  }
  const days = /^[-−]?\d{1,4}$/.test(form.days) ? Number(form.days.replace('−', '-')) : 0;
  const faults = missing(form, days);
  if (faults.length > 0 || form.businessNo === null) return { ok: false, faults };
  const prefecture = seat.kind === 'prefecture' ? seat.bodyCode : '';
  const targets = await slipTargets(tx, form.vendorId, form.businessNo, prefecture, on);
  if (targets.length === 0) {
    const message = 'この事業者と業務の、終えていないシステムがありません。';
    return { ok: false, faults: [fault('missing', 'vendor', message)] };
  }
  const bodies = slipOutcomes(targets, days);
  const seen = createHash('sha256').update(JSON.stringify(bodies)).digest('hex').slice(0, 32);
  return { ok: true, value: { businessNo: form.businessNo, days, bodies, seen } };
}

function missing(form: SlipForm, days: number): readonly Fault[] {
  const faults: Fault[] = [];
  if (!/^[0-9a-f-]{36}$/.test(form.vendorId))
    faults.push(fault('missing', 'vendor', '事業者を選んでください。'));
  if (form.businessNo === null) faults.push(fault('missing', 'business', '業務を選んでください。'));
  if (days === 0) faults.push(fault('missing', 'days', '動かす日数を、0でない整数で書いてください。'));
  if (form.reason === '') faults.push(fault('missing', 'reason', '予定が変わった理由を書いてください。'));
  if (form.documentNo === '')
    faults.push(fault('missing', 'documentNo', '事業者の通知の番号か日付を書いてください。'));
  return faults;
}

/**
 * One vendor's slip, told once: the planned days of all consenting bodies move together, as `plan` showed them. The
 * consent of each body is what lets its row be written; nothing of the others is touched.
 */
export async function slip(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  form: SlipForm,
  seen: string,
): Promise<Outcome<string>> {
  const planned = await planSlip(tx, seat, form, today(clock));
  if (!planned.ok) return planned;
  const plan = planned.value;
  if (plan.seen !== seen) {
    const message = '確かめた後に、同意か予定日が変わりました。もう一度確かめてください。';
    return { ok: false, faults: [fault('stale', 'vendor', message)] };
  }
  const moved = plan.bodies.filter((one) => one.outcome === 'moved');
  if (moved.length === 0) {
    const message = `同意した団体がありません。${plan.bodies.length}団体とも動かしていません。`;
    return { ok: false, faults: [fault('no-consent', 'vendor', message)] };
  }
  const writer = writerOf(seat);
  const slipId = randomUUID();
  const record = {
    ...{ slipId, whole: wholeOf(seat.bodyCode), vendorId: form.vendorId },
    ...{ businessNo: plan.businessNo, days: plan.days, reason: form.reason, documentNo: form.documentNo },
    ...{ seatTitle: writer.title, at: instant(clock) },
  };
  await withinScope(tx, { kind: 'system' }, (inner) => recordSlip(inner, record, plan.bodies));
  const entries = moved.map(({ bodyCode, fromOn, toOn }) => ({
    actor: writer.actor,
    action: 'standardization:slip.record',
    object: { kind: 'standardization-slip', id: slipId },
    bodyCode,
    detail: { days: plan.days, fromOn, toOn },
  }));
  await auditMany(tx, clock, entries);
  return { ok: true, value: slipId };
}
