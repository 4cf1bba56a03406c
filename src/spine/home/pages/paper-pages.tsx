import { formatDay } from '../../../core/calendar.ts';
import type { Paper } from '../../../core/paper.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { PaperBlocks } from '../../../ui/paper.tsx';
import { currentViewer } from '../../../ui/viewer.ts';
import type { SheetLine } from '../../visibility/load-body.ts';

const HOME = { title: 'ホーム', href: '/home' };

export function CioPage(props: { paper: Paper }) {
  const { paper } = props;
  return (
    <Page
      title={paper.title}
      breadcrumb={[{ title: '全国', href: '/' }, HOME, { title: 'CIOの一枚' }]}
      sample={paper.sample}
      forOutside
      asOf={`${formatDay(paper.on)} 出力`}
    >
      <p class="survey-screen-only">
        <a href="/home/cio.pdf">PDFで受け取る（A4）</a>
      </p>
      <PaperBlocks blocks={paper.blocks} />
    </Page>
  );
}

/** The indicator is chosen by a form with GET: the address says what the page is about. */
export function OnePage(props: {
  paper: Paper | null;
  chosen: string;
  choices: readonly SheetLine[];
  missing: boolean;
}) {
  const { paper, chosen, choices } = props;
  const viewer = currentViewer();
  return (
    <Page
      title={paper?.title ?? '議会・首長用の一枚を作る'}
      breadcrumb={[{ title: '全国', href: '/' }, HOME, { title: '議会・首長用の一枚' }]}
      sample={paper?.sample ?? (viewer?.kind === 'signed-in' && viewer.sample)}
      forOutside
      {...(paper === null ? {} : { asOf: `${formatDay(paper.on)} 出力` })}
    >
      <div class="survey-screen-only">
        {props.missing ? (
          <Notice kind="warning" title="この指標の値は、この団体にありません" live>
            <p>次の一覧から、値のある指標を選んでください。</p>
          </Notice>
        ) : null}
        {choices.length === 0 ? (
          <p>値のある指標がありません。調査に答えるか、公表資料を取り込むと選べます。</p>
        ) : (
          <form method="get" action="/home/one-page" class="dads-row">
            <SelectField
              name="indicator"
              label="指標"
              value={chosen}
              options={choices.map(({ definition }) => ({ value: definition.id, title: definition.title }))}
            />
            <Button kind="secondary">この指標で作る</Button>
          </form>
        )}
        {paper === null ? null : (
          <p>
            <a href={`/home/one-page.pdf?indicator=${chosen}`}>PDFで受け取る（A4）</a>
          </p>
        )}
      </div>
      {paper === null ? null : <PaperBlocks blocks={paper.blocks} />}
    </Page>
  );
}
