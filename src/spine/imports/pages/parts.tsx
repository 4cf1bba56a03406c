import type { ComponentChildren } from 'preact';
import { formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatNumber } from '../../../ui/figure-text.tsx';
import { Page } from '../../../ui/page.tsx';
import { Steps } from '../../../ui/steps.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Run, RunFile } from '../queries/runs.ts';
import type { FileReport } from '../rules/report.ts';
import { RUN_STATE_TITLES } from '../rules/run-state.ts';

/** What a page of one run needs to know of who asks. */
export interface Asker {
  readonly operator: boolean;
  /** Value of the hidden field against forged requests. */
  readonly token: string;
}

export function RunPage(props: {
  title: string;
  run: Run | null;
  asker: Asker;
  step?: 1 | 2 | 3;
  refreshSeconds?: number;
  children: ComponentChildren;
}) {
  const here = props.run === null ? '新しい取込' : props.run.files.map((file) => file.fileName).join('、');
  return (
    <Page
      title={props.title}
      breadcrumb={[{ title: '全国', href: '/' }, { title: '資料の取込', href: '/imports' }, { title: here }]}
      current="imports"
      operator={props.asker.operator}
      refreshSeconds={props.refreshSeconds}
    >
      {props.step === undefined ? null : (
        <Steps
          label="取込の手順"
          steps={['ファイルを選ぶ', '内容を確かめる', '結果を見る']}
          current={props.step}
        />
      )}
      {props.children}
    </Page>
  );
}

/** What the file was recognised as and why, and how its rows were matched. */
export function FileSummary(props: { file: RunFile; report: FileReport }) {
  const { file, report } = props;
  const { counts } = report;
  const items = [
    { term: '種類', detail: report.kindTitle ?? '不明' },
    ...(report.why === null ? [] : [{ term: '判定の理由', detail: report.why }]),
    { term: '基準日', detail: file.asOf === null ? '未定' : formatDay(file.asOf) },
    ...(file.editionOn === null ? [] : [{ term: '資料の公表日', detail: formatDay(file.editionOn) }]),
    {
      term: '団体との照合',
      detail: `一致 ${formatNumber(counts.matched)}、要判断 ${counts.ambiguous}、不一致 ${counts.unmatched}、団体でない行 ${formatNumber(counts.ignored)}`,
    },
    ...(report.controlsChecked === 0
      ? []
      : [{ term: '合計の照合', detail: `${formatNumber(report.controlsChecked)}件が一致` }]),
  ];
  return (
    <>
      <DescriptionList items={items} />
      {report.remarks.length === 0 ? null : (
        <Disclosure summary={`注意 ${report.remarks.length}件`} open={report.remarks.length <= 5}>
          <ul>
            {report.remarks.slice(0, 200).map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Disclosure>
      )}
      {report.ignored.length === 0 ? null : (
        <Disclosure summary={`団体として数えない行 ${formatNumber(report.ignored.length)}件`}>
          <DataTable
            caption="団体として数えない行"
            captionHidden
            columns={[
              { id: 'row', title: '行', align: 'number', cell: (row) => row.row },
              { id: 'text', title: '記載', cell: (row) => row.text },
              { id: 'why', title: '理由', cell: (row) => row.why },
            ]}
            rows={report.ignored.slice(0, 1000)}
            rowKey={(row) => `${row.row}-${row.text}`}
          />
        </Disclosure>
      )}
    </>
  );
}

/** 「追加 406、差替え 2、変更なし 0」 */
export function cellsText(report: FileReport): string {
  if (report.alreadyDone) return '同じ資料を取込済み';
  const { inserted, superseded, unchanged, older } = report.cells;
  const parts = [
    `追加 ${formatNumber(inserted)}`,
    `差替え ${formatNumber(superseded)}`,
    `変更なし ${formatNumber(unchanged)}`,
    ...(older === 0 ? [] : [`古い版のため変更なし ${formatNumber(older)}`]),
  ];
  return parts.join('、');
}

export function StateChip(props: { run: Run }) {
  const look =
    props.run.state === 'done' ? 'final' : props.run.state === 'undone' ? 'missing' : 'provisional';
  return <span class={`dads-chip dads-chip--${look}`}>{RUN_STATE_TITLES[props.run.state]}</span>;
}
