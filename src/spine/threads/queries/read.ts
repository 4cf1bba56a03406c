import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Piece, Tx } from '../../../platform/db/database.ts';
import type { Office } from '../rules/route.ts';
import type { Act, ThreadKind, ThreadState } from '../rules/thread.ts';

export interface Thread {
  readonly bodyCode: string;
  readonly threadNo: number;
  readonly batchId: string | null;
  readonly kind: ThreadKind;
  readonly askerCode: string;
  readonly askerTitle: string;
  readonly title: string;
  readonly documentNo: string | null;
  readonly documentOn: Day | null;
  readonly aboutHref: string | null;
  readonly aboutTitle: string | null;
  readonly wantsAnswer: boolean;
  readonly state: ThreadState;
  readonly holder: string;
  readonly holderTitle: string;
  readonly keeperCode: string;
  readonly dueOn: Day | null;
  readonly messages: number;
  readonly openedAt: string;
  readonly movedAt: string;
}

const COLUMNS = sql`t.body_code as "bodyCode", t.thread_no as "threadNo", t.batch_id as "batchId", t.kind,
  t.asker_code as "askerCode", t.asker_title as "askerTitle", t.title, t.document_no as "documentNo",
  t.document_on as "documentOn", t.about_href as "aboutHref", t.about_title as "aboutTitle",
  t.wants_answer as "wantsAnswer", t.state, t.holder, t.holder_title as "holderTitle", t.keeper_code as "keeperCode",
  t.due_on as "dueOn", t.messages, t.opened_at as "openedAt", t.moved_at as "movedAt"`;

/** Null: none, or not reached by the scope. */
export async function findThread(tx: Tx, bodyCode: string, no: number): Promise<Thread | null> {
  const { rows } = await sql<Thread>`select ${COLUMNS} from threads.thread t
    where t.body_code = ${bodyCode} and t.thread_no = ${no}`.execute(tx);
  return rows[0] ?? null;
}

/** Which threads of a body: what waits here, what it asked, what went through it, or all. */
export type Shelf = 'here' | 'asked' | 'passed' | 'all';

export interface ThreadLine extends Thread {
  /** Not opened yet by any seat of the asking body's or station's body. */
  readonly unseen: boolean;
}

function onShelf(shelf: Shelf, code: string): RawBuilder<unknown> {
  if (shelf === 'here') return sql`t.keeper_code = ${code} and t.state = 'open'`;
  if (shelf === 'asked') return sql`t.asker_code = ${code}`;
  const reached = sql`exists (select from threads.station s where s.body_code = t.body_code
    and s.thread_no = t.thread_no and s.keeper_code = ${code})`;
  return shelf === 'passed'
    ? sql`${reached} and t.asker_code <> ${code} and not (t.keeper_code = ${code} and t.state = 'open')`
    : reached;
}

/** Of what waits, the longest overdue first; else the newest first. One more than a page tells that there is another. */
export async function listThreads(
  tx: Tx,
  code: string,
  page: { readonly shelf: Shelf; readonly limit: number; readonly offset: number },
): Promise<{ readonly lines: readonly ThreadLine[]; readonly more: boolean }> {
  const order = page.shelf === 'here' ? sql`t.due_on nulls last, t.moved_at` : sql`t.moved_at desc`;
  const { rows } = await sql<ThreadLine>`
    select ${COLUMNS}, exists (select from threads.station s where s.body_code = t.body_code
      and s.thread_no = t.thread_no and s.keeper_code = ${code} and s.unseen) as unseen
    from threads.thread t where ${onShelf(page.shelf, code)}
    order by ${order}, t.body_code, t.thread_no limit ${page.limit + 1} offset ${page.offset}`.execute(tx);
  return { lines: rows.slice(0, page.limit), more: rows.length > page.limit };
}

/** What waits for a body: what it has not opened, and answers that it owes. For the header; cheap by two partial indexes. */
export function waitingCount(code: Piece<string>): Piece<bigint> {
  return sql`(select count(*) from (
    select t.body_code, t.thread_no from threads.thread t
    where t.keeper_code = ${code} and t.state = 'open' and t.wants_answer
    union
    select s.body_code, s.thread_no from threads.station s where s.keeper_code = ${code} and s.unseen) w)`;
}

export interface StationCount {
  readonly holder: string;
  readonly title: string;
  readonly open: number;
  readonly late: number;
  readonly oldestDue: Day | null;
}

/** Where unanswered threads stand, of all that the scope has been reached by; the latest first. */
export async function unansweredByStation(tx: Tx, today: Day): Promise<readonly StationCount[]> {
  const { rows } = await sql<StationCount>`
    select t.holder, max(t.holder_title) as title, count(*)::integer as open,
      count(*) filter (where t.due_on < ${today})::integer as late, min(t.due_on) as "oldestDue"
    from threads.thread t where t.state = 'open' and t.wants_answer
    group by t.holder order by 4 desc, 3 desc, 1`.execute(tx);
  return rows;
}

export async function unansweredAt(tx: Tx, holder: string, limit: number): Promise<readonly Thread[]> {
  const { rows } = await sql<Thread>`
    select ${COLUMNS} from threads.thread t where t.state = 'open' and t.wants_answer and t.holder = ${holder}
    order by t.due_on nulls last, t.body_code, t.thread_no limit ${limit}`.execute(tx);
  return rows;
}

export interface Message {
  readonly messageNo: number;
  readonly act: Act | 'open';
  readonly fromStation: string;
  readonly fromTitle: string;
  readonly toStation: string | null;
  readonly toTitle: string | null;
  readonly text: string;
  readonly dueOn: Day | null;
  readonly byCode: string;
  readonly byTitle: string;
  readonly at: string;
}

export async function messagesOf(tx: Tx, thread: Thread): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`
    select message_no as "messageNo", act, from_station as "fromStation", from_title as "fromTitle",
      to_station as "toStation", to_title as "toTitle", text, due_on as "dueOn", by_code as "byCode",
      by_title as "byTitle", at
    from threads.message where body_code = ${thread.bodyCode} and thread_no = ${thread.threadNo}
    order by message_no`.execute(tx);
  return rows;
}

export interface StationLine {
  readonly station: string;
  readonly title: string;
  readonly reachedAt: string;
  readonly seenAt: string | null;
  readonly seenBy: string | null;
}

/** As far as the scope may know: all of them for who asked, its own for a station. */
export async function stationsOf(tx: Tx, thread: Thread): Promise<readonly StationLine[]> {
  const { rows } = await sql<StationLine>`
    select station, title, reached_at as "reachedAt", seen_at as "seenAt", seen_by as "seenBy"
    from threads.station where body_code = ${thread.bodyCode} and thread_no = ${thread.threadNo}
    order by reached_at, station`.execute(tx);
  return rows;
}

export interface BatchLine extends Thread {
  readonly bodyName: string;
  readonly seenAt: string | null;
  readonly seenBy: string | null;
}

/** One text to many bodies: who has opened and who has answered, those that have not first. */
export async function batchLines(tx: Tx, batchId: string): Promise<readonly BatchLine[]> {
  const { rows } = await sql<BatchLine>`
    select ${COLUMNS}, coalesce(s.title, t.body_code) as "bodyName", s.seen_at as "seenAt", s.seen_by as "seenBy"
    from threads.thread t
    left join threads.station s on s.body_code = t.body_code and s.thread_no = t.thread_no and s.station = t.body_code
    where t.batch_id = ${batchId}::uuid
    order by t.state <> 'open', s.seen_at is not null, t.body_code`.execute(tx);
  return rows;
}

/** Offices of a whole that stand on a day. */
export async function officesOn(db: Db | Tx, realm: 'real' | 'sample', day: Day): Promise<readonly Office[]> {
  const { rows } = await sql<Office>`
    select office_id as "officeId", realm, kind, title, valid_from as "validFrom", valid_to as "validTo", source
    from threads.office where realm = ${realm} and valid_from <= ${day} and (valid_to is null or ${day} < valid_to)
    order by kind, office_id`.execute(db);
  return rows;
}
