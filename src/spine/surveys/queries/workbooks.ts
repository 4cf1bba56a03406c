import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Answers } from '../../../core/survey/answer.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { WorkbookFacts, WorkbookPrinted } from '../rules/workbook-facts.ts';
import '../tables.ts';

/** A workbook that was made: enough to draw it again exactly as it was. */
export interface MadeWorkbook extends WorkbookFacts {
  readonly workbookId: string;
  readonly roundId: string;
  readonly handoutId: string | null;
  readonly batchId: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
}

interface Row {
  body_code: string;
  workbook_id: string;
  round_id: string;
  sheet_no: string;
  handout_id: string | null;
  issue_no: number;
  known: Readonly<Record<string, number>>;
  filled: Answers;
  printed: WorkbookPrinted;
  batch_id: string | null;
  made_by: string;
  made_at: string;
}

function madeOf(row: Row): MadeWorkbook {
  return {
    workbookId: row.workbook_id,
    bodyCode: row.body_code,
    roundId: row.round_id,
    sheetNo: row.sheet_no,
    handoutId: row.handout_id,
    issueNo: row.issue_no,
    known: row.known,
    filled: row.filled,
    printed: row.printed,
    batchId: row.batch_id,
    madeBy: row.made_by,
    madeAt: row.made_at,
  };
}

function workbooks() {
  return sql`select w.*, s.sheet_no from surveys.workbook w
    join surveys.sheet s on s.body_code = w.body_code and s.round_id = w.round_id`;
}

/** Of one sheet by its 作成番号. */
export async function findWorkbook(
  db: Db,
  bodyCode: string,
  roundId: string,
  issueNo: number,
): Promise<MadeWorkbook | null> {
  const { rows } = await sql<Row>`${workbooks()}
    where w.body_code = ${bodyCode} and w.round_id = ${roundId} and w.issue_no = ${issueNo}`.execute(db);
  return rows[0] === undefined ? null : madeOf(rows[0]);
}

/** Of one sheet, newest first. */
export async function listWorkbooks(
  db: Db,
  bodyCode: string,
  roundId: string,
): Promise<readonly MadeWorkbook[]> {
  const { rows } = await sql<Row>`${workbooks()}
    where w.body_code = ${bodyCode} and w.round_id = ${roundId} order by w.issue_no desc`.execute(db);
  return rows.map(madeOf);
}

export interface NewWorkbook extends Omit<MadeWorkbook, 'issueNo' | 'sheetNo'> {}

/** Sheets of a round, one after the other, so that 作成番号 are given once. */
export async function lockSheets(tx: Tx, roundId: string, bodyCodes: readonly string[]): Promise<void> {
  await sql`select body_code from surveys.sheet
    where round_id = ${roundId} and body_code = any(${[...bodyCodes]}::text[]) order by body_code for update`.execute(
    tx,
  );
}

/** Gives each the next 作成番号 of its sheet; at most one of each sheet. The sheets are locked by the caller. */
export async function insertWorkbooks(
  tx: Tx,
  made: readonly NewWorkbook[],
): Promise<ReadonlyMap<string, number>> {
  if (made.length === 0) return new Map();
  const { rows } = await sql<{ body_code: string; issue_no: number }>`
    insert into surveys.workbook (body_code, workbook_id, round_id, handout_id, issue_no, known, filled, printed, batch_id,
      made_by, made_at)
    select n.body, n.id, n.round, n.handout, coalesce((select max(w.issue_no) from surveys.workbook w
        where w.body_code = n.body and w.round_id = n.round), 0) + 1,
      n.known, n.filled, n.printed, n.batch, n.made_by, n.made_at
    from unnest(${made.map((one) => one.bodyCode)}::text[], ${made.map((one) => one.workbookId)}::uuid[],
      ${made.map((one) => one.roundId)}::uuid[], ${made.map((one) => one.handoutId)}::uuid[],
      ${made.map((one) => JSON.stringify(one.known))}::jsonb[], ${made.map((one) => JSON.stringify(one.filled))}::jsonb[],
      ${made.map((one) => JSON.stringify(one.printed))}::jsonb[], ${made.map((one) => one.batchId)}::uuid[],
      ${made.map((one) => one.madeBy)}::text[], ${made.map((one) => one.madeAt)}::timestamptz[])
      as n(body, id, round, handout, known, filled, printed, batch, made_by, made_at)
    returning body_code, issue_no`.execute(tx);
  return new Map(rows.map((row) => [row.body_code, row.issue_no]));
}

/** All workbooks of a round that an organiser made at once. */
export interface WorkbookBatch {
  readonly batchId: string;
  readonly roundId: string;
  readonly byCode: string;
  readonly jobId: string | null;
  readonly asked: number;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly finishedAt: string | null;
}

interface BatchRow {
  batch_id: string;
  round_id: string;
  by_code: string;
  job_id: string | null;
  asked: number;
  made_by: string;
  made_at: string;
  finished_at: string | null;
}

function batchOf(row: BatchRow): WorkbookBatch {
  return {
    batchId: row.batch_id,
    roundId: row.round_id,
    byCode: row.by_code,
    jobId: row.job_id,
    asked: row.asked,
    madeBy: row.made_by,
    madeAt: row.made_at,
    finishedAt: row.finished_at,
  };
}

export async function insertBatch(tx: Tx, batch: Omit<WorkbookBatch, 'finishedAt'>): Promise<void> {
  await tx
    .insertInto('surveys.workbook_batch')
    .values({
      batch_id: batch.batchId,
      round_id: batch.roundId,
      by_code: batch.byCode,
      job_id: batch.jobId,
      asked: batch.asked,
      made_by: batch.madeBy,
      made_at: batch.madeAt,
      finished_at: null,
    })
    .execute();
}

export async function finishBatch(tx: Tx, batchId: string, at: string): Promise<void> {
  await sql`update surveys.workbook_batch set finished_at = ${at} where batch_id = ${batchId} and finished_at is null`.execute(
    tx,
  );
}

/** Of the organiser `byCode` only: another's batch is not there. */
export async function findBatch(db: Db, byCode: string, batchId: string): Promise<WorkbookBatch | null> {
  if (!/^[0-9a-f-]{36}$/.test(batchId)) return null;
  const { rows } = await sql<BatchRow>`
    select * from surveys.workbook_batch where batch_id = ${batchId} and by_code = ${byCode}`.execute(db);
  return rows[0] === undefined ? null : batchOf(rows[0]);
}

/** Newest first. */
export async function listBatches(
  db: Db,
  byCode: string,
  roundId: string,
): Promise<readonly WorkbookBatch[]> {
  const { rows } = await sql<BatchRow>`
    select * from surveys.workbook_batch where round_id = ${roundId} and by_code = ${byCode}
    order by made_at desc`.execute(db);
  return rows.map(batchOf);
}

/** Workbooks of a batch in the order of codes, beginning after one; bounded, so that all of a nation are never held at once. */
export async function workbooksOfBatch(
  db: Db,
  batchId: string,
  page: { readonly after: string; readonly limit: number; readonly offset?: number },
): Promise<readonly MadeWorkbook[]> {
  const { rows } = await sql<Row>`${workbooks()}
    where w.batch_id = ${batchId} and w.body_code > ${page.after} order by w.body_code limit ${page.limit} offset ${page.offset ?? 0}`.execute(
    db,
  );
  return rows.map(madeOf);
}

export async function countOfBatch(db: Db, batchId: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select count(*) as n from surveys.workbook where batch_id = ${batchId}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}

export async function findInBatch(db: Db, batchId: string, bodyCode: string): Promise<MadeWorkbook | null> {
  const { rows } = await sql<Row>`${workbooks()}
    where w.batch_id = ${batchId} and w.body_code = ${bodyCode}`.execute(db);
  return rows[0] === undefined ? null : madeOf(rows[0]);
}

/** Names of many bodies on a day, 見本県 too; a body that the register does not have then is not in the map. */
export async function namesOn(
  db: Db,
  bodyCodes: readonly string[],
  day: Day,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select body_code as code, name from bodies.register_row
    where body_code = any(${[...bodyCodes]}::text[]) and retired_at is null
      and valid_from <= ${day} and (valid_to is null or ${day} < valid_to)`.execute(db);
  return new Map(rows.map((row) => [row.code, row.name]));
}
