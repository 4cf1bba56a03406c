import { parseDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { notify } from '../../../spine/notices/actions.ts';
import { insertEvent } from '../queries/events.ts';
import { partnersOf } from '../queries/joint.ts';
import { lockBody, updateAbolition } from '../queries/policies.ts';
import { decisionOf } from '../rules/input.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { mayOn, todayOf, type WholePolicy, wholePolicy } from './open.ts';
import { withEvidence } from './standing.ts';

export interface AbolitionForm {
  readonly abolishedOn: string;
  readonly reason: string;
  readonly documentNo: string;
  readonly decidedOn: string;
  readonly decider: string;
}

/** 廃止: with a reason and a decision. What was 確定 of the past stays as it is; the 速報 of the day says no. */
export async function abolish(
  by: By,
  policyNo: number,
  form: AbolitionForm,
): Promise<Result<null, PolicyRefusal>> {
  const { tx, clock, seat } = by;
  const { bodyCode } = seat;
  const opened = await openToDecide(by, policyNo);
  if (!opened.ok) return opened;
  const whole = opened.value;
  if (whole.policy.abolition !== null) return refuse('abolished-already');
  const decisions = whole.versions.flatMap(({ version }) =>
    version.decision === null ? [] : [version.decision.on],
  );
  const latest = [...decisions].sort().at(-1);
  if (latest === undefined) return refuse('never-decided');
  if (form.reason.trim() === '') return refuse('reason-missing');
  const today = todayOf(clock);
  const decision = decisionOf(
    { ...form, onBehalf: false, seenLater: false, samePerson: false },
    today,
    latest,
  );
  if (!decision.ok) return decision;
  if (form.abolishedOn.trim() === '') return refuse('abolished-missing');
  const on = parseDay(form.abolishedOn);
  if (on === null) return refuse('bad-day', { found: form.abolishedOn.trim() });
  if (on > today) return refuse('abolished-future', { found: on });
  if (on < decision.value.on) return refuse('abolished-before', { found: on, decided: decision.value.on });
  const { documentNo, decider } = decision.value;
  const abolition = { on, reason: form.reason.trim(), documentNo, decidedOn: decision.value.on, decider };
  await withEvidence(tx, clock, seat, { bodyCode, policyNo }, () =>
    updateAbolition(tx, { bodyCode, policyNo, abolition }),
  );
  const detail = `${on}、${abolition.reason}（${documentNo}、${decider}）`;
  await insertEvent(tx, { bodyCode, policyNo, versionNo: null, what: 'abolish', detail, ...stampOf(by) });
  await note(by, 'abolish', bodyCode, policyNo, { on });
  await tellPartners(by, whole, '廃止の記録', '廃止を記録しました。廃止日から、貴団体でも数えません。');
  return ok(null);
}

/**
 * Takes back a 廃止 that was recorded by mistake: the policy stands as it stood, for all that share it. What had been
 * recorded, and why it was wrong, stays in its history.
 */
export async function undoAbolition(
  by: By,
  policyNo: number,
  reason: string,
): Promise<Result<null, PolicyRefusal>> {
  const { tx, clock, seat } = by;
  const { bodyCode } = seat;
  const opened = await openToDecide(by, policyNo);
  if (!opened.ok) return opened;
  const whole = opened.value;
  const { abolition } = whole.policy;
  if (abolition === null) return refuse('not-abolished');
  if (reason.trim() === '') return refuse('reason-missing');
  await withEvidence(tx, clock, seat, { bodyCode, policyNo }, () =>
    updateAbolition(tx, { bodyCode, policyNo, abolition: null }),
  );
  const detail = `${reason.trim()}（取り消した記録：${abolition.on}、${abolition.documentNo}、${abolition.reason}）`;
  await insertEvent(tx, {
    bodyCode,
    policyNo,
    versionNo: null,
    what: 'undo-abolition',
    detail,
    ...stampOf(by),
  });
  await note(by, 'abolition.undo', bodyCode, policyNo, { on: abolition.on });
  await tellPartners(by, whole, '廃止の取消し', '廃止の記録を取り消しました。貴団体でも、また数えます。');
  return ok(null);
}

/** The policy, locked for a decision of the seat's own body about it as a whole. */
async function openToDecide(by: By, policyNo: number): Promise<Result<WholePolicy, PolicyRefusal>> {
  const { tx, seat } = by;
  if (!mayOn(seat, 'overall-policy:decide', seat.bodyCode)) return refuse('not-yours');
  await lockBody(tx, seat.bodyCode);
  const whole = await wholePolicy(tx, seat.bodyCode, policyNo);
  return whole === null ? refuse('no-such-policy') : ok(whole);
}

/** A change of what the lead has decided moves the figure of those that share it: they are told. */
async function tellPartners(by: By, { policy }: WholePolicy, what: string, text: string): Promise<void> {
  const partners = await partnersOf(by.tx, policy.bodyCode, policy.policyNo);
  const to = partners.filter(({ state }) => state === 'agreed').map(({ bodyCode }) => bodyCode);
  if (to.length === 0) return;
  await notify(by.tx, by.clock, {
    kind: 'information',
    from: by.seat,
    to: to.map((bodyCode) => ({ bodyCode, postId: null })),
    title: `共同の全体方針「${policy.title}」：${what}`,
    text,
    href: `/overall-policy/joint/${policy.bodyCode}/${policy.policyNo}`,
  });
}
