import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';

export interface NoticeRow {
  readonly noticeId: string;
  readonly senderCode: string;
  readonly senderSeat: string | null;
  readonly senderTitle: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly documentNo: string | null;
  readonly documentOn: Day | null;
  readonly replyBy: Day | null;
  readonly wantsReceipt: boolean;
  readonly href: string | null;
  readonly sentAt: string;
}

export async function insertNotice(tx: Tx, n: NoticeRow): Promise<void> {
  await sql`insert into notices.notice (notice_id, sender_code, sender_seat, sender_title, kind, title, text,
      document_no, document_on, reply_by, wants_receipt, href, sent_at)
    values (${n.noticeId}, ${n.senderCode}, ${n.senderSeat}, ${n.senderTitle}, ${n.kind}, ${n.title}, ${n.text},
      ${n.documentNo}, ${n.documentOn}, ${n.replyBy}, ${n.wantsReceipt}, ${n.href}, ${n.sentAt})`.execute(tx);
}

export async function insertDeliveries(
  tx: Tx,
  notice: Pick<NoticeRow, 'noticeId' | 'senderCode' | 'sentAt'>,
  to: readonly { readonly bodyCode: string; readonly postId: string | null }[],
): Promise<void> {
  await sql`insert into notices.delivery (body_code, notice_id, target, sender_code, delivered_at)
    select distinct b, ${notice.noticeId}::uuid, t, ${notice.senderCode}, ${notice.sentAt}::timestamptz
    from unnest(${to.map((one) => one.bodyCode)}::text[], ${to.map((one) => one.postId ?? '')}::text[]) as u (b, t)`.execute(
    tx,
  );
}

/** The same bytes are kept once; no target is named, because what others keep need not be seen for that. */
export async function keepAttachment(
  tx: Tx,
  noticeId: string,
  file: { position: number; fileName: string; sha256: string; bytes: Uint8Array },
): Promise<void> {
  await sql`insert into notices.attachment (sha256, size, bytes)
    values (${file.sha256}, ${file.bytes.byteLength}, ${Buffer.from(file.bytes)})
    on conflict do nothing`.execute(tx);
  await sql`insert into notices.notice_attachment (notice_id, position, file_name, sha256)
    values (${noticeId}, ${file.position}, ${file.fileName}, ${file.sha256})`.execute(tx);
}

/** False: the body has received it before. */
export async function insertReceipt(
  tx: Tx,
  receipt: {
    bodyCode: string;
    noticeId: string;
    senderCode: string;
    at: string;
    seatId: string;
    by: string;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into notices.receipt (body_code, notice_id, sender_code, received_at, seat_id, received_by)
    values (${receipt.bodyCode}, ${receipt.noticeId}, ${receipt.senderCode}, ${receipt.at}, ${receipt.seatId},
      ${receipt.by})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function noteSeen(
  tx: Tx,
  seen: { bodyCode: string; noticeId: string; postId: string; at: string },
): Promise<void> {
  await sql`insert into notices.seen (body_code, notice_id, post_id, seen_at)
    values (${seen.bodyCode}, ${seen.noticeId}, ${seen.postId}, ${seen.at}) on conflict do nothing`.execute(
    tx,
  );
}
