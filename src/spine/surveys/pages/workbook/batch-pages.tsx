import { Button } from '../../../../ui/button.tsx';
import { formatNumber } from '../../../../ui/figure-text.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { Pagination } from '../../../../ui/pagination.tsx';
import { Progress } from '../../../../ui/progress.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Round } from '../../queries/rounds.ts';
import type { MadeWorkbook, WorkbookBatch } from '../../queries/workbooks.ts';
import { instantOf } from '../chain/parts.tsx';

export function roundPath(round: Pick<Round, 'roundId'>, rest = ''): string {
  return `/surveys/rounds/${round.roundId}/workbooks${rest}`;
}

/** 回答票の一括作成: what was made, and the button that makes all anew. */
export function BatchesPage(props: {
  round: Round;
  batches: readonly WorkbookBatch[];
  sheets: number;
  token: string;
  sample: boolean;
}) {
  const { round } = props;
  return (
    <Page
      title="全団体の回答票（Excel）をまとめて作ります"
      documentTitle="回答票の一括作成"
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: round.title },
        { title: '回答票の一括作成' },
      ]}
      sample={props.sample}
      asOf={round.title}
      coverage={`${formatNumber(props.sheets)}団体`}
    >
      <p>公表済みの値と、前回に提出された回答を記入します。回答中の内容は入りません。</p>
      {props.sheets === 0 ? (
        <Notice kind="info" title="この調査回には、作れる回答票がありません" />
      ) : (
        <form method="post" action={roundPath(round)}>
          <HiddenFields csrf={props.token} />
          <Button>{`${formatNumber(props.sheets)}団体分の回答票を作る`}</Button>
        </form>
      )}
      <DataTable
        caption="まとめて作った回答票"
        wide
        rows={props.batches}
        rowKey={(batch) => batch.batchId}
        rowHeader="at"
        empty="まだ作っていません。"
        columns={[
          {
            id: 'at',
            title: '作成',
            cell: (batch) => <a href={roundPath(round, `/${batch.batchId}`)}>{instantOf(batch.madeAt)}</a>,
          },
          { id: 'asked', title: '団体', align: 'number', cell: (batch) => formatNumber(batch.asked) },
          {
            id: 'state',
            title: '状態',
            cell: (batch) => (batch.finishedAt === null ? '作成中' : '作成済み'),
          },
          { id: 'by', title: '作成した職', cell: (batch) => batch.madeBy },
        ]}
      />
    </Page>
  );
}

/** One batch: how far it is; then one ZIP, and each workbook alone, because a ZIP is often blocked. */
export function BatchPage(props: {
  round: Round;
  batch: WorkbookBatch;
  done: number;
  page: number;
  pages: number;
  made: readonly MadeWorkbook[];
  sample: boolean;
}) {
  const { round, batch } = props;
  const finished = batch.finishedAt !== null;
  return (
    <Page
      title={finished ? '回答票ができました' : '回答票を作っています'}
      documentTitle="回答票の一括作成"
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: '回答票の一括作成', href: roundPath(round) },
        { title: instantOf(batch.madeAt) },
      ]}
      sample={props.sample}
      asOf={round.title}
      coverage={`${formatNumber(batch.asked)}団体`}
      {...(finished ? {} : { refreshSeconds: 3 })}
    >
      {finished ? (
        <p class="dads-row">
          <Button href={roundPath(round, `/${batch.batchId}/zip`)}>まとめてダウンロード（ZIP）</Button>
        </p>
      ) : (
        <Progress
          label="回答票の作成"
          done={props.done}
          total={batch.asked}
          unit="団体"
          note="このページを閉じても続きます"
        />
      )}
      <p>ZIPが届かないネットワークでは、団体ごとのファイルを使ってください。</p>
      <DataTable
        caption="団体ごとの回答票"
        wide
        rows={props.made}
        rowKey={(made) => made.workbookId}
        rowHeader="name"
        empty="まだできていません。"
        columns={[
          { id: 'name', title: '団体', cell: (made) => made.printed.bodyName },
          {
            id: 'file',
            title: '回答票',
            cell: (made) => (
              <a href={roundPath(round, `/${batch.batchId}/${made.bodyCode}`)}>
                {`${made.sheetNo}（Excel）`}
              </a>
            ),
          },
          { id: 'no', title: '作成番号', align: 'number', cell: (made) => made.issueNo },
          {
            id: 'filled',
            title: '記入済み',
            unit: '問',
            align: 'number',
            cell: (made) => Object.keys(made.filled).length,
          },
        ]}
      />
      <Pagination
        page={props.page}
        pages={props.pages}
        href={(page) => roundPath(round, `/${batch.batchId}?page=${page}`)}
      />
    </Page>
  );
}
