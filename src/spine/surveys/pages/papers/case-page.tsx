import { formatDay } from '../../../../core/calendar.ts';
import type { Paper } from '../../../../core/paper.ts';
import { Page } from '../../../../ui/page.tsx';
import { PaperBlocks } from '../../../../ui/paper.tsx';

/** The paper of a case as a page: the plain way where no PDF can be made. */
export function CasePage(props: { paper: Paper; sheetNo: string }) {
  const { paper, sheetNo } = props;
  return (
    <Page
      title={paper.title}
      documentTitle={`一件書類 ${sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheetNo}`, href: `/surveys/sheets/${sheetNo}` },
        { title: '決裁と提出', href: `/surveys/sheets/${sheetNo}/decide` },
        { title: '一件書類' },
      ]}
      sample={paper.sample}
      forOutside
      asOf={`${formatDay(paper.on)} 出力`}
      coverage={paper.mark}
    >
      <p class="survey-screen-only">ブラウザーの印刷でA4に印刷するか、PDFに保存します。</p>
      <PaperBlocks blocks={paper.blocks} />
    </Page>
  );
}
