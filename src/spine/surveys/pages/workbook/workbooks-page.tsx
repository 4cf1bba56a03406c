import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { FileField, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { Upload } from '../../queries/uploads.ts';
import type { MadeWorkbook } from '../../queries/workbooks.ts';
import { ACCEPTANCE_SENTENCES } from '../../rules/sentences.ts';
import type { UploadState } from '../../tables.ts';
import { instantOf } from '../chain/parts.tsx';
import { sheetPath } from '../sheet/view.ts';

export const UPLOAD_STATE_TITLES: Readonly<Record<UploadState, string>> = {
  read: '取込前',
  refused: '読めない',
  taken: '取込済み',
  'partly-taken': '一部を取込済み',
  dropped: '取り込まずに終了',
};

/** Excelで答える: make a 回答票, send one back, and what was made and sent. */
export function WorkbooksPage(props: {
  view: OpenSheet;
  made: readonly MadeWorkbook[];
  uploads: readonly Upload[];
  token: string;
  sample: boolean;
  error?: string;
}) {
  const { view, token } = props;
  const { round, sheet } = view;
  const path = sheetPath(view, '/workbooks');
  const acceptance = ACCEPTANCE_SENTENCES[view.acceptance];
  return (
    <Page
      title="Excelの回答票で答える"
      documentTitle={`Excelの回答票 ${sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: sheetPath(view) },
        { title: 'Excel' },
      ]}
      sample={props.sample}
      asOf={round.title}
      coverage={view.due === null || view.disaster ? '締切はありません' : `締切 ${formatDay(view.due)}`}
    >
      {acceptance === null ? null : <Notice kind="warning" title={acceptance} />}
      <section class="dads-section">
        <h2>回答票を作る</h2>
        <p>今の回答と、既に分かっている値を記入した回答票ができます。マクロはありません。</p>
        <form method="post" action={path}>
          <HiddenFields csrf={token} />
          <Button>回答票（Excel）を作る</Button>
        </form>
      </section>
      <section class="dads-section">
        <h2>記入した回答票を送る</h2>
        <p>送っただけでは回答になりません。今の回答との違いを確かめてから取り込みます。</p>
        <form
          method="post"
          action={`${sheetPath(view, '/uploads')}?csrf=${encodeURIComponent(token)}`}
          encType="multipart/form-data"
        >
          <FileField
            name="file"
            label="記入した回答票"
            accept=".xlsx,.csv"
            required
            hint="無害化でファイル名、シート名、書式が変わっていても読めます。"
            {...(props.error === undefined ? {} : { error: props.error })}
          />
          <Button>送って、違いを見る</Button>
        </form>
      </section>
      <section class="dads-section">
        <h2>送った回答票</h2>
        <UploadsTable view={view} uploads={props.uploads} />
      </section>
      <section class="dads-section">
        <h2>作った回答票</h2>
        <DataTable
          caption="作った回答票（新しい順）"
          captionHidden
          wide
          rows={props.made}
          rowKey={(one) => one.workbookId}
          rowHeader="no"
          empty="まだ作っていません。"
          columns={[
            {
              id: 'no',
              title: '作成番号',
              cell: (one) => <a href={`${path}/${one.issueNo}`}>{`${one.issueNo}をダウンロード（Excel）`}</a>,
            },
            {
              id: 'what',
              title: '対象',
              cell: (one) =>
                one.printed.handoutNo === null
                  ? one.batchId === null
                    ? `${one.printed.questions.length}問`
                    : '調査をする側がまとめて作成'
                  : `${one.printed.sectionName ?? ''}（${one.printed.handoutNo}）`,
            },
            { id: 'at', title: '作成', cell: (one) => instantOf(one.madeAt) },
            { id: 'by', title: '作成した職', cell: (one) => one.madeBy },
          ]}
        />
      </section>
    </Page>
  );
}

export function UploadsTable(props: { view: Pick<OpenSheet, 'sheet'>; uploads: readonly Upload[] }) {
  return (
    <DataTable
      caption="送った回答票（新しい順）"
      captionHidden
      wide
      rows={props.uploads}
      rowKey={(one) => one.uploadId}
      rowHeader="file"
      empty="まだ送られていません。"
      columns={[
        {
          id: 'file',
          title: 'ファイル',
          cell: (one) => <a href={sheetPath(props.view, `/uploads/${one.uploadId}`)}>{one.fileName}</a>,
        },
        { id: 'state', title: '状態', cell: (one) => UPLOAD_STATE_TITLES[one.state] },
        {
          id: 'no',
          title: '作成番号',
          align: 'number',
          cell: (one) => one.reading.identity?.issueNo ?? '不明',
        },
        { id: 'at', title: '受付', cell: (one) => instantOf(one.receivedAt) },
        { id: 'by', title: '送った職', cell: (one) => one.seatTitle },
      ]}
    />
  );
}
