import { formatDay } from '../../../../core/calendar.ts';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { RoundHead } from '../../queries/rounds.ts';
import { ROUND_STATE_TITLES } from '../../rules/sheet-workflow.ts';
import { type Counts, dueText, owedOf, sheetsOf } from './counts.ts';

/** 調査回 as a prefecture or an organiser opens them. `base`: `/surveys/review` or `/surveys/conduct`. */
export function RoundsPage(props: {
  title: string;
  lead: string;
  base: string;
  rounds: readonly RoundHead[];
  counts: ReadonlyMap<string, Counts>;
  sample: boolean;
}) {
  return (
    <Page
      title={props.title}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: props.title },
      ]}
      sample={props.sample}
      lead={<p>{props.lead}</p>}
    >
      <DataTable
        caption="調査回"
        wide
        columns={[
          {
            id: 'title',
            title: '調査回',
            cell: (round: RoundHead) => <a href={`${props.base}/${round.roundId}`}>{round.title}</a>,
          },
          { id: 'day', title: '基準日', cell: (round) => formatDay(round.baseDay) },
          { id: 'state', title: '状態', cell: (round) => ROUND_STATE_TITLES[round.state] },
          {
            id: 'due',
            title: '県締切',
            cell: (round) => dueText(round.prefectureDue, '－'),
          },
          {
            id: 'nation',
            title: '国締切',
            cell: (round) => dueText(round.nationDue, '－'),
          },
          {
            id: 'asked',
            title: '照会した団体',
            align: 'number',
            cell: (round) => sheetsOf(props.counts.get(round.roundId)).toLocaleString('ja'),
          },
          {
            id: 'waiting',
            title: '確認待ち',
            align: 'number',
            cell: (round) => props.counts.get(round.roundId)?.get('handed-in') ?? 0,
          },
          {
            id: 'owed',
            title: '未提出',
            align: 'number',
            cell: (round) => owedOf(props.counts.get(round.roundId)).toLocaleString('ja'),
          },
        ]}
        rows={props.rounds}
        rowKey={(round) => round.roundId}
        rowHeader="title"
        empty="調査回はまだありません。調査が送られると、ここに並びます。"
      />
    </Page>
  );
}
