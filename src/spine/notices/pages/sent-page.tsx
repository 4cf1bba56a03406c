import { Button } from '../../../ui/button.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { Seat } from '../../contracts/seat.ts';
import type { SentLine } from '../queries/read.ts';
import { NOTICE_KINDS } from '../rules/notice.ts';
import { NoticesPage } from './parts.tsx';

export function SentPage(props: { seat: Seat; lines: readonly SentLine[]; shown: number }) {
  return (
    <NoticesPage
      title={`${props.seat.bodyName}が送った通知`}
      crumbs={[{ title: '送った通知' }]}
      lead={<p>新しい順に{props.shown}件まで示します。</p>}
    >
      <p class="dads-row">
        <Button kind="secondary" href="/notices/new">
          通知を書く
        </Button>
      </p>
      <DataTable
        caption="送った通知"
        captionHidden
        wide
        columns={[
          { id: 'at', title: '送った日時', cell: (line: SentLine) => instantText(line.sentAt) },
          { id: 'kind', title: '種類', cell: (line) => NOTICE_KINDS[line.kind].title },
          {
            id: 'title',
            title: '件名',
            cell: (line) => <a href={`/notices/${line.noticeId}`}>{line.title}</a>,
          },
          { id: 'document', title: '文書番号', cell: (line) => line.documentNo ?? '－' },
          {
            id: 'bodies',
            title: '送った団体',
            unit: '団体',
            align: 'number',
            cell: (line) => String(line.bodies),
          },
          {
            id: 'received',
            title: '受領',
            unit: '団体',
            align: 'number',
            cell: (line) => (line.wantsReceipt ? String(line.received) : '－'),
          },
        ]}
        rows={props.lines}
        rowKey={(line) => line.noticeId}
        rowHeader="title"
        empty="送った通知はありません。"
      />
    </NoticesPage>
  );
}
