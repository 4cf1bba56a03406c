import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Seat } from '../../contracts/seat.ts';
import { consented, questionsOfSection } from '../queries/circumstances.ts';
import type { Round } from '../queries/rounds.ts';
import type { Sheet } from '../queries/sheets.ts';
import type { SaveRefusal } from '../rules/save.ts';
import type { Via } from '../tables.ts';

/** Null: yes. Asked of the stored sheet: whose it is today, by whose consent, which questions a section was given. */
export async function mayAnswer(
  tx: Tx,
  seat: Seat,
  sheet: Sheet,
  round: Round,
  saving: { readonly via: Via; readonly answers: readonly { readonly questionId: string }[] },
  day: Day,
): Promise<SaveRefusal | null> {
  if (saving.via === 'proxy') {
    const own = seat.kind === 'prefecture' && sheet.ownerCode.slice(0, 2) === seat.bodyCode.slice(0, 2);
    return own && seat.rights.has('surveys:review') ? null : 'not-yours';
  }
  if (!seat.rights.has('surveys:answer')) return 'not-yours';
  const own =
    sheet.ownerCode === seat.bodyCode ||
    (await consented(tx, {
      bodyCode: sheet.bodyCode,
      representative: seat.bodyCode,
      surveyId: round.surveyId,
      today: day,
    }));
  if (!own) return 'not-yours';
  // A post of a section that does not hand out answers only what its section was given.
  if (seat.sectionId === null || seat.rights.has('surveys:hand-out')) return null;
  const given = await questionsOfSection(tx, sheet.bodyCode, round.roundId, seat.sectionId);
  return saving.answers.every((answer) => given.has(answer.questionId)) ? null : 'not-your-section';
}
