import { ok, type Result, refuse } from '../../../core/result.ts';
import { insertEvent } from '../queries/events.ts';
import { insertPolicy, lockBody, updatePolicy } from '../queries/policies.ts';
import { copySections } from '../queries/sections.ts';
import { insertVersion } from '../queries/versions.ts';
import type { Way } from '../rules/model.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { mayOn, newestTemplate, wholePolicy } from './open.ts';

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
