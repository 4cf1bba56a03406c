import type { BodyCode } from '../../../core/body-code.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Evidence } from '../../../spine/contracts/evidence.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { recordEvidence } from '../../../spine/evidence/actions.ts';
import { type Consent, consentsOf, partnersOf } from '../queries/joint.ts';
import { jointStanding, NOTHING, type Standing, standingOf } from '../rules/counting.ts';
import { evidenceOf, factsOf } from '../rules/evidence.ts';
import { type WholePolicy, wholePolicies } from './open.ts';

/** One policy that a body has: its own, or one that it shares. */
export interface HeldPolicy {
  readonly bodyCode: BodyCode;
  readonly subject: string;
  readonly whole: WholePolicy;
  readonly consent: Consent | null;
  readonly standing: Standing;
}

/**
 * All policies of bodies, joint ones too, with what they stand for. In the scope of the transaction. Of one body with all
 * its texts; of several only what counting asks for, because the nation has 1,741.
 */
export async function heldPolicies(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
): Promise<ReadonlyMap<BodyCode, readonly HeldPolicy[]>> {
  const consents = (await consentsOf(tx, bodyCodes)).filter(({ state }) => state !== 'declined');
  const codes = [...new Set([...bodyCodes, ...consents.map(({ leadCode }) => leadCode)])];
  const all = await wholePolicies(tx, codes, bodyCodes.length > 1);
  const held = new Map<BodyCode, HeldPolicy[]>(bodyCodes.map((code) => [code, []]));
  for (const whole of all) {
    const { bodyCode, policyNo, abolition } = whole.policy;
    const standing = standingOf(whole.versions, abolition);
    held.get(bodyCode)?.push({ bodyCode, subject: String(policyNo), whole, consent: null, standing });
    for (const consent of consents) {
      if (consent.leadCode !== bodyCode || consent.policyNo !== policyNo) continue;
      held.get(consent.bodyCode)?.push({
        bodyCode: consent.bodyCode,
        subject: `${bodyCode}-${policyNo}`,
        whole,
        consent,
        standing: jointStanding(standing, consent.state === 'agreed' ? consent.decidedOn : null),
      });
    }
  }
  return held;
}

/** The body itself, and all that share this policy: whose standing a change of it may move. */
async function concerned(tx: Tx, bodyCode: BodyCode, policyNo: number): Promise<readonly BodyCode[]> {
  const partners = await partnersOf(tx, bodyCode, policyNo);
  return [bodyCode, ...partners.filter(({ state }) => state === 'agreed').map((one) => one.bodyCode)];
}

/**
 * Does something to a policy and says to the evidence what it has moved, for the body and for all that share it. Asked in
 * the scope of the program: who shares it is not of the body's own scope. Whether the seat may do it was decided before.
 */
export async function withEvidence<T>(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  changed: { readonly bodyCode: BodyCode; readonly policyNo: number; readonly only?: BodyCode },
  work: () => Promise<T>,
): Promise<T> {
  return withinScope(tx, { kind: 'system' }, async (within) => {
    const bodies =
      changed.only === undefined
        ? await concerned(within, changed.bodyCode, changed.policyNo)
        : [changed.only];
    const before = await heldPolicies(within, bodies);
    const result = await work();
    const after = await heldPolicies(within, bodies);
    const evidence = [...bodies]
      .sort()
      .flatMap((code) => moved(before.get(code) ?? [], after.get(code) ?? []));
    if (evidence.length > 0) await recordEvidence(within, clock, seat, evidence);
    return result;
  });
}

function moved(before: readonly HeldPolicy[], after: readonly HeldPolicy[]): readonly Evidence[] {
  const facts = factsOf(
    before.map(({ standing }) => standing),
    after.map(({ standing }) => standing),
  );
  const changed = after.filter((one) => {
    const was = before.find(({ subject }) => subject === one.subject)?.standing ?? NOTHING;
    return JSON.stringify(was) !== JSON.stringify(one.standing);
  });
  return changed.flatMap((one, index) => {
    const evidence = evidenceOf({
      bodyCode: one.bodyCode,
      subject: one.subject,
      title: evidenceTitle(one),
      href: `/overall-policy/of/${one.whole.policy.bodyCode}`,
      before: before.find(({ subject }) => subject === one.subject)?.standing ?? NOTHING,
      after: one.standing,
      // The figure is of the body, not of one policy: it is said once.
      facts: index === 0 ? facts : [],
    });
    return evidence === null ? [] : [evidence];
  });
}

/** 「全体方針「例示町DX推進方針」（文書番号 企第12号）」 */
function evidenceTitle({ whole, consent }: HeldPolicy): string {
  const documentNo =
    consent?.documentNo ??
    whole.versions.findLast(({ version }) => version.decision !== null)?.version.decision?.documentNo;
  return `全体方針「${whole.policy.title}」${documentNo == null ? '' : `（文書番号 ${documentNo}）`}`;
}
