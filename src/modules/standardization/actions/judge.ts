import { wholeOf } from '../../../core/body-code.ts';
import { cellAddress } from '../../../core/workbook.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Workbook } from '../../../spine/contracts/file-kind.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import {
  insertAddition,
  insertVerdicts,
  requirementsOf,
  saveRequirements,
  verdictsOf,
} from '../queries/fit.ts';
import {
  REQUIREMENT_KINDS,
  type RequirementKind,
  VERDICTS,
  type Verdict,
  type VerdictValue,
} from '../rules/fit.ts';
import { readRequirements } from '../rules/requirement-book.ts';
import { type Fault, fault } from '../rules/sentences.ts';
import { instant, writerOf } from './by.ts';

export interface VersionOf {
  readonly packageId: string;
  readonly version: string;
  readonly businessNo: number;
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };
const DONE: Outcome<true> = { ok: true, value: true };

/** Verdicts on the requirements of one version, judged once for all bodies that have it. `field` reads the form. */
export async function judgeVersion(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: VersionOf,
  field: (name: string) => string,
): Promise<Outcome<true>> {
  const requirements = await requirementsOf(tx, wholeOf(seat.bodyCode), of.businessNo);
  const faults: Fault[] = [];
  const given = requirements.flatMap(({ requirementNo, title }): Verdict[] => {
    const verdict = field(`verdict-${requirementNo}`);
    if (!Object.hasOwn(VERDICTS, verdict)) return [];
    const reason = field(`reason-${requirementNo}`);
    if (verdict !== 'fit' && reason === '') {
      const message = `「${title}」を${VERDICTS[verdict as VerdictValue]}とする理由を書いてください。`;
      faults.push(fault('no-reason', `reason-${requirementNo}`, message));
    }
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
  if (parts === 3)
    await insertAddition(tx, of, addition, { seatTitle: writerOf(seat).title, at: instant(clock) });
  await recordVerdicts(tx, clock, seat, of, given, { addition: parts === 3 });
  return DONE;
}

/** Only what differs from the newest verdict is written: to judge again without a change is no new judgement. */
async function recordVerdicts(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: VersionOf,
  given: readonly Verdict[],
  more: Readonly<Record<string, boolean | number>>,
): Promise<number> {
  const stored = await verdictsOf(tx, of.packageId, of.version, of.businessNo);
  const known = new Map(stored.map((one) => [one.requirementNo, one]));
  const changed = given.filter((one) => {
    const before = known.get(one.requirementNo);
    return before?.verdict !== one.verdict || before.reason !== one.reason;
  });
  const writer = writerOf(seat);
  await insertVerdicts(tx, of, changed, { seatTitle: writer.title, at: instant(clock) });
  await audit(tx, clock, {
    actor: writer.actor,
    action: 'standardization:verdict.record',
    object: { kind: 'standardization-package', id: `${of.packageId}@${of.version}` },
    bodyCode: null,
    detail: { business: of.businessNo, verdicts: changed.length, ...more },
  });
  return changed.length;
}

/** A typed requirement of a business, with the document that it stands in. */
export async function keepRequirement(
  tx: Tx,
  seat: Seat,
  businessNo: number,
  field: (name: string) => string,
): Promise<Outcome<true>> {
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
  await saveRequirements(tx, wholeOf(seat.bodyCode), businessNo, [requirement]);
  return DONE;
}

/** Requirements and verdicts as a table brings them, all or nothing; what the table does not name stays as it is. */
export async function takeRequirements(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: VersionOf,
  workbook: Workbook,
): Promise<Outcome<{ readonly requirements: number; readonly verdicts: number }>> {
  const read = readRequirements(workbook);
  if (read === null) {
    const message =
      '要件番号・区別・要件・必須・任意・出典の列が見つかりません。書き出した表の形で送ってください。';
    return { ok: false, faults: [fault('bad-file', 'file', message)] };
  }
  if (read.faults.length > 0) {
    const faults = read.faults
      .slice(0, 20)
      .map((one) => fault('bad-file', 'file', `${cellAddress(one.row, one.column)}：${one.message}`));
    return { ok: false, faults };
  }
  if (read.requirements.length === 0)
    return { ok: false, faults: [fault('bad-file', 'file', '要件の行がありません。')] };
  await saveRequirements(tx, wholeOf(seat.bodyCode), of.businessNo, read.requirements);
  const requirements = read.requirements.length;
  const verdicts = await recordVerdicts(tx, clock, seat, of, read.verdicts, { requirements });
  return { ok: true, value: { requirements, verdicts } };
}
