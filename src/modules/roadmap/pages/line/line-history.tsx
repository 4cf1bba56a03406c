import { formatDay } from '../../../../core/calendar.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import { DataTable } from '../../../../ui/table.tsx';
import { FIELDS } from '../../rules/line.ts';
import { fieldText, fieldTitles } from '../parts.tsx';
import { DecisionForm } from './line-forms.tsx';
import type { LinePageProps } from './line-page-props.ts';
import type { LineView } from './load-line.ts';

export function Decisions(props: LinePageProps) {
  const { decisions, mayDecide } = props.view;
  return (
    <section class="dads-section" aria-labelledby="decisions">
      <h2 id="decisions">決定の記録</h2>
      <DataTable
        caption="この取組について決まったこと（新しい順）"
        captionHidden
        wide
        columns={[
          {
            id: 'on',
            title: '決定した日',
            cell: (one: (typeof decisions)[number]) => formatDay(one.decidedOn),
          },
          { id: 'no', title: '文書番号', cell: (one) => one.documentNo },
          {
            id: 'what',
            title: '決まったこと',
            cell: (one) => <span class="roadmap-lines">{one.decision}</span>,
          },
          { id: 'by', title: '記録した職', cell: (one) => one.seatTitle },
        ]}
        rows={decisions}
        rowKey={(one) => String(one.decisionNo)}
        empty="決定の記録はありません。"
      />
      {mayDecide ? <DecisionForm {...props} /> : null}
    </section>
  );
}

const VIA = { page: 'ページ', file: 'ファイル', year: '年度の確認', sample: '見本' } as const;

export function History(view: LineView) {
  const names = {
    indicator: (id: string) => view.indicators.find((one) => one.id === id)?.title ?? id,
    line: (no: number) => view.all.find((one) => one.lineNo === no)?.content.title ?? `K${no}`,
    item: (id: string) => (view.item?.id === id ? view.item.title : id),
  };
  type Row = (typeof view.history)[number];
  return (
    <section class="dads-section" aria-labelledby="history">
      <h2 id="history">書き改めた記録</h2>
      <DataTable
        caption="新しい順。書いたものは消えません。"
        wide
        columns={[
          {
            id: 'at',
            title: '日',
            cell: (row: Row) => formatDay(dayInJapan(Date.parse(row.savedAt))),
          },
          {
            id: 'what',
            title: '変わったこと',
            cell: (row) => (
              <ul class="dads-list">
                {FIELDS.filter((field) => field in row.changes).map((field) => (
                  <li key={field}>
                    {fieldTitles([field])}：{fieldText(field, row.after, names)}
                  </li>
                ))}
              </ul>
            ),
          },
          { id: 'note', title: '理由', cell: (row) => row.note ?? '－' },
          { id: 'by', title: '書いた職', cell: (row) => `${row.seatTitle}（${VIA[row.via]}）` },
        ]}
        rows={view.history}
        rowKey={(row) => String(row.edition)}
      />
    </section>
  );
}
