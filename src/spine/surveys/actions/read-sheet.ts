import { auditRead } from '../../../platform/audit/actions.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import type { Seat } from '../../contracts/seat.ts';
import { historyOf, type SavedAnswer } from '../queries/answers.ts';
import { noteHistory, type PrivateNote } from '../queries/notes.ts';
import type { Sheet } from '../queries/sheets.ts';
import { answeringScope, type OpenSheet } from './open-sheet.ts';
import { actorOf } from './who.ts';

/** Name of the asked body on the 基準日; its code where the register has none. */
export async function sheetBodyName(
  deps: Pick<Deps, 'db'>,
  view: Pick<OpenSheet, 'sheet' | 'round'>,
): Promise<string> {
  const body = await bodyOn(deps.db, view.sheet.bodyCode, view.round.baseDay);
  if (body === null) return view.sheet.bodyCode;
  return body.kind === 'prefecture' ? `${body.name}（県庁分）` : body.name;
}

/** All that was typed for one question, and all notes on it. */
export async function questionPast(
  deps: Deps,
  seat: Seat,
  view: OpenSheet,
  questionId: string,
): Promise<{ readonly history: readonly SavedAnswer[]; readonly notes: readonly PrivateNote[] }> {
  const { bodyCode, roundId } = view.sheet;
  return withScope(deps.db, answeringScope(seat), async (tx) => ({
    history: await historyOf(tx, bodyCode, roundId, questionId),
    notes: await noteHistory(tx, seat.bodyCode, view.round.surveyId, questionId),
  }));
}

/** Unpublished answers leave the screen as paper or file: that is recorded. */
export async function printSheet(
  deps: Deps,
  seat: Seat,
  sheet: Sheet,
  how: 'paper' | 'csv' | 'api' | 'pdf',
): Promise<void> {
  await withScope(deps.db, answeringScope(seat), (tx) =>
    auditRead(tx, deps.clock, {
      actor: actorOf(seat),
      action: 'surveys:sheet.export',
      object: { kind: 'sheet', id: sheet.sheetNo },
      bodyCode: sheet.bodyCode,
      detail: { how },
    }),
  );
}
