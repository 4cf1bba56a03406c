import { type BodyCode, isBodyCode, isPrefectureCode, realmOf } from '../../../core/body-code.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import { bodyOn, municipalitiesOf, prefectures } from '../../../spine/bodies/queries/register.ts';
import { seatTitle } from '../../../spine/contracts/seat.ts';
import { notify } from '../../../spine/notices/actions.ts';
import { insertEvent } from '../queries/events.ts';
import { answerConsent, consentsOf, insertConsent } from '../queries/joint.ts';
import { type DecisionForm, decisionOf } from '../rules/input.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { mayOn, todayOf, wholePolicy } from './open.ts';
import { withEvidence } from './standing.ts';

/** Asks another body whether it shares this policy; it decides for itself. Refuses a name that several bodies bear. */
export async function askPartner(
  by: By,
  policyNo: number,
  text: string,
): Promise<Result<null, PolicyRefusal>> {
  const { tx, clock, seat } = by;
  const { bodyCode } = seat;
  if (!mayOn(seat, 'overall-policy:answer', bodyCode)) return refuse('not-yours');
  const whole = await wholePolicy(tx, bodyCode, policyNo);
  if (whole === null) return refuse('no-such-policy');
  if (whole.policy.abolition !== null) return refuse('abolished-already');
  const found = await bodyNamed(by, text);
  if (found === null) return refuse('unknown-body', { found: text.trim().slice(0, 40) });
  if (found.bodyCode === bodyCode) return refuse('same-body');
  const stamp = stampOf(by);
  const asked = await withinScope(tx, { kind: 'system' }, (within) =>
    insertConsent(within, {
      bodyCode: found.bodyCode,
      leadCode: bodyCode,
      policyNo,
      askedBy: stamp.seatTitle,
      at: stamp.at,
    }),
  );
  if (!asked) return refuse('asked-already', { found: found.name });
  await notify(tx, clock, {
    kind: 'request',
    from: seat,
    to: [{ bodyCode: found.bodyCode, postId: null }],
    title: `共同で定める全体方針の照会：${seat.bodyName}`,
    text: `「${whole.policy.title}」を共同の全体方針とするか、団体の決裁を経て記録してください。`,
    href: `/overall-policy/joint/${bodyCode}/${policyNo}`,
  });
  await insertEvent(tx, {
    bodyCode,
    policyNo,
    versionNo: null,
    what: 'ask-partner',
    detail: found.name,
    ...stamp,
  });
  await note(by, 'partner.ask', bodyCode, policyNo, { partner: found.bodyCode });
  return ok(null);
}

async function bodyNamed(
  { tx, clock, seat }: By,
  text: string,
): Promise<{ readonly bodyCode: BodyCode; readonly name: string } | null> {
  const plain = text.normalize('NFKC').trim();
  const today = todayOf(clock);
  if (isBodyCode(plain)) {
    const body = realmOf(plain) === realmOf(seat.bodyCode) ? await bodyOn(tx, plain, today) : null;
    return body === null ? null : { bodyCode: body.bodyCode, name: body.name };
  }
  // By name only within the prefecture, and its government: 「中央町」 there are several in the country.
  const prefecture = seat.prefectureCode ?? seat.bodyCode;
  const near = await municipalitiesOf(tx, prefecture, today);
  const above = (await prefectures(tx, today, undefined, prefecture)).filter(
    (one) => isPrefectureCode(one.bodyCode) && one.bodyCode === prefecture,
  );
  const [only, second] = [...near, ...above].filter((one) => one.name === plain);
  return only === undefined || second !== undefined ? null : { bodyCode: only.bodyCode, name: only.name };
}

/** Answers for the seat's own body: agreed with a decision of its own, or not. */
export async function answerPartner(
  by: By,
  target: { readonly leadCode: BodyCode; readonly policyNo: number },
  answer: { readonly agree: boolean } & DecisionForm,
): Promise<Result<null, PolicyRefusal>> {
  const { tx, clock, seat } = by;
  const { bodyCode } = seat;
  if (!mayOn(seat, 'overall-policy:decide', bodyCode)) return refuse('not-yours');
  const consent = (await consentsOf(tx, [bodyCode])).find(
    (one) => one.leadCode === target.leadCode && one.policyNo === target.policyNo,
  );
  if (consent === undefined) return refuse('no-such-consent');
  const decision = answer.agree ? decisionOf(answer, todayOf(clock), null) : null;
  if (decision !== null && !decision.ok) return decision;
  const given = decision?.value ?? null;
  const stamp = stampOf(by);
  await withEvidence(
    tx,
    clock,
    seat,
    { bodyCode: target.leadCode, policyNo: target.policyNo, only: bodyCode },
    () =>
      answerConsent(tx, {
        bodyCode,
        ...target,
        state: answer.agree ? 'agreed' : 'declined',
        documentNo: given?.documentNo ?? null,
        decidedOn: given?.on ?? null,
        decider: given?.decider ?? null,
        samePerson: given?.samePerson ?? false,
        by: stamp.seatTitle,
        at: stamp.at,
      }),
  );
  await notify(tx, clock, {
    kind: 'information',
    from: seat,
    to: [{ bodyCode: target.leadCode, postId: null }],
    title: `共同で定める全体方針への回答：${seat.bodyName}`,
    text: answer.agree ? '同意を記録しました。' : '同意しないことを記録しました。',
    href: `/overall-policy/${target.policyNo}`,
  });
  await withinScope(tx, { kind: 'system' }, (within) =>
    insertEvent(within, {
      bodyCode: target.leadCode,
      policyNo: target.policyNo,
      versionNo: null,
      what: 'consent',
      detail: `${seat.bodyName}：${answer.agree ? `同意（${given?.documentNo ?? ''}）` : '同意しない'}`,
      seatTitle: seatTitle(seat),
      at: stamp.at,
    }),
  );
  await note(by, 'partner.answer', bodyCode, target.policyNo, { lead: target.leadCode, agree: answer.agree });
  return ok(null);
}
