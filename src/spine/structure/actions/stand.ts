import type { Tx } from '../../../platform/db/database.ts';
import { withinScope } from '../../../platform/db/scope.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { recordEvidence } from '../../evidence/actions.ts';
import { entriesOf, lockRegister, recordedDays } from '../queries/entries.ts';
import { partnersOf, sharedEntries } from '../queries/joint.ts';
import { type EntryContent, termText } from '../rules/entry.ts';
import { KIND_WORDS, type Kind, stateTitle } from '../rules/kinds.ts';
import { changesOf } from '../rules/timeline.ts';
import type { By } from './by.ts';

/** What is said of a kind of a body: its own entries and those that it shares. */
async function saidOf(tx: Tx, bodyCode: string, kind: Kind): Promise<readonly EntryContent[]> {
  const own = await entriesOf(tx, bodyCode, kind);
  return kind === 'cio-aide' ? [...own, ...(await sharedEntries(tx, bodyCode))] : own;
}

/**
 * Around a change of entries of one kind: what they say of each body afterwards, and did not say before, becomes 根拠資料
 * and 速報. A shared entry moves the bodies that agreed to share it, so it is read and recorded as the program: the change
 * itself was made, and judged, in the scope of who made it.
 */
export async function standAnew<T>(
  tx: Tx,
  by: By,
  kind: Kind,
  title: (done: T) => string,
  work: () => Promise<T>,
): Promise<T> {
  const system = { kind: 'system' } as const;
  const bodies = await withinScope(tx, system, async () => {
    const partners = kind === 'cio-aide' ? await partnersOf(tx, by.bodyCode) : [];
    return [...new Set([by.bodyCode, ...partners.map((one) => one.bodyCode)])];
  });
  await lockRegister(tx, bodies);
  const read = () =>
    withinScope(tx, system, async () => {
      const said = new Map<string, readonly EntryContent[]>();
      for (const body of bodies) said.set(body, await saidOf(tx, body, kind));
      return said;
    });
  const before = await read();
  const done = await work();
  const after = await read();
  await withinScope(tx, system, async () => {
    const evidence: Evidence[] = [];
    for (const bodyCode of bodies) {
      const recorded = await recordedDays(tx, bodyCode, kind);
      const changes = changesOf(kind, before.get(bodyCode) ?? [], after.get(bodyCode) ?? [], recorded);
      if (changes.marks.length === 0) continue;
      evidence.push({
        bodyCode,
        source: 'structure',
        subject: kind,
        title: title(done),
        href: `/structure/bodies/${bodyCode}`,
        ...changes,
      });
    }
    if (evidence.length > 0) await recordEvidence(tx, by.clock, by.seat, evidence);
  });
  return done;
}

/** 「CIO（最高情報統括責任者）：副町長、令和8年4月1日（2026年）から」 */
export function entryTitle(entry: EntryContent): string {
  const words = KIND_WORDS[entry.kind].title;
  const what = entry.state === 'held' ? entry.title : stateTitle(entry.kind, entry.state);
  return `体制台帳「${words}」：${what}、${termText(entry)}`;
}
