import { type Day, dayNumber } from '../../../core/calendar.ts';
import { pathOf } from '../../../core/survey/path.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import type { Seat } from '../../contracts/seat.ts';
import { answersNow, valuesOf } from '../queries/answers.ts';
import { inDisaster } from '../queries/circumstances.ts';
import { knownOf } from '../queries/known.ts';
import { findRound, type Round } from '../queries/rounds.ts';
import { type Sheet, sheetsToAnswer } from '../queries/sheets.ts';
import { dueOf } from '../rules/deadline.ts';
import { minutesLeft, type Progress, progressOf } from '../rules/progress.ts';
import { type SheetState, WRITABLE } from '../rules/sheet-workflow.ts';
import { answeringScope } from './open-sheet.ts';
import { today } from './who.ts';

/** A line of the body's list. */
export interface MySheet {
  readonly sheetNo: string;
  readonly title: string;
  readonly baseDay: Day;
  readonly state: SheetState;
  readonly due: Day | null;
  /** Negative: over. */
  readonly daysLeft: number | null;
  readonly disaster: boolean;
  readonly writable: boolean;
  /** The asked body, where it is another than the seat's. */
  readonly forBody: string | null;
  readonly progress: Progress;
  readonly minutes: number;
}

export interface MySheets {
  /** By deadline. */
  readonly open: readonly MySheet[];
  /** Handed in and later, newest first. */
  readonly done: readonly MySheet[];
}

/** The sheets that the seat's body answers, with how far each open one is. */
export async function mySheets(deps: Deps, seat: Seat): Promise<MySheets> {
  return withScope(deps.db, answeringScope(seat), (tx) => sheetsIn(tx, seat, today(deps.clock)));
}

/** The same in an open transaction of the scope in which the body answers. */
export async function sheetsIn(tx: Tx, seat: Seat, day: Day, only?: 'open'): Promise<MySheets> {
  const lines: MySheet[] = [];
  for (const sheet of await sheetsToAnswer(tx, seat.bodyCode, day)) {
    if (only === 'open' && !WRITABLE.includes(sheet.state)) continue;
    const round = await findRound(tx, sheet.roundId);
    if (round !== null && round.state !== 'draft') lines.push(await lineOf(tx, seat, sheet, round, day));
  }
  const open = lines.filter((line) => line.writable);
  return {
    open: open.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')),
    done: lines.filter((line) => !line.writable),
  };
}

async function lineOf(tx: Tx, seat: Seat, sheet: Sheet, round: Round, day: Day): Promise<MySheet> {
  const disaster = await inDisaster(tx, sheet.bodyCode, day);
  const due = dueOf({
    route: sheet.route,
    prefectureDue: round.prefectureDue,
    nationDue: round.nationDue,
    own: sheet.due,
  });
  const now = await answersNow(tx, sheet.bodyCode, sheet.roundId);
  const values = valuesOf(now);
  const writable = WRITABLE.includes(sheet.state);
  const known = writable ? await knownOf(tx, round, sheet.bodyCode) : {};
  const progress = progressOf(round.survey.questions, {
    path: pathOf(round.survey.questions, values),
    answered: new Set(Object.keys(values)),
    known: new Set(Object.keys(known)),
    byProxy: new Set([...now].filter(([, one]) => one.via === 'proxy').map(([id]) => id)),
    unreadable: new Set(),
  });
  const other = sheet.bodyCode === seat.bodyCode ? null : await bodyOn(tx, sheet.bodyCode, round.baseDay);
  return {
    sheetNo: sheet.sheetNo,
    title: round.title,
    baseDay: round.baseDay,
    state: sheet.state,
    due,
    daysLeft: due === null || disaster ? null : dayNumber(due) - dayNumber(day),
    disaster,
    writable,
    forBody: sheet.bodyCode === seat.bodyCode ? null : (other?.name ?? sheet.bodyCode),
    progress,
    minutes: writable ? minutesLeft(round.survey, progress) : 0,
  };
}
