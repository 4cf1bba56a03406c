import { instantText } from '../../../../ui/instant-text.ts';
import { DataTable } from '../../../../ui/table.tsx';
import type { EventKind, PolicyEvent } from '../../queries/events.ts';
import { versionTitle } from '../../rules/model.ts';

const EVENT_TITLES: Readonly<Record<EventKind, string>> = {
  start: '始めた',
  revise: '改定を始めた',
  rename: '名称などを変えた',
  source: 'アドレス・PDFを登録した',
  decide: '決裁を記録した',
  'undo-decision': '決裁の記録を取り消した',
  publish: '公表を記録した',
  abolish: '廃止を記録した',
  'undo-abolition': '廃止の記録を取り消した',
  'ask-partner': '共同策定を照会した',
  consent: '共同策定の回答があった',
  workbook: 'Excelから取り込んだ',
};

/** What was done to a policy, as its page tells it. */
export function History(props: { events: readonly PolicyEvent[] }) {
  return (
    <section class="dads-section">
      <h2>経過</h2>
      <DataTable
        caption="この全体方針に行ったこと（新しい順）"
        wide
        rows={props.events}
        rowKey={({ at, what, detail }) => `${at} ${what} ${detail}`}
        columns={[
          { id: 'at', title: '日時', cell: ({ at }) => instantText(at) },
          {
            id: 'what',
            title: '行ったこと',
            cell: ({ what, versionNo }) =>
              `${EVENT_TITLES[what]}${versionNo === null ? '' : `（${versionTitle(versionNo)}）`}`,
          },
          { id: 'detail', title: '内容', cell: ({ detail }) => detail },
          { id: 'seat', title: '在席', cell: ({ seatTitle }) => seatTitle },
        ]}
      />
    </section>
  );
}
