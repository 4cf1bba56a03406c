import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type EntryVersion, entriesOfBodies } from './queries/entries.ts';
import { type Joint, jointsOf } from './queries/joint.ts';
import { covers } from './rules/entry.ts';
import type { Kind } from './rules/kinds.ts';

/** What stands of a kind in a body on a day; shared entries among them. Empty: nothing is registered. */
export type StandingOfBody = ReadonlyMap<Kind, readonly EntryVersion[]>;

/**
 * Of many bodies in three questions, as far as the scope sees them.
 * @param all their `jointsOf`, where they are read already
 */
export async function bodiesOnDay(
  tx: Tx,
  bodyCodes: readonly BodyCode[],
  day: Day,
  all?: readonly Joint[],
): Promise<ReadonlyMap<BodyCode, StandingOfBody>> {
  const own = await entriesOfBodies(tx, bodyCodes);
  const joints = (all ?? (await jointsOf(tx, bodyCodes))).filter(
    (one) => one.step === 'agreed' || (one.leftOn !== null && day < one.leftOn),
  );
  const owners = [...new Set(joints.map((one) => one.ownerCode))];
  const others = owners.length === 0 ? [] : await entriesOfBodies(tx, owners);
  const found = new Map<BodyCode, Map<Kind, EntryVersion[]>>();
  const put = (bodyCode: BodyCode, entry: EntryVersion) => {
    if (!covers(entry, day)) return;
    const kinds = found.get(bodyCode) ?? new Map<Kind, EntryVersion[]>();
    found.set(bodyCode, kinds);
    kinds.set(entry.kind, [...(kinds.get(entry.kind) ?? []), entry]);
  };
  for (const entry of own) put(entry.bodyCode, entry);
  for (const joint of joints) {
    const entry = others.find((one) => one.bodyCode === joint.ownerCode && one.entryId === joint.entryId);
    if (entry !== undefined) put(joint.bodyCode, entry);
  }
  return found;
}
