import { formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { ErrorSummary, FileField, TextField } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { Pagination } from '../../../ui/pagination.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { Run, RunPage as RunsOfPage } from '../queries/runs.ts';
import { type Asker, cellsText, StateChip } from './parts.tsx';

export const RUNS_PER_PAGE = 50;

export interface UploadErrors {
  readonly file?: string;
  readonly asOf?: string;
  readonly asOfGiven?: string;
}

export function ListPage(props: {
  runs: RunsOfPage;
  page: number;
  asker: Asker;
  /** Address of the upload form, with its token. */
  action: string;
  kinds: readonly string[];
  errors?: UploadErrors;
}) {
  const { runs, asker } = props;
  const pages = Math.max(1, Math.ceil(runs.total / RUNS_PER_PAGE));
  return (
    <Page
      title="資料の取込と取消しの履歴"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '資料の取込' }]}
      current="imports"
      operator={asker.operator}
      lead={<p>しるべの数値は、ここに並ぶ公表資料から取り込んだものです。取り消した取込も残します。</p>}
    >
      {asker.operator ? <UploadForm {...props} errors={props.errors ?? {}} /> : null}
      <h2>取込の履歴</h2>
      <DataTable
        caption="取込の履歴（新しい順）"
        captionHidden
        wide
        columns={[
          {
            id: 'when',
            title: '受付日時',
            cell: (run: Run) => <a href={`/imports/${run.runId}`}>{instantText(run.createdAt)}</a>,
          },
          { id: 'state', title: '状態', cell: (run) => <StateChip run={run} /> },
          { id: 'files', title: 'ファイル', cell: (run) => <Files run={run} /> },
          { id: 'by', title: '担当', cell: (run) => run.createdBy },
          {
            id: 'undone',
            title: '取消し',
            cell: (run) => (run.undoneAt === null ? '－' : instantText(run.undoneAt)),
          },
        ]}
        rows={runs.runs}
        rowKey={(run) => run.runId}
        rowHeader="when"
        empty="取込はまだありません。運用管理者が公表資料を取り込むと、ここに並びます。"
      />
      <Pagination page={props.page} pages={pages} href={(page) => `/imports?page=${page}`} />
    </Page>
  );
}

function Files(props: { run: Run }) {
  return (
    <ul class="dads-plain-list">
      {props.run.files.map((file) => (
        <li key={file.position}>
          {file.fileName}
          {file.report === null || file.report.kindTitle === null ? null : (
            <small>
              <br />
              {file.report.kindTitle}
              {file.asOf === null ? '' : `・${formatDay(file.asOf)}`}・{cellsText(file.report)}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

function UploadForm(props: { action: string; kinds: readonly string[]; errors: UploadErrors }) {
  const { errors } = props;
  const summary = [
    ...(errors.file === undefined ? [] : [{ field: 'file', message: errors.file }]),
    ...(errors.asOf === undefined ? [] : [{ field: 'asOf', message: errors.asOf }]),
  ];
  return (
    <section class="dads-section" aria-labelledby="new-import">
      <h2 id="new-import">資料を取り込む</h2>
      <ErrorSummary errors={summary} />
      <form method="post" action={props.action} enctype="multipart/form-data">
        <FileField
          name="file"
          label="取り込むファイル"
          hint="CSV、.xlsx、JSON。一度に50個、合計64 MBまで。複数選ぶと、全部が正しいときだけ取り込みます。"
          accept=".csv,.xlsx,.json,.topojson,.tsv,text/csv,application/json"
          multiple
          required
          error={errors.file}
        />
        <TextField
          name="asOf"
          label="基準日（資料に書かれていないときだけ）"
          hint="例：令和5年4月1日、2023-04-01"
          size="short"
          value={errors.asOfGiven}
          error={errors.asOf}
        />
        <Button>内容を確かめる</Button>
      </form>
      <Notice kind="info" title="この段階では、まだ何も取り込みません" headingLevel={3}>
        <p>次の画面で内容を確かめてから取り込みます。</p>
      </Notice>
      <Disclosure summary={`取り込める資料（${props.kinds.length}種類）`}>
        <ul>
          {props.kinds.map((kind) => (
            <li key={kind}>{kind}</li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}
