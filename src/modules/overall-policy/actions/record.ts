import type { Day } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { insertEvent } from '../queries/events.ts';
import { lockVersion, updateDecision, updatePublication } from '../queries/versions.ts';
import { countsFrom, partsOf } from '../rules/counting.ts';
import { type DecisionForm, decisionOf, publicationOf } from '../rules/input.ts';
import type { PolicyRefusal } from '../rules/sentences.ts';
import { type By, note, stampOf } from './by.ts';
import { mayOn, todayOf, wholePolicy } from './open.ts';
import { withEvidence } from './standing.ts';

interface Target {
  readonly policyNo: number;
  readonly versionNo: number;
}

async function openForDeciding({ tx, seat }: By, target: Target) {
  if (!mayOn(seat, 'overall-policy:decide', seat.bodyCode)) return refuse('not-yours' as const);
  const version = await lockVersion(tx, seat.bodyCode, target.policyNo, target.versionNo);
  const whole = await wholePolicy(tx, seat.bodyCode, target.policyNo);
  const own = whole?.versions.find((one) => one.version.versionNo === target.versionNo);
  if (version === null || whole === null || own === undefined) return refuse('no-such-policy' as const);
  if (whole.policy.abolition !== null) return refuse('abolished-already' as const);
  return ok({ version, whole, sections: own.sections });
}

/**
 * Records the body's own 決裁 of a version. A version without any text is not decided on; one without vision or roadmap
 * may be, and does not count.
 * @param edition of the 決裁用案 that was printed: a text that changed since is not what was decided
 */
export async function recordDecision(
  by: By,
  target: Target & { readonly edition: number },
  form: DecisionForm,
): Promise<Result<null, PolicyRefusal>> {
  const opened = await openForDeciding(by, target);
  if (!opened.ok) return opened;
  const { version, whole, sections } = opened.value;
  if (version.edition !== target.edition) return refuse('text-changed');
  const parts = partsOf(version, sections);
  const nothing = version.way === 'registered' ? version.url === null && version.fileSha256 === null : false;
  if (nothing || (version.way === 'written' && !parts.vision && !parts.roadmap))
    return refuse('part-missing');
  const last = whole.versions.findLast((one) => one.version.versionNo < target.versionNo)?.version.decision;
  const decision = decisionOf(form, todayOf(by.clock), last?.on ?? null);
  if (!decision.ok) return decision;
  if (version.publishedOn !== null && version.publishedOn < decision.value.on)
    return refuse('published-before-decided', { found: version.publishedOn, decided: decision.value.on });
  const key = { bodyCode: by.seat.bodyCode, policyNo: target.policyNo, versionNo: target.versionNo };
  await withEvidence(by.tx, by.clock, by.seat, key, () => updateDecision(by.tx, key, decision.value));
  const { documentNo, on, decider, onBehalf, seenLater, samePerson } = decision.value;
  const detail = [
    `${documentNo}、${on}、${decider}`,
    ...(onBehalf ? ['代決'] : []),
    ...(seenLater ? ['後閲'] : []),
    ...(samePerson ? ['同一人'] : []),
  ].join('、');
  await insertEvent(by.tx, { ...key, what: 'decide', detail, ...stampOf(by) });
  await note(by, 'decision.record', key.bodyCode, key.policyNo, { versionNo: key.versionNo, on, samePerson });
  return ok(null);
}

/** The record of a 決裁 that was wrong is taken back, with its publication; the text is open again. */
export async function undoDecision(
  by: By,
  target: Target,
  reason: string,
): Promise<Result<null, PolicyRefusal>> {
  const opened = await openForDeciding(by, target);
  if (!opened.ok) return opened;
  if (opened.value.version.decision === null) return refuse('not-decided');
  if (reason.trim() === '') return refuse('reason-missing');
  const key = { bodyCode: by.seat.bodyCode, policyNo: target.policyNo, versionNo: target.versionNo };
  await withEvidence(by.tx, by.clock, by.seat, key, () => updateDecision(by.tx, key, null));
  await insertEvent(by.tx, { ...key, what: 'undo-decision', detail: reason.trim(), ...stampOf(by) });
  await note(by, 'decision.undo', key.bodyCode, key.policyNo, { versionNo: key.versionNo });
  return ok(null);
}

/** Records 公表日 and address; without a day the policy is kept and does not count. Gives the day from which it counts. */
export async function recordPublication(
  by: By,
  target: Target,
  form: { readonly publishedOn: string; readonly publishedUrl: string },
): Promise<Result<Day | null, PolicyRefusal>> {
  const opened = await openForDeciding(by, target);
  if (!opened.ok) return opened;
  const { version, sections } = opened.value;
  if (version.decision === null) return refuse('not-decided');
  const publication = publicationOf(form, todayOf(by.clock), version.decision.on);
  if (!publication.ok) return publication;
  const key = { bodyCode: by.seat.bodyCode, policyNo: target.policyNo, versionNo: target.versionNo };
  await withEvidence(by.tx, by.clock, by.seat, key, () => updatePublication(by.tx, key, publication.value));
  const { on, url } = publication.value;
  const detail = `${on ?? '公表日の記録なし'}${url === null ? '' : `、${url}`}`;
  await insertEvent(by.tx, { ...key, what: 'publish', detail, ...stampOf(by) });
  await note(by, 'publication.record', key.bodyCode, key.policyNo, {
    versionNo: key.versionNo,
    on: on ?? '',
  });
  return ok(countsFrom({ ...version, publishedOn: on }, sections));
}
