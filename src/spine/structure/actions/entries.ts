import { randomUUID } from 'node:crypto';
import { addDays, type Day, formatDay } from '../../../core/calendar.ts';
import { ok, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { getPerson } from '../../posts/queries/people.ts';
import { entriesOf, insertVersion, versionsOf } from '../queries/entries.ts';
import { checkEntry, type Entry, type EntryContent, termText } from '../rules/entry.ts';
import type { State } from '../rules/kinds.ts';
import { type By, may, note, type Outcome, today, writer } from './by.ts';
import { entryTitle, standAnew } from './stand.ts';

const LONGEST_REASON = 200;

/** Registers a dated entry. Its id. */
export async function addEntry(
  tx: Tx,
  by: By,
  content: EntryContent,
  entryId: string = randomUUID(),
): Promise<Outcome<string>> {
  if (!may(by, 'structure:answer')) return refuse('not-yours');
  return standAnew(
    tx,
    by,
    content.kind,
    () => entryTitle(content),
    async () => {
      const fit = await fits(tx, by, content, null);
      if (!fit.ok) return fit;
      await write(tx, by, { ...fit.value, entryId, versionNo: 1, withdrawn: false }, null, 'entry.add');
      return ok(entryId);
    },
  );
}

/** Corrects an entry by a further version. `seen`: the version that the form was made from. */
export async function correctEntry(
  tx: Tx,
  by: By,
  entryId: string,
  seen: number,
  content: EntryContent,
  reason: string,
): Promise<Outcome<string>> {
  if (!may(by, 'structure:answer')) return refuse('not-yours');
  return standAnew(
    tx,
    by,
    content.kind,
    () => entryTitle(content),
    async () => {
      const open = await opened(tx, by, entryId, seen);
      if (!open.ok) return open;
      if (reason.trim() === '' || [...reason].length > LONGEST_REASON) return refuse('reason-missing');
      if (open.value.kind !== content.kind) return refuse('unknown-entry');
      const fit = await fits(tx, by, content, entryId);
      if (!fit.ok) return fit;
      if (same(open.value, fit.value)) return refuse('nothing-changed');
      const next = { ...fit.value, entryId, versionNo: seen + 1, withdrawn: false };
      await write(tx, by, next, reason.trim(), 'entry.correct');
      return ok(entryId);
    },
  );
}

/** What follows when a term ends: nothing yet, or a vacancy in its place. */
export type Follow = Exclude<State, 'held'> | 'nothing';

/**
 * Ends an entry with its last day; 空席, 職務代理 or 置かない may follow at once. A day from which it no longer stands leaves
 * the 速報 of that day.
 */
export async function endEntry(
  tx: Tx,
  by: By,
  entryId: string,
  seen: number,
  end: {
    readonly lastOn: Day;
    readonly follow: Follow;
    readonly actingTitle: string;
    readonly reason: string;
  },
): Promise<Outcome<string>> {
  if (!may(by, 'structure:answer')) return refuse('not-yours');
  const found = (await versionsOf(tx, by.bodyCode, entryId)).at(-1);
  if (found === undefined) return refuse('unknown-entry');
  const validTo = addDays(end.lastOn, 1);
  return standAnew(
    tx,
    by,
    found.kind,
    () => entryTitle({ ...found, validTo }),
    async () => {
      const open = await opened(tx, by, entryId, seen);
      if (!open.ok) return open;
      const entry = open.value;
      if (entry.validTo !== null && entry.validTo <= today(by))
        return refuse('ended-already', { span: termText(entry) });
      if (validTo <= entry.validFrom) return refuse('end-outside', { day: formatDay(entry.validFrom) });
      const reason = end.reason.trim() || '終わりの登録';
      await write(tx, by, { ...entry, validTo, versionNo: seen + 1 }, reason, 'entry.end');
      if (end.follow === 'nothing') return ok(entryId);
      const following: EntryContent = {
        kind: entry.kind,
        state: end.follow,
        validFrom: validTo,
        validTo: null,
        title: end.follow === 'acting' ? end.actingTitle.trim() : '',
        rank: end.follow === 'acting' ? 'other' : null,
        unit: null,
        external: end.follow === 'acting' ? false : null,
        members: null,
        personId: null,
      };
      const fit = await fits(tx, by, following, null);
      if (!fit.ok) return { ...fit, detail: { ...fit.detail, at: 'acting' } };
      const next = { ...fit.value, entryId: randomUUID(), versionNo: 1, withdrawn: false };
      await write(tx, by, next, null, 'entry.add');
      return ok(entryId);
    },
  );
}

/** Takes an entry back that should never have stood: it stays in the history, with the reason. */
export async function withdrawEntry(
  tx: Tx,
  by: By,
  entryId: string,
  seen: number,
  reason: string,
): Promise<Outcome<string>> {
  if (!may(by, 'structure:answer')) return refuse('not-yours');
  const found = (await versionsOf(tx, by.bodyCode, entryId)).at(-1);
  if (found === undefined) return refuse('unknown-entry');
  return standAnew(
    tx,
    by,
    found.kind,
    () => `取下げ：${entryTitle(found)}`,
    async () => {
      const open = await opened(tx, by, entryId, seen);
      if (!open.ok) return open;
      if (reason.trim() === '' || [...reason].length > LONGEST_REASON) return refuse('reason-missing');
      const next = { ...open.value, versionNo: seen + 1, withdrawn: true };
      await write(tx, by, next, reason.trim(), 'entry.withdraw');
      return ok(entryId);
    },
  );
}

async function opened(tx: Tx, by: By, entryId: string, seen: number): Promise<Outcome<Entry>> {
  const newest = (await versionsOf(tx, by.bodyCode, entryId)).at(-1);
  if (newest === undefined || newest.withdrawn) return refuse('unknown-entry');
  if (newest.versionNo !== seen) return refuse('changed-meanwhile', { by: newest.seatTitle });
  return ok(newest);
}

async function fits(
  tx: Tx,
  by: By,
  content: EntryContent,
  entryId: string | null,
): Promise<Outcome<EntryContent>> {
  if (content.personId !== null && (await getPerson(tx, content.personId)) === null)
    return refuse('unknown-person');
  const others = (await entriesOf(tx, by.bodyCode, content.kind)).filter((one) => one.entryId !== entryId);
  return checkEntry(content, others);
}

async function write(
  tx: Tx,
  by: By,
  entry: Omit<Entry, 'bodyCode'>,
  reason: string | null,
  action: string,
): Promise<void> {
  await insertVersion(tx, { ...entry, bodyCode: by.bodyCode, reason }, writer(by));
  const { kind, state, validFrom, validTo, versionNo } = entry;
  await note(tx, by, action, entry.entryId, { kind, state, validFrom, validTo, versionNo });
}

function same(a: EntryContent, b: EntryContent): boolean {
  const text = (one: EntryContent) =>
    JSON.stringify([
      ...[one.state, one.validFrom, one.validTo, one.title, one.rank],
      ...[one.unit, one.external, one.members, one.personId],
    ]);
  return text(a) === text(b);
}
