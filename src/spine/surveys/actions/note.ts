import { ok, type Result, refuse } from '../../../core/result.ts';
import { audit } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type Seat, seatTitle } from '../../contracts/seat.ts';
import { insertNote, notesOf } from '../queries/notes.ts';
import { answeringScope, findOwnSheet } from './open-sheet.ts';
import { actorOf } from './who.ts';

export type NoteRefusal = 'no-such-sheet' | 'no-such-question' | 'not-yours' | 'note-too-long';

export const NOTE_LENGTH = 2_000;

/**
 * Writes the private note of a question: for those who sit here after us. It belongs to the body that writes and to the
 * question over all rounds, so it survives a rotation and the next 調査回; it is never handed in.
 */
export async function writeNote(
  deps: Deps,
  seat: Seat,
  given: { readonly sheetNo: string; readonly questionId: string; readonly note: string },
): Promise<Result<'saved' | 'unchanged', NoteRefusal>> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const found = await findOwnSheet(tx, deps.clock, seat, given.sheetNo);
    if (found === null) return refuse('no-such-sheet');
    const { round, sheet } = found;
    if (!seat.rights.has('surveys:answer')) return refuse('not-yours');
    if (!round.survey.questions.some((question) => question.id === given.questionId))
      return refuse('no-such-question');
    const note = given.note.replaceAll('\r\n', '\n').trim();
    if ([...note].length > NOTE_LENGTH)
      return refuse('note-too-long', { found: String([...note].length), expected: String(NOTE_LENGTH) });
    const standing = (await notesOf(tx, seat.bodyCode, round.surveyId)).get(given.questionId)?.note ?? '';
    if (standing === note) return ok('unchanged');
    await insertNote(tx, {
      bodyCode: seat.bodyCode,
      surveyId: round.surveyId,
      questionId: given.questionId,
      note,
      postId: seat.postId,
      seatTitle: seatTitle(seat),
      at: new Date(deps.clock.now()).toISOString(),
    });
    await audit(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:note.write',
      object: { kind: 'question', id: `${round.surveyId}/${given.questionId}` },
      bodyCode: seat.bodyCode,
      detail: { sheetNo: sheet.sheetNo, length: [...note].length },
    });
    return ok('saved');
  });
}
