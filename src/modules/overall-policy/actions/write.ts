import { ok, type Result, refuse } from '../../../core/result.ts';
import {
  insertSections,
  keptTexts,
  lastRevisions,
  type NewSection,
  sectionsOf,
} from '../queries/sections.ts';
import { lockVersion, raiseEdition } from '../queries/versions.ts';
import type { PolicyVersion, Section } from '../rules/model.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { mayOn } from './open.ts';

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
