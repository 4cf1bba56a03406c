import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { Changes, Entry } from '../rules/history.ts';
import type { Line, LineContent } from '../rules/line.ts';
import '../tables.ts';

/** Who wrote, and when. */
export interface Written {
  readonly seatId: string | null;
  readonly seatTitle: string;
  /** ISO instant. */
  readonly at: string;
}

export type Via = 'page' | 'file' | 'year' | 'sample';

export interface HistoryEntry extends Entry {
  readonly lineNo: number;
  readonly note: string | null;
  readonly via: Via;
  readonly seatTitle: string;
  readonly savedAt: string;
}

const COLUMNS = ['body_code', 'line_no', 'edition', 'plan_version', 'content'] as const;
interface Row {
  readonly body_code: string;
  readonly line_no: number;
  readonly edition: number;
  readonly plan_version: string;
  readonly content: LineContent;
}

function toLine(row: Row): Line {
  return {
    bodyCode: row.body_code,
    lineNo: row.line_no,
    edition: row.edition,
    planVersion: row.plan_version,
    content: row.content,
  };
}

/** All lines of a body, ended ones too, in the order in which they were made. */
export async function linesOf(tx: Tx, bodyCode: BodyCode): Promise<readonly Line[]> {
  const rows = await tx
    .selectFrom('roadmap.line')
    .select(COLUMNS)
    .where('body_code', '=', bodyCode)
    .orderBy('line_no')
    .execute();
  return rows.map(toLine);
}

export async function findLine(tx: Tx, bodyCode: BodyCode, lineNo: number): Promise<Line | null> {
  const row = await tx
    .selectFrom('roadmap.line')
    .select(COLUMNS)
    .where('body_code', '=', bodyCode)
    .where('line_no', '=', lineNo)
    .executeTakeFirst();
  return row === undefined ? null : toLine(row);
}

/** The same, held until the transaction ends: what is compared is what is written over. */
export async function lockLine(tx: Tx, bodyCode: BodyCode, lineNo: number): Promise<Line | null> {
  const row = await tx
    .selectFrom('roadmap.line')
    .select(COLUMNS)
    .where('body_code', '=', bodyCode)
    .where('line_no', '=', lineNo)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toLine(row);
}

/** One writer at a time gives a body's next numbers. */
export async function lockBody(tx: Tx, bodyCode: BodyCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('roadmap'), hashtext(${bodyCode}))`.execute(tx);
}

/** Under `lockBody`. Numbers are never used again. */
export async function nextLineNo(tx: Tx, bodyCode: BodyCode): Promise<number> {
  const row = await tx
    .selectFrom('roadmap.line')
    .select((eb) => eb.fn.max('line_no').as('last'))
    .where('body_code', '=', bodyCode)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

/** The line and its entry, in one: an entry without its line, or the other way, cannot be. */
export async function writeLine(
  tx: Tx,
  line: Line,
  entry: { readonly changes: Changes; readonly note: string | null; readonly via: Via },
  by: Written,
): Promise<void> {
  const { bodyCode, lineNo, edition } = line;
  const content = JSON.stringify(line.content);
  if (edition === 1) {
    await tx
      .insertInto('roadmap.line')
      .values({
        body_code: bodyCode,
        line_no: lineNo,
        edition,
        plan_version: line.planVersion,
        content,
        changed_at: by.at,
      })
      .execute();
  } else {
    await tx
      .updateTable('roadmap.line')
      .set({ edition, content, plan_version: line.planVersion, changed_at: by.at })
      .where('body_code', '=', bodyCode)
      .where('line_no', '=', lineNo)
      .execute();
  }
  await tx
    .insertInto('roadmap.entry')
    .values({
      body_code: bodyCode,
      line_no: lineNo,
      edition,
      changes: JSON.stringify(entry.changes),
      note: entry.note,
      via: entry.via,
      seat_id: by.seatId,
      seat_title: by.seatTitle,
      saved_at: by.at,
    })
    .execute();
}

/** Writings of one line (of all lines of the body without a number), in the order of their editions. */
export async function entriesOf(
  tx: Tx,
  bodyCode: BodyCode,
  lineNo: number | null = null,
): Promise<readonly HistoryEntry[]> {
  const rows = await tx
    .selectFrom('roadmap.entry')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .$if(lineNo !== null, (query) => query.where('line_no', '=', lineNo as number))
    .orderBy('line_no')
    .orderBy('edition')
    .execute();
  return rows.map((row) => ({
    lineNo: row.line_no,
    edition: row.edition,
    changes: row.changes,
    note: row.note,
    via: row.via,
    seatTitle: row.seat_title,
    savedAt: row.saved_at,
  }));
}

export interface Decision {
  readonly decisionNo: number;
  readonly decidedOn: Day;
  readonly documentNo: string;
  readonly decision: string;
  readonly seatTitle: string;
}

export async function decisionsOf(
  tx: Tx,
  bodyCode: BodyCode,
  lineNo: number | null = null,
): Promise<readonly (Decision & { readonly lineNo: number })[]> {
  const rows = await tx
    .selectFrom('roadmap.decision')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .$if(lineNo !== null, (query) => query.where('line_no', '=', lineNo as number))
    .orderBy('decided_on', 'desc')
    .orderBy('decision_no', 'desc')
    .execute();
  return rows.map((row) => ({
    lineNo: row.line_no,
    decisionNo: row.decision_no,
    decidedOn: row.decided_on,
    documentNo: row.document_no,
    decision: row.decision,
    seatTitle: row.seat_title,
  }));
}

/** Under `lockLine`. */
export async function insertDecision(
  tx: Tx,
  line: Pick<Line, 'bodyCode' | 'lineNo'>,
  decision: Pick<Decision, 'decidedOn' | 'documentNo' | 'decision'>,
  by: Written,
): Promise<void> {
  await sql`
    insert into roadmap.decision
    select ${line.bodyCode}, ${line.lineNo}, coalesce(max(decision_no), 0) + 1, ${decision.decidedOn}::date,
      ${decision.documentNo}, ${decision.decision}, ${by.seatId}::uuid, ${by.seatTitle}, ${by.at}::timestamptz
    from roadmap.decision where body_code = ${line.bodyCode} and line_no = ${line.lineNo}`.execute(tx);
}
