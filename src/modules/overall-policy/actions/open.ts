import { type BodyCode, prefectureOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Clock, Deps } from '../../../platform/deps.ts';
import type { Right, Seat } from '../../../spine/contracts/seat.ts';
import { rightFor, scopeOf } from '../../../spine/posts/rules/rights.ts';
import { findPolicy, policiesOf } from '../queries/policies.ts';
import { sectionsOf } from '../queries/sections.ts';
import { newestPlanVersion, templateItems } from '../queries/template.ts';
import { type OwnedVersion, versionsOf } from '../queries/versions.ts';
import type { Policy, PolicyVersion, Section, Sections, TemplateItem } from '../rules/model.ts';

export function todayOf(clock: Clock): Day {
  return dayInJapan(clock.now());
}

/** Who acts, for the audit: the seat, and the person whose name can be erased. */
export function actorOf(seat: Pick<Seat, 'seatId' | 'personId' | 'personName'>) {
  return { seatId: seat.seatId, person: { id: seat.personId, name: seat.personName } };
}

/** Whether the seat may do it to what this body owns, as the stored row says. */
export function mayOn(seat: Seat, right: Right, bodyCode: BodyCode): boolean {
  return rightFor(seat, right, { bodyCode, prefectureCode: prefectureOf(bodyCode) });
}

/** A transaction in the scope of the seat. */
export function inScopeOf<T>(deps: Deps, seat: Seat, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withScope(deps.db, scopeOf(seat), work);
}

export interface WholeVersion {
  readonly version: PolicyVersion;
  readonly sections: Sections;
}

export interface WholePolicy {
  readonly policy: Policy;
  /** Oldest first. */
  readonly versions: readonly WholeVersion[];
}

/**
 * Policies of several bodies with their versions and texts, in three questions, as far as the scope sees them.
 * @param brief without the texts: only whether the parts that count are there
 */
export async function wholePolicies(
  db: Db,
  bodyCodes: readonly BodyCode[],
  brief = false,
): Promise<readonly WholePolicy[]> {
  const policies = await policiesOf(db, bodyCodes);
  if (policies.length === 0) return [];
  const versions = await versionsOf(db, bodyCodes);
  const sections = await sectionsOf(db, bodyCodes, brief);
  const key = (one: { bodyCode: string; policyNo: number; versionNo: number }) =>
    `${one.bodyCode} ${one.policyNo} ${one.versionNo}`;
  const texts = new Map<string, Map<string, Section>>();
  for (const section of sections) {
    const map = texts.get(key(section)) ?? new Map<string, Section>();
    map.set(section.section, section);
    texts.set(key(section), map);
  }
  const withText = (version: OwnedVersion): WholeVersion => ({
    version,
    sections: texts.get(key(version)) ?? new Map(),
  });
  return policies.map((policy) => ({
    policy,
    versions: versions
      .filter((one) => one.bodyCode === policy.bodyCode && one.policyNo === policy.policyNo)
      .map(withText),
  }));
}

export async function wholePolicy(db: Db, bodyCode: BodyCode, policyNo: number): Promise<WholePolicy | null> {
  if ((await findPolicy(db, bodyCode, policyNo)) === null) return null;
  return (await wholePolicies(db, [bodyCode])).find(({ policy }) => policy.policyNo === policyNo) ?? null;
}

/** What a new version is made from: the newest plan whose contents are known, and its items. */
export async function newestTemplate(
  db: Db,
): Promise<{ readonly planVersion: string; readonly items: readonly TemplateItem[] }> {
  const planVersion = await newestPlanVersion(db);
  return { planVersion, items: await templateItems(db, planVersion) };
}
