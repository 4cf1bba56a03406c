import { NATION } from '../../../core/body-code.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import {
  findVersion,
  insertSurvey,
  insertVersion,
  newestVersion,
  type SurveyVersion,
  updateDraft,
} from '../queries/definitions.ts';
import type { AuthorRefusal } from '../rules/send-sentences.ts';
import { SHIPPED_BY } from './seed.ts';
import { actorOf } from './who.ts';

/** A body sees its own surveys and those that come with the program; a draft of another body is nobody's business. */
export function mayRead(seat: Pick<Seat, 'bodyCode'>, version: SurveyVersion): boolean {
  return version.organiserCode === seat.bodyCode || version.editedBy === SHIPPED_BY;
}

/** Versions are made by the organiser of the survey; those that come with the program are the nation's to go on with. */
export function mayWrite(seat: Pick<Seat, 'bodyCode' | 'rights'>, version: SurveyVersion): boolean {
  return seat.rights.has('surveys:conduct') && version.organiserCode === seat.bodyCode;
}

/**
 * Takes a whole definition in as a draft: of a new survey, or as the next version of one of its own. While the newest
 * version is still a draft it is replaced, if nobody has edited it since `edition`.
 */
export async function takeDefinition(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  survey: SurveyDefinition,
  edition: number | null,
): Promise<Result<{ surveyId: string; version: number }, AuthorRefusal>> {
  if (!seat.rights.has('surveys:conduct')) return refuse('not-yours');
  const newest = await newestVersion(tx, survey.id);
  if (newest !== null && newest.organiserCode !== seat.bodyCode)
    return refuse('id-taken', { found: survey.id });
  const at = new Date(clock.now()).toISOString();
  const by = seatTitle(seat);
  if (newest !== null && newest.frozenAt === null) {
    const saved = await saveDraft(tx, clock, seat, {
      surveyId: survey.id,
      version: newest.version,
      edition: edition ?? newest.edition,
      survey,
    });
    return saved.ok ? ok({ surveyId: survey.id, version: newest.version }) : saved;
  }
  if (newest === null) await insertSurvey(tx, { surveyId: survey.id, organiserCode: seat.bodyCode, at });
  const version = await insertVersion(tx, { document: survey, at, by });
  await note(tx, clock, seat, 'surveys:definition.make', survey.id, version);
  return ok({ surveyId: survey.id, version });
}

/** The same questions under an id of one's own (a survey that comes with the program, as a prefecture would ask it). */
export async function copyDefinition(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  request: { surveyId: string; version: number; newId: string },
): Promise<Result<{ surveyId: string; version: number }, AuthorRefusal>> {
  const version = await findVersion(tx, request.surveyId, request.version);
  if (version === null || !mayRead(seat, version)) return refuse('no-such-survey');
  const newId = request.newId.normalize('NFKC').trim();
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(newId))
    return refuse('input', { message: '識別子は、英小文字、数字、ハイフンで書いてください。' });
  const same = newId === request.surveyId;
  if (same && !mayWrite(seat, version)) return refuse('id-taken', { found: newId });
  if (!same && (await newestVersion(tx, newId)) !== null) return refuse('id-taken', { found: newId });
  const newest = same ? await newestVersion(tx, newId) : null;
  if (newest !== null && newest.frozenAt === null) return ok({ surveyId: newId, version: newest.version });
  return takeDefinition(tx, clock, seat, { ...version.document, id: newId }, null);
}

export async function saveDraft(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  draft: { surveyId: string; version: number; edition: number; survey: SurveyDefinition },
): Promise<Result<true, AuthorRefusal>> {
  const stored = await findVersion(tx, draft.surveyId, draft.version);
  if (stored === null || !mayRead(seat, stored)) return refuse('no-such-survey');
  if (!mayWrite(seat, stored)) return refuse('not-yours');
  if (stored.frozenAt !== null) return refuse('frozen');
  const saved = await updateDraft(tx, {
    // The id is the address of the survey and its series; it never changes by an edit.
    document: { ...draft.survey, id: draft.surveyId },
    version: draft.version,
    edition: draft.edition,
    at: new Date(clock.now()).toISOString(),
    by: seatTitle(seat),
  });
  if (!saved) return refuse('edited-meanwhile');
  await note(tx, clock, seat, 'surveys:definition.edit', draft.surveyId, draft.version);
  return ok(true);
}

function note(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  action: string,
  surveyId: string,
  version: number,
): Promise<void> {
  return audit(tx, clock, {
    actor: actorOf(seat),
    action,
    object: { kind: 'survey', id: `${surveyId}@${version}` },
    bodyCode: seat.bodyCode === NATION ? null : seat.bodyCode,
    detail: {},
  });
}
