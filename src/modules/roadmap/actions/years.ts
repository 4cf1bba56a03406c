import type { BodyCode } from '../../../core/body-code.ts';
import { addDays, type Day, fiscalYearStart } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { may, type Seat } from '../../../spine/contracts/seat.ts';
import { linesOf, lockBody } from '../queries/lines.ts';
import { insertYear, type YearAnswer, type YearLine, yearsOf } from '../queries/years.ts';
import type { FieldError } from '../rules/check.ts';
import { openableYears, parseWhen } from '../rules/dates.ts';
import type { Line, LineContent } from '../rules/line.ts';
import { type Faults, faults, type RoadmapRefusal } from '../rules/sentences.ts';
import { changeLine } from './lines.ts';
import { coordinates, noteIn, today, writtenBy } from './who.ts';

/** What was answered to one carried line when a year was opened. */
export interface CarriedAnswer {
  readonly lineNo: number;
  /** Edition that the form showed. */
  readonly madeFrom: number;
  readonly answer: YearAnswer | null;
  readonly reason: string;
  /** 変更: a new end, when it is known already. */
  readonly ends: string;
}

/** Lines that a year takes over: all that have not ended. */
export function carriedOf(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.content.ended === null);
}

export function mayOpenYear(seat: Seat): boolean {
  return coordinates(seat) || may(seat, 'roadmap:decide');
}

/**
 * 年度を開く: each carried line is confirmed, changed or ended, and what stands then is kept as 期首 for good. All or
 * nothing: one line without an answer, or one that somebody changed meanwhile, and nothing is written.
 */
export async function openYear(
  tx: Tx,
  clock: Clock,
  seat: Seat | null,
  of: { readonly bodyCode: BodyCode; readonly fiscalYear: number },
  answers: readonly CarriedAnswer[],
): Promise<Result<number, RoadmapRefusal> | Faults> {
  const day = today(clock);
  const { bodyCode, fiscalYear } = of;
  if (seat !== null && (seat.bodyCode !== bodyCode || !mayOpenYear(seat))) return refuse('not-yours');
  if (!openableYears(day).includes(fiscalYear)) return refuse('year-not-openable');
  await lockBody(tx, bodyCode);
  if ((await yearsOf(tx, bodyCode)).some((year) => year.fiscalYear === fiscalYear))
    return refuse('year-is-open');
  const carried = carriedOf(await linesOf(tx, bodyCode));
  const judged = carried.map((line) => judge(line, answers, fiscalYear, day));
  const errors = judged.flatMap((each) => each.errors);
  if (errors.length > 0) {
    const moved = judged.some((each) => each.moved);
    return faults(errors, moved ? 'lines-changed' : 'unanswered');
  }
  const kept: YearLine[] = [];
  for (const { line, content, answer, reason } of judged) {
    const writing = { seat, via: 'year', note: reason } as const;
    const done = await changeLine(tx, clock, writing, { ...line, madeFrom: line.edition }, content);
    if (!done.ok) return faults([{ field: `answer-${line.lineNo}`, message: CHANGED }], 'lines-changed');
    kept.push({ lineNo: line.lineNo, edition: done.value.edition, answer, reason });
  }
  await insertYear(tx, bodyCode, { fiscalYear, openedOn: day }, kept, writtenBy(clock, seat));
  await noteIn(tx, clock, seat, {
    action: 'year.open',
    id: String(fiscalYear),
    bodyCode,
    detail: { lines: kept.length, ended: kept.filter((line) => line.answer === 'ended').length },
  });
  return ok(kept.length);
}

const CHANGED = '開いた後に、ほかの人がこの取組を書き換えました。内容を確かめてください。';

interface Judged {
  readonly line: Line;
  readonly content: LineContent;
  readonly answer: YearAnswer;
  readonly reason: string | null;
  readonly errors: readonly FieldError[];
  readonly moved: boolean;
}

function judge(line: Line, answers: readonly CarriedAnswer[], fiscalYear: number, day: Day): Judged {
  const given = answers.find((each) => each.lineNo === line.lineNo);
  const of = (name: string) => `${name}-${line.lineNo}`;
  const errors: FieldError[] = [];
  const title = `「${line.content.title}」`;
  const answer = given?.answer ?? null;
  const moved = given !== undefined && given.madeFrom !== line.edition;
  if (moved) errors.push({ field: of('answer'), message: `${title}は、${CHANGED}` });
  else if (answer === null)
    errors.push({ field: of('answer'), message: `${title}の「確認・変更・終了」を選んでください。` });
  if (given !== undefined && (answer === 'changed' || answer === 'ended') && given.reason === '')
    errors.push({ field: of('reason'), message: `${title}の理由を書いてください。` });
  let { content } = line;
  if (given !== undefined && answer === 'changed' && given.ends !== '') {
    const ends = parseWhen(given.ends, 'end');
    if (ends === null)
      errors.push({ field: of('ends'), message: `${title}の新しい終了が、時期として読めません。` });
    else if (content.starts !== null && ends.on < content.starts.on)
      errors.push({ field: of('ends'), message: `${title}の終了が、開始より前です。` });
    else content = { ...content, ends };
  }
  if (given !== undefined && answer === 'ended')
    content = { ...content, ended: { on: lastDayBefore(fiscalYear, day), reason: given.reason } };
  const reason = given === undefined || given.reason === '' ? null : given.reason;
  return { line, content, answer: answer ?? 'confirmed', reason, errors, moved };
}

/** A line that is not taken over ends with the year before; when that is not over yet, today. */
function lastDayBefore(fiscalYear: number, day: Day): Day {
  const last = addDays(fiscalYearStart(fiscalYear), -1);
  return last < day ? last : day;
}
