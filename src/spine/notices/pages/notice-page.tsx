import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { may, type Seat } from '../../contracts/seat.ts';
import type { NoticeView, ReceiptLine } from '../queries/read.ts';
import { NOTICE_KINDS } from '../rules/notice.ts';
import { NoticesPage } from './parts.tsx';

export function NoticePage(props: {
  seat: Seat;
  notice: NoticeView;
  /** It came to this post; false: this post's body sent it. */
  delivered: boolean;
  receipts: readonly ReceiptLine[];
  /** Of the seat's own body. */
  own: ReceiptLine | null;
  csrf: string;
  today: Day;
}) {
  const { notice, own, seat } = props;
  return (
    <NoticesPage title={notice.title} crumbs={[{ title: notice.title }]}>
      <DescriptionList
        items={[
          { term: '種類', detail: NOTICE_KINDS[notice.kind].title },
          { term: '送り手', detail: notice.senderTitle },
          { term: '文書番号', detail: documentText(notice) },
          { term: '送った日時', detail: instantText(notice.sentAt) },
          { term: '期限', detail: notice.replyBy === null ? '－' : formatDay(notice.replyBy) },
        ]}
      />
      <section class="dads-section" aria-labelledby="text">
        <h2 id="text">本文</h2>
        <p class="dads-prewrap">{notice.text}</p>
        {notice.href === null ? null : (
          <p>
            <a href={notice.href}>この通知の場所を開く</a>
          </p>
        )}
      </section>
      {notice.attachments.length === 0 ? null : (
        <section class="dads-section" aria-labelledby="files">
          <h2 id="files">添付</h2>
          <ul class="dads-list">
            {notice.attachments.map((file) => (
              <li key={file.position}>
                <a href={`/notices/${notice.noticeId}/files/${file.position}`}>{file.fileName}</a>（
                {Math.ceil(Number(file.size) / 1024).toLocaleString('ja-JP')} kB）
              </li>
            ))}
          </ul>
        </section>
      )}
      {props.delivered && notice.wantsReceipt ? (
        <Receipt own={own} notice={notice} csrf={props.csrf} mayReceive={may(seat, 'notices:answer')} />
      ) : null}
      {notice.senderCode === seat.bodyCode ? <Receipts receipts={props.receipts} notice={notice} /> : null}
    </NoticesPage>
  );
}

function documentText(notice: NoticeView): string {
  if (notice.documentNo === null) return 'なし';
  return `${notice.documentNo}${notice.documentOn === null ? '' : `（${formatDay(notice.documentOn)}）`}`;
}

function Receipt(props: { own: ReceiptLine | null; notice: NoticeView; csrf: string; mayReceive: boolean }) {
  const { own, notice } = props;
  if (own !== null && own.receivedAt !== null) {
    return (
      <Notice kind="success" title="受領済みです">
        <p>
          {own.receivedBy}が{instantText(own.receivedAt)}に受領を記録しました。
        </p>
      </Notice>
    );
  }
  if (!props.mayReceive) return <p>受領は、回答の権限がある職が記録します。</p>;
  return (
    <form method="post" action={`/notices/${notice.noticeId}/receive`}>
      <HiddenFields csrf={props.csrf} />
      <p>団体として受け取ったことを送り手に知らせます。取消しはできません。</p>
      <Button>受領を記録する</Button>
    </form>
  );
}

function Receipts(props: { receipts: readonly ReceiptLine[]; notice: NoticeView }) {
  const { receipts } = props;
  const received = receipts.filter((line) => line.receivedAt !== null).length;
  return (
    <section class="dads-section" aria-labelledby="receipts">
      <h2 id="receipts">
        {props.notice.wantsReceipt
          ? `${receipts.length}団体のうち${received}団体が受領しました`
          : `${receipts.length}団体に送りました`}
      </h2>
      <DataTable
        caption="送った団体と受領"
        captionHidden
        columns={[
          { id: 'code', title: '団体コード', cell: (line: ReceiptLine) => line.bodyCode },
          { id: 'name', title: '団体', cell: (line) => line.name ?? line.bodyCode },
          {
            id: 'at',
            title: '受領の日時',
            cell: (line) => (line.receivedAt === null ? '受領の記録なし' : instantText(line.receivedAt)),
          },
          { id: 'by', title: '受領した職', cell: (line) => line.receivedBy ?? '－' },
        ]}
        rows={receipts}
        rowKey={(line) => line.bodyCode}
        rowHeader="name"
      />
    </section>
  );
}
