import { wholeOf } from '../../../core/body-code.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { insertAddition, insertVerdict, requirementsOf, saveRequirement } from '../queries/fit.ts';
import { REQUIREMENT_KINDS, type RequirementKind, VERDICTS, type VerdictValue } from '../rules/fit.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, writerOf } from './by.ts';

export interface VersionOf {
  readonly packageId: string;
  readonly version: string;
  readonly businessNo: number;
}

type Outcome =
  | { readonly ok: true; readonly value: true }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Verdicts on the requirements of one version, judged once for all bodies that have it. `field` reads the form. */
export async function judgeVersion(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: VersionOf,
  field: (name: string) => string,
): Promise<Outcome> {
  const requirements = await requirementsOf(tx, wholeOf(seat.bodyCode), of.businessNo);
  const faults: Fault[] = [];
  const given = requirements.flatMap((requirement, index) => {
    const verdict = field(`verdict-${index}`);
    if (!Object.hasOwn(VERDICTS, verdict)) return [];
    const reason = field(`reason-${index}`);
    if (verdict !== 'fit' && reason === '') {
      const message = `「${requirement.title}」を${VERDICTS[verdict as VerdictValue]}とする理由を書いてください。`;
      faults.push(fault('no-reason', `reason-${index}`, message));
    }
    const { requirementNo } = requirement;
    return [{ requirementNo, verdict: verdict as VerdictValue, reason: reason === '' ? null : reason }];
  });
  const addition = {
    what: field('what'),
    otherBusiness: field('otherBusiness'),
    reason: field('additionReason'),
  };
  const parts = Object.values(addition).filter((text) => text !== '').length;
  if (parts > 0 && parts < 3) {
    const message = '追加は、内容、一体で処理するほかの事務、理由のすべてを書いてください。';
    faults.push(fault('no-reason', 'what', message));
  }
  if (faults.length > 0) return { ok: false, faults };
  const writer = writerOf(seat);
  const by = { seatTitle: writer.title, at: instant(clock) };
  for (const verdict of given) await insertVerdict(tx, of, verdict, by);
  if (parts === 3) await insertAddition(tx, of, addition, by);
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:verdict.record',
    object: { kind: 'standardization-package', id: `${of.packageId}@${of.version}` },
    bodyCode: null,
    detail: { business: of.businessNo, verdicts: given.length, addition: parts === 3 },
  });
  return { ok: true, value: true };
}

/** A typed requirement of a business, with the document that it stands in. */
export async function keepRequirement(
  tx: Tx,
  seat: Seat,
  businessNo: number,
  field: (name: string) => string,
): Promise<Outcome> {
  const kind = field('kind');
  const requirement = {
    requirementNo: field('requirementNo'),
    kind: kind as RequirementKind,
    title: field('title'),
    mandatory: field('mandatory') === '1',
    source: field('source'),
  };
  const missing = [requirement.requirementNo, requirement.title, requirement.source].includes('');
  if (missing || !Object.hasOwn(REQUIREMENT_KINDS, kind)) {
    const message = '要件の番号、区別、内容、出典のすべてを書いてください。';
    return { ok: false, faults: [fault('missing', 'requirementNo', message)] };
  }
  await saveRequirement(tx, wholeOf(seat.bodyCode), businessNo, requirement);
  return { ok: true, value: true };
}
