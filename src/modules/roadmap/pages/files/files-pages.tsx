import { Button } from '../../../../ui/button.tsx';
import { FileField, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Looked } from '../../actions/files.ts';
import type { Upload } from '../../queries/uploads.ts';
import { EMPTY_LINE, type LineContent, lineId } from '../../rules/line.ts';
import type { Asking } from '../asking.ts';
import { crumbs, fieldText, fieldTitles } from '../parts.tsx';

/** `/roadmap/files` */
export function FilesPage(props: { asking: Asking; mayAnswer: boolean; error: string | null }) {
  const { asking, error } = props;
  return (
    <Page
      title="工程表をExcelやCSVで受け渡します"
      breadcrumb={crumbs({ title: 'Excel・CSV' })}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
    >
      {error === null ? null : <Notice kind="error" live title={error} />}
      <section class="dads-section" aria-labelledby="export">
        <h2 id="export">書き出す</h2>
        <p class="roadmap-actions">
          <Button kind="secondary" href="/roadmap/lines.xlsx">
            Excelで書き出す
          </Button>
          <Button kind="secondary" href="/roadmap/lines.csv">
            CSV（UTF-8）で書き出す
          </Button>
          <Button kind="secondary" href="/roadmap/lines.csv?encoding=shift_jis">
            CSV（Shift_JIS）で書き出す
          </Button>
        </p>
      </section>
      {props.mayAnswer ? (
        <section class="dads-section" aria-labelledby="import">
          <h2 id="import">取り込む</h2>
          <p>書き出したファイルを直して送ります。取り込む前に、変わるところを確かめます。</p>
          <ul class="dads-list">
            <li>取組番号と更新番号は変えません。新しい取組の行では、両方を空けます。</li>
            <li>空けた欄は「未記入」になります。列ごと消した項目は、そのまま残ります。</li>
            <li>予算は「当初1200000、補正300000」のように、区分と円の整数で書きます。</li>
          </ul>
          <form
            method="post"
            action={`/roadmap/files?csrf=${encodeURIComponent(asking.csrf)}`}
            encType="multipart/form-data"
          >
            <FileField name="file" label="工程表のファイル" accept=".xlsx,.csv" required />
            <Button>ファイルを読み、確かめる</Button>
          </form>
        </section>
      ) : null}
    </Page>
  );
}

const KINDS: Readonly<Record<Looked['kind'], string>> = {
  new: '新しい取組',
  changed: '変わる',
  unchanged: '変わらない',
  refused: '取り込めない',
  clash: 'ほかの人と同じ項目',
};

/** `/roadmap/files/{id}`: what would change, before anything is written. */
export function UploadPage(props: {
  asking: Asking;
  upload: Upload;
  looked: readonly Looked[];
  names: Parameters<typeof fieldText>[2];
}) {
  const { asking, upload, looked } = props;
  const count = (kind: Looked['kind']) => looked.filter((one) => one.kind === kind).length;
  const takeable = count('new') + count('changed');
  const taken = upload.takenAt !== null;
  return (
    <Page
      title={taken ? 'ファイルを取り込みました' : `${takeable}件を取り込めます`}
      documentTitle="ファイルの確認（工程表）"
      breadcrumb={crumbs({ title: 'Excel・CSV', href: '/roadmap/files' }, { title: 'ファイルの確認' })}
      sample={asking.sample}
      asOf={asking.seat.bodyName}
      coverage={`${upload.fileName}　新しい${count('new')}件、変わる${count('changed')}件、変わらない${count(
        'unchanged',
      )}件、取り込めない${count('refused') + count('clash')}件`}
      wide
    >
      {taken ? (
        <Notice kind="success" title="取り込みは終わっています">
          <p>下は、今の工程表と比べた結果です。残った行は、直してもう一度送れます。</p>
        </Notice>
      ) : null}
      <DataTable
        caption="行ごとの内容"
        wide
        columns={[
          { id: 'row', title: '行', align: 'number', cell: (one: Looked) => one.proposal.row },
          { id: 'kind', title: '扱い', cell: (one) => <strong>{KINDS[one.kind]}</strong> },
          {
            id: 'line',
            title: '個別取組',
            cell: (one) =>
              one.now === null ? (
                one.proposal.content.title || '－'
              ) : (
                <a href={`/roadmap/lines/${lineId(one.now)}`}>{one.now.content.title}</a>
              ),
          },
          {
            id: 'what',
            title: '変わるところ、直すところ',
            cell: (one) => <What row={one} names={props.names} />,
          },
        ]}
        rows={looked}
        rowKey={(one) => String(one.proposal.row)}
        empty="取組の行がありません。"
      />
      {taken || takeable === 0 ? (
        <p>
          <Button kind="secondary" href="/roadmap">
            工程表へ戻る
          </Button>
        </p>
      ) : (
        <form method="post" action={`/roadmap/files/${upload.uploadId}/take`}>
          <HiddenFields csrf={asking.csrf} />
          <Button>{takeable}件を取り込む</Button>
        </form>
      )}
    </Page>
  );
}

function What(props: { row: Looked; names: Parameters<typeof fieldText>[2] }) {
  const { row: one, names } = props;
  const text = (field: keyof LineContent, content: LineContent) => fieldText(field, content, names);
  if (one.kind === 'refused')
    return (
      <ul class="dads-list">
        {one.proposal.errors.map((error) => (
          <li key={`${error.field}-${error.message}`}>
            {error.field}：{error.message}
          </li>
        ))}
      </ul>
    );
  if (one.kind === 'clash')
    return (
      <ul class="dads-list">
        {one.clashes.map((clash) => (
          <li key={clash.field}>
            {fieldTitles([clash.field])}：今の値「{text(clash.field, one.now?.content ?? EMPTY_LINE)}」、
            ファイル「{text(clash.field, one.proposal.content)}」
          </li>
        ))}
      </ul>
    );
  if (one.kind === 'unchanged') return <>－</>;
  return (
    <ul class="dads-list">
      {one.fields.map((field) => (
        <li key={field}>
          {fieldTitles([field])}：{one.now === null ? null : <>{text(field, one.now.content)} → </>}
          {text(field, one.merged)}
        </li>
      ))}
    </ul>
  );
}
