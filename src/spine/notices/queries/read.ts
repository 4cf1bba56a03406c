import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db, Piece, Tx } from '../../../platform/db/database.ts';
import type { NoticeKind } from '../rules/notice.ts';
import type { NoticeRow } from './write.ts';

/** Whose notices: those to the whole body and those to the post. */
export interface Reader {
  readonly bodyCode: string | Piece<string>;
  readonly postId: string | Piece<string>;
}

export interface NoticeLine {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly senderTitle: string;
  readonly documentNo: string | null;
  readonly replyBy: Day | null;
  readonly wantsReceipt: boolean;
  readonly deliveredAt: string;
  readonly seen: boolean;
  readonly received: boolean;
}

function toReader(reader: Reader): RawBuilder<unknown> {
  return sql`d.body_code = ${reader.bodyCode} and d.target in ('', ${reader.postId}::text)`;
}

function unseen(reader: Reader): RawBuilder<unknown> {
  return sql`not exists (select from notices.seen s
    where s.body_code = d.body_code and s.notice_id = d.notice_id and s.post_id = ${reader.postId}::uuid)`;
}

/** Newest first; one more than a page tells that there is another. */
export async function listNotices(
  tx: Tx,
  reader: Reader,
  page: { limit: number; offset: number; openOnly: boolean },
): Promise<{ readonly lines: readonly NoticeLine[]; readonly more: boolean }> {
  const open = page.openOnly
    ? sql`and (${unseen(reader)} or (n.wants_receipt and r.notice_id is null))`
    : sql``;
  const { rows } = await sql<NoticeLine>`
    select d.notice_id as "noticeId", n.kind, n.title, n.sender_title as "senderTitle",
      n.document_no as "documentNo", n.reply_by as "replyBy", n.wants_receipt as "wantsReceipt",
      max(d.delivered_at) as "deliveredAt", bool_and(not (${unseen(reader)})) as seen,
      r.notice_id is not null as received
    from notices.delivery d
    join notices.notice n on n.notice_id = d.notice_id
    left join notices.receipt r on r.body_code = d.body_code and r.notice_id = d.notice_id
    where ${toReader(reader)} ${open}
    group by d.notice_id, n.kind, n.title, n.sender_title, n.document_no, n.reply_by, n.wants_receipt, r.notice_id
    order by max(d.delivered_at) desc, d.notice_id limit ${page.limit + 1} offset ${page.offset}`.execute(tx);
  return { lines: rows.slice(0, page.limit), more: rows.length > page.limit };
}

/** For the header. */
export function unseenCount(reader: Reader): Piece<bigint> {
  return sql`(select count(distinct d.notice_id) from notices.delivery d
    where ${toReader(reader)} and ${unseen(reader)})`;
}

export async function countUnseen(tx: Tx, reader: Reader): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select ${unseenCount(reader)} as n`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export interface NoticeView extends NoticeRow {
  readonly kind: NoticeKind;
  readonly attachments: readonly {
    readonly position: number;
    readonly fileName: string;
    readonly size: bigint;
  }[];
}

/** Null: none, or neither sent nor received by the body of the scope. */
export async function findNotice(tx: Tx, noticeId: string): Promise<NoticeView | null> {
  const { rows } = await sql<NoticeRow & { kind: NoticeKind }>`
    select notice_id as "noticeId", sender_code as "senderCode", sender_seat as "senderSeat",
      sender_title as "senderTitle", kind, title, text, document_no as "documentNo", document_on as "documentOn",
      reply_by as "replyBy", wants_receipt as "wantsReceipt", href, sent_at as "sentAt"
    from notices.notice where notice_id = ${noticeId}::uuid`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const files = await sql<NoticeView['attachments'][number]>`
    select a.position, a.file_name as "fileName", f.size from notices.notice_attachment a
    join notices.attachment f on f.sha256 = a.sha256
    where a.notice_id = ${noticeId}::uuid order by a.position`.execute(tx);
  return { ...row, attachments: files.rows };
}

/** Whether it came to this post: another post's notice is none of mine, though of the same body. */
export async function isDelivered(tx: Tx, noticeId: string, reader: Reader): Promise<boolean> {
  const { rows } = await sql`select 1 from notices.delivery d
    where ${toReader(reader)} and d.notice_id = ${noticeId}::uuid limit 1`.execute(tx);
  return rows.length > 0;
}

export async function readAttachment(
  tx: Tx,
  noticeId: string,
  position: number,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array } | null> {
  const { rows } = await sql<{ file_name: string; bytes: Buffer }>`
    select a.file_name, f.bytes from notices.notice_attachment a
    join notices.attachment f on f.sha256 = a.sha256
    where a.notice_id = ${noticeId}::uuid and a.position = ${position}`.execute(tx);
  return rows[0] === undefined ? null : { fileName: rows[0].file_name, bytes: rows[0].bytes };
}

export interface ReceiptLine {
  readonly bodyCode: string;
  readonly name: string | null;
  readonly receivedAt: string | null;
  readonly receivedBy: string | null;
}

/** To whom it went and who has received it, for who sent it; those that have not come first. */
export async function receiptsOf(tx: Tx, noticeId: string): Promise<readonly ReceiptLine[]> {
  const { rows } = await sql<ReceiptLine>`
    select d.body_code as "bodyCode", b.name, r.received_at as "receivedAt", r.received_by as "receivedBy"
    from (select distinct body_code, notice_id, delivered_at from notices.delivery
      where notice_id = ${noticeId}::uuid) d
    left join notices.receipt r on r.body_code = d.body_code and r.notice_id = d.notice_id
    left join bodies.register_row b on b.body_code = d.body_code and b.retired_at is null and b.valid_to is null
    order by r.received_at is not null, d.body_code`.execute(tx);
  return rows;
}

export interface SentLine {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly documentNo: string | null;
  readonly wantsReceipt: boolean;
  readonly sentAt: string;
  readonly bodies: bigint;
  readonly received: bigint;
}

export async function listSent(tx: Tx, senderCode: string, limit: number): Promise<readonly SentLine[]> {
  const { rows } = await sql<SentLine>`
    select n.notice_id as "noticeId", n.kind, n.title, n.document_no as "documentNo",
      n.wants_receipt as "wantsReceipt", n.sent_at as "sentAt",
      (select count(distinct d.body_code) from notices.delivery d where d.notice_id = n.notice_id) as bodies,
      (select count(*) from notices.receipt r where r.notice_id = n.notice_id) as received
    from notices.notice n where n.sender_code = ${senderCode}
    order by n.sent_at desc, n.notice_id limit ${limit}`.execute(tx);
  return rows;
}

/** Bodies with something open and somebody to write to, after a place, in the order of codes: for the weekly mail. */
export async function bodiesWithOpen(db: Db | Tx, after: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ body_code: string }>`
    select distinct d.body_code from notices.delivery d
    join notices.notice n on n.notice_id = d.notice_id
    left join notices.receipt r on r.body_code = d.body_code and r.notice_id = d.notice_id
    where d.body_code > ${after} and (not exists (select from notices.seen s
        where s.body_code = d.body_code and s.notice_id = d.notice_id)
      or (n.wants_receipt and r.notice_id is null))
      and exists (select from posts.seat t join posts.person p on p.person_id = t.person_id
        where t.body_code = d.body_code and p.mail is not null)
    order by 1 limit ${limit}`.execute(db);
  return rows.map((row) => row.body_code);
}

export interface OpenOfPost {
  readonly unseen: number;
  readonly unreceived: number;
  readonly nextReply: Day | null;
}

export async function openOf(tx: Tx, reader: Reader, today: Day): Promise<OpenOfPost> {
  const { rows } = await sql<{ unseen: bigint; unreceived: bigint; next: Day | null }>`
    select count(distinct d.notice_id) filter (where ${unseen(reader)}) as unseen,
      count(distinct d.notice_id) filter (where n.wants_receipt and r.notice_id is null) as unreceived,
      min(n.reply_by) filter (where n.reply_by >= ${today} and r.notice_id is null) as next
    from notices.delivery d
    join notices.notice n on n.notice_id = d.notice_id
    left join notices.receipt r on r.body_code = d.body_code and r.notice_id = d.notice_id
    where ${toReader(reader)}`.execute(tx);
  const [row] = rows;
  return {
    unseen: Number(row?.unseen ?? 0n),
    unreceived: Number(row?.unreceived ?? 0n),
    nextReply: row?.next ?? null,
  };
}

/** Bodies that have not received what is due on one of these days. */
export async function unreceivedDueOn(
  tx: Tx,
  days: readonly Day[],
): Promise<readonly { readonly bodyCode: string; readonly noticeId: string; readonly replyBy: Day }[]> {
  const { rows } = await sql<{ bodyCode: string; noticeId: string; replyBy: Day }>`
    select distinct d.body_code as "bodyCode", n.notice_id as "noticeId", n.reply_by as "replyBy"
    from notices.notice n join notices.delivery d on d.notice_id = n.notice_id
    where n.reply_by = any (${days}::date[]) and not exists (select from notices.receipt r
      where r.body_code = d.body_code and r.notice_id = n.notice_id)
    order by 1, 2`.execute(tx);
  return rows;
}
