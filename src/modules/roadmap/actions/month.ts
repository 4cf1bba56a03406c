import type { BodyCode } from '../../../core/body-code.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { linesOf, lockBody, lockLine } from '../queries/lines.ts';
import type { FieldError, Typed } from '../rules/check.ts';
import { type Line, lineId } from '../rules/line.ts';
import { readMonthOf } from '../rules/month.ts';
import { type Faults, faults, type RoadmapRefusal } from '../rules/sentences.ts';
import { isDueForUpdate } from '../rules/standing.ts';
import { changeLine } from './lines.ts';
import { mayWrite, today } from './who.ts';

/** Lines that a seat should look at this month. */
export async function dueLines(
  tx: Tx,
  seat: Seat,
  bodyCode: BodyCode,
  day: string,
): Promise<readonly Line[]> {
  return (await linesOf(tx, bodyCode)).filter(
    (line) =>
      isDueForUpdate(line.content, day) && mayWrite(seat, 'roadmap:answer', line.bodyCode, line.content),
  );
}

/**
 * 今月の状態: many lines in one form, all or nothing. A line that was neither touched nor confirmed stays as it is. Answers
 * how many were written.
 */
export async function writeMonth(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  typed: Typed,
): Promise<Result<number, RoadmapRefusal> | Faults> {
  const day = today(clock);
  await lockBody(tx, seat.bodyCode);
  const errors: FieldError[] = [];
  const wanted: { line: Line; content: Line['content'] }[] = [];
  for (const lineNo of typed('line').map(Number).filter(Number.isInteger)) {
    const line = await lockLine(tx, seat.bodyCode, lineNo);
    if (line === null) return refuse('no-such-line');
    if (!mayWrite(seat, 'roadmap:answer', line.bodyCode, line.content)) return refuse('not-yours');
    const read = readMonthOf(line, typed, day);
    if (read.content === null) continue;
    errors.push(...read.errors);
    if (read.madeFrom !== line.edition)
      errors.push({
        field: `state-${lineNo}`,
        message: `「${line.content.title}」（${lineId(line)}）は、ほかの人が先に書き換えました。今の値も示します。`,
      });
    wanted.push({ line, content: read.content });
  }
  if (errors.length > 0) return faults(errors);
  let written = 0;
  for (const { line, content } of wanted) {
    const writing = { seat, via: 'page', note: null } as const;
    const done = await changeLine(tx, clock, writing, { ...line, madeFrom: line.edition }, content);
    if (!done.ok) return refuse('not-yours');
    if (done.value.edition !== line.edition) written += 1;
  }
  return ok(written);
}
