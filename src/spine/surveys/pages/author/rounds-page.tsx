import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Round } from '../../queries/rounds.ts';
import { ROUND_STATE_TITLES } from '../../rules/sheet-workflow.ts';

/** Above every page of 調査回. */
export const TRAIL = [
  { title: '全国', href: '/' },
  { title: '調査・照会', href: '/surveys' },
];

/** 調査回 of the seat's body, newest first. */
export function RoundsPage(props: { rounds: readonly Round[]; sample: boolean }) {
  return (
    <Page
      title="調査回"
      breadcrumb={[...TRAIL, { title: '調査回' }]}
      sample={props.sample}
      lead={<p>調査の版を、基準日の団体に送ります。</p>}
    >
      <p>
        <Button href="/surveys/rounds/new">調査回を作る</Button>
      </p>
      <DataTable
        caption="調査回（新しい順）"
        wide
        columns={[
          {
            id: 'title',
            title: '調査回',
            cell: (one: Round) => (
              <a
                href={
                  one.state === 'draft' ? `/surveys/rounds/${one.roundId}` : `/surveys/conduct/${one.roundId}`
                }
              >
                {one.title}
              </a>
            ),
          },
          { id: 'state', title: '状態', cell: (one) => ROUND_STATE_TITLES[one.state] },
          { id: 'day', title: '基準日', cell: (one) => formatDay(one.baseDay) },
          { id: 'survey', title: '調査', cell: (one) => `${one.survey.title}（第${one.version}版）` },
          {
            id: 'due',
            title: '国締切',
            cell: (one) => (one.nationDue === null ? 'なし' : formatDay(one.nationDue)),
          },
        ]}
        rows={props.rounds}
        rowKey={(one) => one.roundId}
        rowHeader="title"
        empty="調査回はまだありません。"
      />
    </Page>
  );
}
