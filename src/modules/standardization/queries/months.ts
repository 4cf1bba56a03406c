import { sql } from 'kysely';
import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { States } from '../rules/states.ts';
import type { StepList } from '../rules/step-list.ts';

export type Via = 'page' | 'workbook' | 'api' | 'file' | 'bulk' | 'sample';

/** One line of a body's month as it is stored. */
export interface StoredLine {
  readonly bodyCode: BodyCode;
  readonly month: Day;
  readonly businessNo: number;
  readonly listSince: Day | null;
  readonly states: States;
  readonly revision: number;
  readonly baseMonth: Day | null;
  readonly baseRevision: number | null;
}

export interface MonthReport {
  readonly month: Day;
  readonly fromMonth: Day | null;
  readonly via: Via;
  readonly seatTitle: string;
  readonly reportedAt: string;
}

export interface MonthClose {
  readonly month: Day;
  readonly digest: string;
  readonly asked: number;
  readonly reported: number;
  readonly closedBy: string;
  readonly closedAt: string;
}

const LINE =
  sql.raw(`s.body_code as "bodyCode", s.month, s.business_no as "businessNo", s.list_since as "listSince",
  s.states, s.revision, s.base_month as "baseMonth", s.base_revision as "baseRevision"`);

/** In the order of their days. */
export async function stepLists(db: Db, whole: BodyCode): Promise<readonly StepList[]> {
  const { rows } = await sql<StepList>`
    select since, steps, items, source from standardization.step_list
    where whole_code = ${whole} order by since`.execute(db);
  return rows;
}

export async function insertStepList(
  tx: Tx,
  whole: BodyCode,
  list: StepList,
  by: string,
  at: string,
): Promise<void> {
  await sql`insert into standardization.step_list (whole_code, since, steps, items, source, recorded_by, recorded_at)
    values (${whole}, ${list.since}::date, ${[...list.steps]}::text[], ${[...list.items]}::smallint[], ${list.source}, ${by}, ${at}::timestamptz)
    on conflict (whole_code, since) do nothing`.execute(tx);
}

export async function setItems(tx: Tx, whole: BodyCode, since: Day, items: readonly number[]): Promise<void> {
  await sql`update standardization.step_list set items = ${[...items]}::smallint[]
    where whole_code = ${whole} and since = ${since}::date`.execute(tx);
}

/** Two who save for one body wait for each other; a month is not closed while somebody saves into it. */
export async function lockMonth(tx: Tx, bodyCode: BodyCode, whole: BodyCode): Promise<void> {
  const locks = sql`select pg_advisory_xact_lock_shared(hashtext(${`standardization-close ${whole}`})),
    pg_advisory_xact_lock(hashtext(${`standardization ${bodyCode}`}))`;
  await prepared(locks).execute(tx);
}

export async function lockClose(tx: Tx, whole: BodyCode): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`standardization-close ${whole}`}))`.execute(tx);
}

export async function closeOf(db: Db, whole: BodyCode, month: Day): Promise<MonthClose | null> {
  const [found] = (await closes(db, whole)).filter((one) => one.month === month);
  return found ?? null;
}

/** The newest first. */
export async function closes(db: Db, whole: BodyCode): Promise<readonly MonthClose[]> {
  const { rows } = await sql<MonthClose>`
    select month, digest, asked, reported, closed_by as "closedBy", closed_at as "closedAt"
    from standardization.month_close where whole_code = ${whole} order by month desc`.execute(db);
  return rows;
}

export async function insertClose(tx: Tx, whole: BodyCode, close: MonthClose): Promise<void> {
  await sql`insert into standardization.month_close (whole_code, month, digest, asked, reported, closed_by, closed_at)
    values (${whole}, ${close.month}::date, ${close.digest}, ${close.asked}, ${close.reported}, ${close.closedBy},
      ${close.closedAt}::timestamptz)`.execute(tx);
}

/** The newest first. */
export async function reportsOf(db: Db, bodyCode: BodyCode): Promise<readonly MonthReport[]> {
  const { rows } = await sql<MonthReport>`
    select month, from_month as "fromMonth", via, seat_title as "seatTitle", reported_at as "reportedAt"
    from standardization.month_report where body_code = ${bodyCode} order by month desc`.execute(db);
  return rows;
}

export async function linesOf(db: Db, bodyCode: BodyCode, month: Day): Promise<readonly StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select ${LINE} from standardization.month_state s
    where s.body_code = ${bodyCode} and s.month = ${month}::date order by s.business_no`.execute(db);
  return rows;
}

export interface StoredEvent {
  readonly bodyCode: BodyCode;
  readonly month: Day;
  readonly businessNo: number;
  readonly revision: number;
  readonly changes: string;
  readonly via: Via;
  readonly seatTitle: string;
  readonly reason: string | null;
  readonly documentNo: string | null;
  readonly at: string;
}

/** What moved in a body's month, in the order in which it moved; of one business with `businessNo`. */
export async function eventsOf(
  db: Db,
  bodyCode: BodyCode,
  month: Day,
  businessNo: number | null = null,
): Promise<readonly StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select body_code as "bodyCode", month, business_no as "businessNo", revision, changes, via,
      seat_title as "seatTitle", reason, document_no as "documentNo", at
    from standardization.step_event
    where body_code = ${bodyCode} and month = ${month}::date
      and (${businessNo}::int is null or business_no = ${businessNo}::int)
    order by business_no, revision`.execute(db);
  return rows;
}
