import type { Paper } from '../../../../core/paper.ts';
import { Page } from '../../../../ui/page.tsx';
import { PaperBlocks } from '../../../../ui/paper.tsx';

/** 起案セット as a page to print, and to copy from into the office's own 文書管理. The PDF shows the same blocks. */
export function DraftSetPage(props: { paper: Paper; sheetNo: string; pdf: boolean }) {
  const base = `/surveys/sheets/${props.sheetNo}`;
  return (
    <Page
      title={`起案セット：${props.paper.title}`}
      documentTitle={`起案セット ${props.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${props.sheetNo}`, href: base },
        { title: '決裁と提出', href: `${base}/decide` },
        { title: '起案セット' },
      ]}
      sample={props.paper.sample}
    >
      <p class="survey-screen-only">
        ブラウザーの印刷でA4に印刷します。表は、そのまま文書作成ソフトに貼り付けられます。
        {props.pdf ? <a href={`${base}/draft-set.pdf`}>PDFで保存する</a> : null}
      </p>
      <PaperBlocks blocks={props.paper.blocks} />
    </Page>
  );
}
