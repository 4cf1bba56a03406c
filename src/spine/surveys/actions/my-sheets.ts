import { type Day, dayNumber } from '../../../core/calendar.ts';
import { pathOf } from '../../../core/survey/path.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import { bodyOn } from '../../bodies/queries/register.ts';
import type { Seat } from '../../contracts/seat.ts';
import { answersOfSheets, type SavedAnswer, valuesOf } from '../queries/answers.ts';
import { disastersOn } from '../queries/circumstances.ts';
import { type KnownAnswer, knownOfRounds } from '../queries/known.ts';
import { type Round, roundsById } from '../queries/rounds.ts';
import { type Sheet, sheetsToAnswer } from '../queries/sheets.ts';
import { dueNow } from '../rules/deadline.ts';
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

/** The same in an open transaction of the scope in which the body answers; few questions, however many sheets. */
export async function sheetsIn(tx: Tx, seat: Seat, day: Day, only?: 'open'): Promise<MySheets> {
  const wanted = (await sheetsToAnswer(tx, seat.bodyCode, day)).filter(
    (sheet) => only !== 'open' || WRITABLE.includes(sheet.state),
  );
  const rounds = new Map(
    (
      await roundsById(
        tx,
        wanted.map((sheet) => sheet.roundId),
      )
    ).map((round) => [round.roundId, round]),
  );
  const asked = wanted.flatMap((sheet) => {
    const round = rounds.get(sheet.roundId);
    return round === undefined || round.state === 'draft' ? [] : [{ sheet, round }];
  });
  if (asked.length === 0) return { open: [], done: [] };
  const disasters = await disastersOn(tx, day);
  const answers = await answersOfSheets(
    tx,
    asked.map(({ sheet }) => sheet),
  );
  const writable = asked.filter(({ sheet }) => WRITABLE.includes(sheet.state));
  const known = await knownOfRounds(
    tx,
    writable.map(({ sheet, round }) => ({ round, bodyCodes: [sheet.bodyCode] })),
  );
  const lines: MySheet[] = [];
  for (const { sheet, round } of asked) {
    const at = writable.findIndex((one) => one.sheet === sheet);
    // A sheet of another body is rare: by consent, or of a predecessor.
    const other = sheet.bodyCode === seat.bodyCode ? null : await bodyOn(tx, sheet.bodyCode, round.baseDay);
    lines.push(
      lineOf(sheet, round, day, {
        disaster: disasters.has(sheet.bodyCode),
        now: answers.get(sheet) ?? new Map(),
        known: at < 0 ? {} : (known[at]?.get(sheet.bodyCode) ?? {}),
        forBody: sheet.bodyCode === seat.bodyCode ? null : (other?.name ?? sheet.bodyCode),
      }),
    );
  }
  const open = lines.filter((line) => line.writable);
  return {
    open: open.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999')),
    done: lines.filter((line) => !line.writable),
  };
}

interface Held {
  readonly disaster: boolean;
  readonly now: ReadonlyMap<string, SavedAnswer>;
  readonly known: Readonly<Record<string, KnownAnswer>>;
  readonly forBody: string | null;
}

function lineOf(sheet: Sheet, round: Round, day: Day, { disaster, now, known, forBody }: Held): MySheet {
  const due = dueNow({
    roundState: round.state,
    route: sheet.route,
    prefectureDue: round.prefectureDue,
    nationDue: round.nationDue,
    own: sheet.due,
  });
  const values = valuesOf(now);
  const writable = WRITABLE.includes(sheet.state);
  const progress = progressOf(round.survey.questions, {
    path: pathOf(round.survey.questions, values),
    answered: new Set(Object.keys(values)),
    known: new Set(Object.keys(known)),
    byProxy: new Set([...now].filter(([, one]) => one.via === 'proxy').map(([id]) => id)),
    unreadable: new Set(),
  });
  return {
    sheetNo: sheet.sheetNo,
    title: round.title,
    baseDay: round.baseDay,
    state: sheet.state,
    due,
    daysLeft: due === null || disaster ? null : dayNumber(due) - dayNumber(day),
    disaster,
    writable,
    forBody,
    progress,
    minutes: writable ? minutesLeft(round.survey, progress) : 0,
  };
}
