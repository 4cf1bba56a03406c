import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { bodyOn } from '../bodies/queries/register.ts';
import { governmentTitle } from '../bodies/rules/titles.ts';
import { allVersions, type EntryVersion, newest } from './queries/entries.ts';
import { type Joint, jointsOf, partnersOf, type SharedEntry, sharedEntries } from './queries/joint.ts';

/** The register of one body, with what it shares. */
export interface RegisterView {
  readonly bodyCode: BodyCode;
  readonly bodyName: string;
  /** Every version of its own entries. */
  readonly versions: readonly EntryVersion[];
  readonly partners: readonly Joint[];
  readonly shared: readonly SharedEntry[];
  /** Entries of others that it has not answered yet. */
  readonly asked: readonly EntryVersion[];
  /** Of the other bodies that are named. */
  readonly names: ReadonlyMap<BodyCode, string>;
}

/** Null: no such body on the day. */
export async function loadRegister(tx: Tx, bodyCode: BodyCode, today: Day): Promise<RegisterView | null> {
  const body = await bodyOn(tx, bodyCode, today);
  if (body === null) return null;
  const partners = await partnersOf(tx, bodyCode);
  const joints = await jointsOf(tx, [bodyCode]);
  const asked: EntryVersion[] = [];
  for (const joint of joints.filter((one) => one.step === 'asked')) {
    const entry = newest(await allVersions(tx, joint.ownerCode)).find((one) => one.entryId === joint.entryId);
    if (entry !== undefined && !entry.withdrawn) asked.push(entry);
  }
  const names = new Map<BodyCode, string>();
  for (const code of new Set([
    ...partners.map((one) => one.bodyCode),
    ...joints.map((one) => one.ownerCode),
  ])) {
    const other = await bodyOn(tx, code, today);
    if (other !== null) names.set(code, other.name);
  }
  return {
    bodyCode,
    bodyName: body.kind === 'prefecture' ? governmentTitle(body.name) : body.name,
    versions: await allVersions(tx, bodyCode),
    partners,
    shared: await sharedEntries(tx, bodyCode),
    asked,
    names,
  };
}
