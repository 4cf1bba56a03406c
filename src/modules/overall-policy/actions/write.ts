import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../../spine/contracts/seat.ts';
import { insertEvent } from '../queries/events.ts';
import {
  insertPolicy,
  insertVersion,
  lockBody,
  lockVersion,
  raiseEdition,
  updatePolicy,
} from '../queries/policies.ts';
import {
  copySections,
  insertSections,
  keptTexts,
  lastRevisions,
  type NewSection,
  sectionsOf,
} from '../queries/sections.ts';
import type { PolicyVersion, Section, Way } from '../rules/model.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { actorOf, mayOn, newestTemplate, wholePolicy } from './open.ts';

/** What every action of this module begins with. */
export interface By {
  readonly tx: Tx;
  readonly clock: Clock;
  readonly seat: Seat;
}

export function stampOf({ clock, seat }: By) {
  return { seatTitle: seatTitle(seat), at: new Date(clock.now()).toISOString() };
}

export interface NewPolicyForm {
  readonly title: string;
  readonly obligations: string;
  readonly way: Way;
}

const TITLE_LIMIT = 100;

/** Begins a policy of the seat's body with its first version; gives its number. */
export async function startPolicy(by: By, form: NewPolicyForm): Promise<Result<number, PolicyRefusal>> {
  const { tx, seat } = by;
  const { bodyCode } = seat;
  if (!mayOn(seat, 'overall-policy:answer', bodyCode)) return refuse('not-yours');
  const title = form.title.trim();
  if (title === '' || [...title].length > TITLE_LIMIT) return refuse('no-title');
  await lockBody(tx, bodyCode);
  const stamp = stampOf(by);
  const obligations = form.obligations.trim() || null;
  const at = { by: stamp.seatTitle, at: stamp.at };
  const policyNo = await insertPolicy(tx, { bodyCode, title, obligations, ...at });
  const { planVersion } = await newestTemplate(tx);
  const version = { bodyCode, policyNo, versionNo: 1, planVersion, way: form.way, changeNote: null };
  await insertVersion(tx, { ...version, ...at });
  await insertEvent(tx, { bodyCode, policyNo, versionNo: 1, what: 'start', detail: title, ...stamp });
  await note(by, 'start', bodyCode, policyNo, { way: form.way });
  return ok(policyNo);
}

/** The name, and what other plans it is at the same time. */
export async function renamePolicy(
  by: By,
  policyNo: number,
  form: { readonly title: string; readonly obligations: string },
): Promise<Result<null, PolicyRefusal>> {
  const { tx, seat } = by;
  const { bodyCode } = seat;
  if (!mayOn(seat, 'overall-policy:answer', bodyCode)) return refuse('not-yours');
  const found = await wholePolicy(tx, bodyCode, policyNo);
  if (found === null) return refuse('no-such-policy');
  const title = form.title.trim();
  if (title === '' || [...title].length > TITLE_LIMIT) return refuse('no-title');
  await updatePolicy(tx, { bodyCode, policyNo, title, obligations: form.obligations.trim() || null });
  await insertEvent(tx, {
    bodyCode,
    policyNo,
    versionNo: null,
    what: 'rename',
    detail: title,
    ...stampOf(by),
  });
  await note(by, 'rename', bodyCode, policyNo, {});
  return ok(null);
}

/** 改定: another version of the same policy, with the text of the last. What stands goes on standing. */
export async function startRevision(
  by: By,
  policyNo: number,
  form: { readonly changeNote: string; readonly way: Way },
): Promise<Result<number, PolicyRefusal>> {
  const { tx, seat } = by;
  const { bodyCode } = seat;
  if (!mayOn(seat, 'overall-policy:answer', bodyCode)) return refuse('not-yours');
  await lockBody(tx, bodyCode);
  const found = await wholePolicy(tx, bodyCode, policyNo);
  const last = found?.versions.at(-1);
  if (found === null || last === undefined) return refuse('no-such-policy');
  if (found.policy.abolition !== null) return refuse('abolished-already');
  if (last.version.decision === null) return refuse('draft-open');
  const changeNote = form.changeNote.trim();
  if (changeNote === '') return refuse('change-note-missing');
  const stamp = stampOf(by);
  const { planVersion } = await newestTemplate(tx);
  const versionNo = last.version.versionNo + 1;
  const key = { bodyCode, policyNo, versionNo };
  await insertVersion(tx, {
    ...key,
    planVersion,
    way: form.way,
    changeNote,
    by: stamp.seatTitle,
    at: stamp.at,
  });
  if (form.way === 'written')
    await copySections(tx, { bodyCode, policyNo, versionNo: last.version.versionNo }, key, stamp);
  await insertEvent(tx, { ...key, what: 'revise', detail: changeNote, ...stamp });
  await note(by, 'revise', bodyCode, policyNo, { versionNo });
  return ok(versionNo);
}

export interface SectionInput {
  readonly section: string;
  readonly text: string;
  readonly choice: string;
  /** Revision that the form was made from; 0: there was none. */
  readonly seen: number;
  /** Saved even where it says what stands: so a text that is kept beside it is settled. */
  readonly again?: boolean;
}

export interface Saved {
  readonly saved: readonly string[];
  /** Sections that another had saved since: what was typed is kept beside. */
  readonly kept: readonly string[];
}

/**
 * Saves the sections of a form. What another has changed since the form was made stays; what was typed is then kept beside
 * it, so that both texts can be shown and nothing is lost.
 */
export async function saveSections(
  by: By,
  key: { readonly policyNo: number; readonly versionNo: number },
  inputs: readonly SectionInput[],
  via: NewSection['via'] = 'page',
): Promise<Result<Saved, PolicyRefusal>> {
  const { tx, seat } = by;
  const whole = { bodyCode: seat.bodyCode, ...key };
  const version = await openForWriting(by, key);
  if (!version.ok) return version;
  const standing = new Map(
    (await sectionsOf(tx, [seat.bodyCode]))
      .filter((one) => one.policyNo === key.policyNo && one.versionNo === key.versionNo)
      .map((one) => [one.section, one]),
  );
  const revisions = new Map(await lastRevisions(tx, whole));
  const beside = await keptTexts(tx, whole);
  const kept: string[] = [];
  const rows = inputs.flatMap((input): NewSection[] => {
    const now = standing.get(input.section);
    const same = (now?.text ?? '') === input.text && (now?.choice ?? '') === input.choice;
    if (same && input.again !== true) return [];
    const { section, text, choice } = input;
    const inForce = input.seen === (now?.revision ?? 0);
    if (!inForce) kept.push(section);
    // Sent again by a reload or by the script: it is kept once.
    const again = (one: Section) => one.section === section && one.text === text && one.choice === choice;
    if (!inForce && beside.some(again)) return [];
    const revision = (revisions.get(section) ?? 0) + 1;
    revisions.set(section, revision);
    return [{ section, revision, text, choice, inForce, via }];
  });
  await insertSections(tx, whole, rows, stampOf(by));
  const saved = rows.filter((row) => row.inForce).map((row) => row.section);
  if (saved.length > 0) await raiseEdition(tx, whole);
  if (rows.length > 0)
    await note(by, 'save', seat.bodyCode, key.policyNo, {
      versionNo: key.versionNo,
      saved: saved.length,
      kept: kept.length,
      via,
    });
  return ok({ saved, kept });
}

/** The version, locked, while its text may still be changed by this seat. */
export async function openForWriting(
  { tx, seat }: By,
  key: { readonly policyNo: number; readonly versionNo: number },
): Promise<Result<PolicyVersion, PolicyRefusal>> {
  if (!mayOn(seat, 'overall-policy:answer', seat.bodyCode)) return refuse('not-yours');
  const version = await lockVersion(tx, seat.bodyCode, key.policyNo, key.versionNo);
  if (version === null) return refuse('no-such-policy');
  return version.decision === null ? ok(version) : refuse('decided');
}

export async function note(
  { tx, clock, seat }: By,
  what: string,
  bodyCode: string,
  policyNo: number,
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await audit(tx, clock, {
    actor: actorOf(seat),
    action: `overall-policy:${what}`,
    object: { kind: 'overall-policy', id: `${bodyCode}-${policyNo}` },
    bodyCode,
    detail,
  });
}
