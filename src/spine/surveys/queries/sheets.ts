import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { SheetState } from '../rules/sheet-workflow.ts';
import type { Route } from '../tables.ts';
import '../tables.ts';

/** 回答票: one asked body in one round. */
export interface Sheet {
  /** The body that was asked on the 基準日. */
  readonly bodyCode: string;
  readonly roundId: string;
  /** 回答票番号: `S0012-992011` */
  readonly sheetNo: string;
  /** Who answers today: after a merger the successor. */
  readonly ownerCode: string;
  readonly route: Route;
  readonly state: SheetState;
  /** Raised by every step: a page that was shown an older one takes no step. */
  readonly stateNo: number;
  /** A deadline of its own (再依頼, 災害); null: that of the round. */
  readonly due: Day | null;
  readonly openedAt: string | null;
}

function sheets(db: Db) {
  return db
    .selectFrom('surveys.sheet as s')
    .select([
      's.body_code as bodyCode',
      's.round_id as roundId',
      's.sheet_no as sheetNo',
      's.owner_code as ownerCode',
      's.route',
      's.state',
      's.state_no as stateNo',
      's.due',
      's.opened_at as openedAt',
    ]);
}

export async function findSheet(db: Db, bodyCode: string, roundId: string): Promise<Sheet | null> {
  if (!/^[0-9a-f-]{36}$/.test(roundId)) return null;
  const query = sheets(db).where('s.body_code', '=', bodyCode).where('s.round_id', '=', roundId);
  const { rows } = await prepared(sql<Sheet>`${query}`).execute(db);
  return rows[0] ?? null;
}

/** Locks the sheet: what is saved or moved on one sheet happens one after the other. */
export async function lockSheet(tx: Tx, bodyCode: string, roundId: string): Promise<Sheet | null> {
  return (await lockSheets(tx, [bodyCode], roundId))[0] ?? null;
}

/** Several of a round, in the order of bodies: whoever locks sheets locks them in this order. */
export async function lockSheets(
  tx: Tx,
  bodyCodes: readonly string[],
  roundId: string,
): Promise<readonly Sheet[]> {
  const query = sheets(tx)
    .where('s.body_code', '=', sql<string>`any(${[...bodyCodes]}::text[])`)
    .where('s.round_id', '=', roundId)
    .orderBy('s.body_code')
    .forUpdate();
  const { rows } = await prepared(sql<Sheet>`${query}`).execute(tx);
  return rows;
}

/** Found and locked in one. */
export async function lockSheetByNo(tx: Tx, sheetNo: string): Promise<Sheet | null> {
  const query = sheets(tx).where('s.sheet_no', '=', sheetNo.toUpperCase()).forUpdate();
  const { rows } = await prepared(sql<Sheet>`${query}`).execute(tx);
  return rows[0] ?? null;
}

/** By the number in a workbook's visible cell, upper or lower case. */
export async function findSheetByNo(db: Db, sheetNo: string): Promise<Sheet | null> {
  const query = sheets(db).where('s.sheet_no', '=', sheetNo.toUpperCase());
  const { rows } = await prepared(sql<Sheet>`${query}`).execute(db);
  return rows[0] ?? null;
}

export async function sheetsOfRound(db: Db, roundId: string): Promise<readonly Sheet[]> {
  return sheets(db).where('s.round_id', '=', roundId).orderBy('s.body_code').execute();
}

/** All of a round, in the order of bodies: whoever hands in meanwhile comes before or after. */
export async function lockSheetsOfRound(tx: Tx, roundId: string): Promise<readonly Sheet[]> {
  return sheets(tx).where('s.round_id', '=', roundId).orderBy('s.body_code').forUpdate().execute();
}

export async function insertSheets(
  tx: Tx,
  roundId: string,
  asked: readonly { readonly bodyCode: string; readonly sheetNo: string; readonly route: Route }[],
): Promise<void> {
  await sql`
    insert into surveys.sheet (body_code, round_id, sheet_no, owner_code, route, state)
    select a.code, ${roundId}::uuid, a.no, a.code, a.route, 'answering'
    from unnest(${asked.map((one) => one.bodyCode)}::text[], ${asked.map((one) => one.sheetNo)}::text[],
      ${asked.map((one) => one.route)}::text[]) as a(code, no, route)`.execute(tx);
}

export interface SheetMove {
  readonly sheet: Pick<Sheet, 'bodyCode' | 'roundId' | 'stateNo'>;
  readonly to: SheetState;
}

/** False when one of the sheets has moved since it was read. */
export async function moveSheets(tx: Tx, moves: readonly SheetMove[]): Promise<boolean> {
  const done = await sql`
    update surveys.sheet s set state = m.state, state_no = s.state_no + 1
    from unnest(${moves.map((move) => move.sheet.bodyCode)}::text[], ${moves.map((move) => move.sheet.roundId)}::uuid[],
      ${moves.map((move) => move.sheet.stateNo)}::int[], ${moves.map((move) => move.to)}::text[])
      as m(body_code, round_id, state_no, state)
    where s.body_code = m.body_code and s.round_id = m.round_id and s.state_no = m.state_no`.execute(tx);
  return Number(done.numAffectedRows ?? 0n) === moves.length;
}

/** A day of their own, for sheets of a round. */
export async function setDue(
  tx: Tx,
  bodyCodes: readonly string[],
  roundId: string,
  due: Day | null,
): Promise<void> {
  await sql`
    update surveys.sheet set due = ${due}
    where body_code = any(${[...bodyCodes]}::text[]) and round_id = ${roundId}`.execute(tx);
}

export async function markOpened(tx: Tx, bodyCode: string, roundId: string, at: string): Promise<void> {
  await sql`
    update surveys.sheet set opened_at = ${at}
    where body_code = ${bodyCode} and round_id = ${roundId} and opened_at is null`.execute(tx);
}

export interface NewStep {
  readonly bodyCode: string;
  readonly roundId: string;
  readonly step: string;
  readonly from: SheetState;
  readonly to: SheetState;
  readonly comment: string | null;
  readonly questions: readonly string[];
  readonly documentNo: string | null;
  readonly seatId: string | null;
  readonly seatTitle: string;
  readonly at: string;
}

/** Each as the next step of its sheet; one step a sheet. */
export async function insertSteps(tx: Tx, steps: readonly NewStep[]): Promise<void> {
  await sql`
    insert into surveys.step (body_code, round_id, step_no, step, from_state, to_state, comment, questions, document_no,
      seat_id, seat_title, at)
    select n."bodyCode", n."roundId", coalesce((select max(t.step_no) from surveys.step t
        where t.body_code = n."bodyCode" and t.round_id = n."roundId"), 0) + 1,
      n.step, n."from", n."to", n.comment, n.questions, n."documentNo", n."seatId", n."seatTitle", n.at
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as n("bodyCode" text, "roundId" uuid, step text, "from" text,
      "to" text, comment text, questions text[], "documentNo" text, "seatId" uuid, "seatTitle" text, at timestamptz)`.execute(
    tx,
  );
}

export interface StepLine extends NewStep {
  readonly stepNo: number;
}

/** What became of a sheet, oldest first. */
export async function stepsOf(db: Db, bodyCode: string, roundId: string): Promise<readonly StepLine[]> {
  const rows = await db
    .selectFrom('surveys.step')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .where('round_id', '=', roundId)
    .orderBy('step_no')
    .execute();
  return rows.map((row) => ({
    bodyCode: row.body_code,
    roundId: row.round_id,
    stepNo: row.step_no,
    step: row.step,
    from: row.from_state,
    to: row.to_state,
    comment: row.comment,
    questions: row.questions,
    documentNo: row.document_no,
    seatId: row.seat_id,
    seatTitle: row.seat_title,
    at: row.at,
  }));
}

/** Sheets that a body answers on a day: its own, its predecessors', and its members' by consent; newest first. */
export async function sheetsToAnswer(db: Db, bodyCode: string, today: Day): Promise<readonly Sheet[]> {
  return sheets(db)
    .innerJoin('surveys.round as r', 'r.round_id', 's.round_id')
    .where((where) =>
      where.or([
        where('s.owner_code', '=', bodyCode),
        where.exists(
          where
            .selectFrom('surveys.consent as c')
            .select('c.body_code')
            .whereRef('c.body_code', '=', 's.body_code')
            .where('c.representative_code', '=', bodyCode)
            .where((each) =>
              each.or([each('c.survey_id', 'is', null), each('c.survey_id', '=', each.ref('r.survey_id'))]),
            )
            .where('c.valid_from', '<=', today)
            .where((each) => each.or([each('c.valid_to', 'is', null), each('c.valid_to', '>=', today)])),
        ),
      ]),
    )
    .orderBy('r.round_no', 'desc')
    .orderBy('s.body_code')
    .execute();
}
