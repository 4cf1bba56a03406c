import type { BodyCode } from '../../../core/body-code.ts';
import { type Day, parseDay } from '../../../core/calendar.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Clock } from '../../../platform/deps.ts';
import { may, type Seat } from '../../../spine/contracts/seat.ts';
import { recordEvidence } from '../../../spine/evidence/actions.ts';
import { evidenceHistory } from '../../../spine/evidence/queries.ts';
import { planOfRoadmap } from '../plan-of.ts';
import {
  entriesOf,
  insertDecision,
  lockBody,
  lockLine,
  nextLineNo,
  type Via,
  writeLine,
} from '../queries/lines.ts';
import { type FieldError, LIMITS } from '../rules/check.ts';
import { type Marked, marksOf } from '../rules/evidence.ts';
import { type Clash, changesBetween, replay, threeWay } from '../rules/history.ts';
import { EMPTY_LINE, type Line, type LineContent, lineId } from '../rules/line.ts';
import { type Faults, faults, type RoadmapRefusal } from '../rules/sentences.ts';
import { mayWrite, noteIn, today, writtenBy } from './who.ts';

/** Somebody else was faster: what stands now, with what was typed laid over it, and where the two meet. */
export interface Stale {
  readonly ok: false;
  readonly code: 'stale';
  readonly detail: Readonly<Record<string, string>>;
  readonly now: Line;
  readonly merged: LineContent;
  readonly clashes: readonly Clash[];
  readonly theirs: readonly (keyof LineContent)[];
}

/** Who writes, how, and why. */
export interface Writing {
  /** Null: the program itself, for 見本県. */
  readonly seat: Seat | null;
  readonly via: Via;
  readonly note: string | null;
}

/** A new 個別取組. What it says was judged by `readDraft`. */
export async function makeLine(
  tx: Tx,
  clock: Clock,
  writing: Writing,
  bodyCode: BodyCode,
  content: LineContent,
): Promise<Result<Line, RoadmapRefusal>> {
  const { seat } = writing;
  if (seat !== null && !mayWrite(seat, 'roadmap:answer', bodyCode, content)) return refuse('not-yours');
  await lockBody(tx, bodyCode);
  const lineNo = await nextLineNo(tx, bodyCode);
  const line: Line = { bodyCode, lineNo, edition: 1, planVersion: planOfRoadmap().newest.id, content };
  await put(tx, clock, writing, null, line);
  return ok(line);
}

/**
 * Changes a line. `madeFrom`: the edition that the form showed. When another one stands meanwhile, nothing is written and
 * both come back.
 */
export async function changeLine(
  tx: Tx,
  clock: Clock,
  writing: Writing,
  of: { readonly bodyCode: BodyCode; readonly lineNo: number; readonly madeFrom: number },
  content: LineContent,
): Promise<Result<Line, RoadmapRefusal> | Stale> {
  const line = await lockLine(tx, of.bodyCode, of.lineNo);
  if (line === null) return refuse('no-such-line');
  const { seat } = writing;
  if (seat !== null && !mayWrite(seat, 'roadmap:answer', line.bodyCode, line.content))
    return refuse('not-yours');
  if (line.edition !== of.madeFrom) {
    const base = await contentAt(tx, line, of.madeFrom);
    return { ok: false, code: 'stale', detail: {}, now: line, ...threeWay(base, line.content, content) };
  }
  if (Object.keys(changesBetween(line.content, content)).length === 0) return ok(line);
  // A line whose item was chosen anew stands under the newest plan from now on.
  const planVersion = content.item === line.content.item ? line.planVersion : planOfRoadmap().newest.id;
  const next: Line = { ...line, edition: line.edition + 1, planVersion, content };
  await put(tx, clock, writing, line, next);
  return ok(next);
}

/** A line as it was at one of its editions. */
export async function contentAt(
  tx: Tx,
  line: Pick<Line, 'bodyCode' | 'lineNo'>,
  edition: number,
): Promise<LineContent> {
  const entries = await entriesOf(tx, line.bodyCode, line.lineNo);
  return replay(
    EMPTY_LINE,
    entries.filter((entry) => entry.edition <= edition),
  );
}

async function put(tx: Tx, clock: Clock, writing: Writing, before: Line | null, line: Line): Promise<void> {
  const { seat, via, note } = writing;
  const from = before?.content ?? EMPTY_LINE;
  const changes = changesBetween(from, line.content);
  await writeLine(tx, line, { changes, note, via }, writtenBy(clock, seat));
  await noteIn(tx, clock, seat, {
    action: before === null ? 'line.make' : 'line.change',
    id: lineId(line),
    bodyCode: line.bodyCode,
    detail: { edition: line.edition, fields: Object.keys(changes), via },
  });
  const marks = marksOf(await markedOf(tx, line, before === null), line.content, today(clock));
  if (marks.length === 0) return;
  await recordEvidence(tx, clock, seat, {
    bodyCode: line.bodyCode,
    source: 'roadmap',
    subject: lineId(line),
    title: `個別取組「${line.content.title}」`,
    href: `/roadmap/lines/${lineId(line)}`,
    marks,
    facts: [],
  });
}

/** What was marked of a line before, the newest record of each day. */
async function markedOf(tx: Tx, line: Line, isNew: boolean): Promise<Marked> {
  if (isNew) return new Map();
  const records = await evidenceHistory(tx, line.bodyCode, { source: 'roadmap', subject: lineId(line) });
  return new Map([...records].reverse().flatMap(({ marks }) => marks.map((mark) => [mark.on, mark.stands])));
}

interface Ending {
  readonly bodyCode: BodyCode;
  readonly lineNo: number;
  readonly madeFrom: number;
  readonly on: string;
  readonly reason: string;
}

/** Ends a line with its day and reason; the line stays readable. */
export async function endLine(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  ending: Ending,
): Promise<Result<Line, RoadmapRefusal> | Stale | Faults> {
  const line = await lockLine(tx, ending.bodyCode, ending.lineNo);
  if (line === null) return refuse('no-such-line');
  if (line.content.ended !== null) return refuse('ended-line');
  const on = parseDay(ending.on);
  const errors: FieldError[] = [];
  if (on === null)
    errors.push({ field: 'endedOn', message: '終了した日を書いてください。例：令和9年3月31日' });
  else errors.push(...endFaults(line.content, on, today(clock)));
  if (ending.reason === '') errors.push({ field: 'endReason', message: '終了の理由を書いてください。' });
  if (errors.length > 0) return faults(errors);
  const writing: Writing = { seat, via: 'page', note: ending.reason };
  const ended = { on: on ?? '', reason: ending.reason };
  return changeLine(tx, clock, writing, ending, { ...line.content, ended });
}

function endFaults(content: LineContent, on: Day, day: Day): readonly FieldError[] {
  if (on > day) return [{ field: 'endedOn', message: '終了した日は、今日までの日にしてください。' }];
  if (content.starts !== null && on < content.starts.on)
    return [{ field: 'endedOn', message: '終了した日が、開始より前です。' }];
  return [];
}

/** Takes an end back: the line goes on. */
export async function resumeLine(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: {
    readonly bodyCode: BodyCode;
    readonly lineNo: number;
    readonly madeFrom: number;
    readonly reason: string;
  },
): Promise<Result<Line, RoadmapRefusal> | Stale | Faults> {
  const line = await lockLine(tx, of.bodyCode, of.lineNo);
  if (line === null) return refuse('no-such-line');
  if (of.reason === '') return faults([{ field: 'resumeReason', message: '再開の理由を書いてください。' }]);
  const writing: Writing = { seat, via: 'page', note: of.reason };
  return changeLine(tx, clock, writing, of, { ...line.content, ended: null });
}

/** 決定: what was decided on a line, with its day and 文書番号. The 決裁 itself happens in the body's own 文書管理. */
export async function recordDecision(
  tx: Tx,
  clock: Clock,
  seat: Seat,
  of: {
    readonly bodyCode: BodyCode;
    readonly lineNo: number;
    readonly decidedOn: string;
    readonly documentNo: string;
    readonly decision: string;
  },
): Promise<Result<Line, RoadmapRefusal> | Faults> {
  const line = await lockLine(tx, of.bodyCode, of.lineNo);
  if (line === null) return refuse('no-such-line');
  const right = may(seat, 'roadmap:decide') ? 'roadmap:decide' : 'roadmap:answer';
  if (!mayWrite(seat, right, line.bodyCode, line.content)) return refuse('not-yours');
  const decidedOn = parseDay(of.decidedOn);
  const errors: FieldError[] = [];
  if (decidedOn === null)
    errors.push({ field: 'decidedOn', message: '決定した日を書いてください。例：令和8年6月1日' });
  else if (decidedOn > today(clock))
    errors.push({ field: 'decidedOn', message: '決定した日は、今日までの日にしてください。' });
  if (of.documentNo === '') errors.push({ field: 'documentNo', message: '文書番号を書いてください。' });
  if (of.decision === '') errors.push({ field: 'decision', message: '決まったことを書いてください。' });
  if (of.decision.length > LIMITS.risks)
    errors.push({ field: 'decision', message: `${LIMITS.risks}字以内で書いてください。` });
  if (errors.length > 0 || decidedOn === null) return faults(errors);
  await insertDecision(tx, line, { ...of, decidedOn }, writtenBy(clock, seat));
  await noteIn(tx, clock, seat, {
    action: 'decision.record',
    id: lineId(line),
    bodyCode: line.bodyCode,
    detail: { documentNo: of.documentNo, decidedOn },
  });
  return ok(line);
}

export type WriteRefusal = Refusal<RoadmapRefusal> | Faults | Stale;
