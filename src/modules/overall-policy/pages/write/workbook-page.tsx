import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, FileField, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { WholePolicy, WholeVersion } from '../../actions/open.ts';
import type { Upload } from '../../queries/uploads.ts';
import { type TemplateItem, versionTitle } from '../../rules/model.ts';
import { sectionText, sectionTitle } from '../../rules/sections.ts';
import type { ReadLine } from '../../rules/workbook-read.ts';
import { Lines, PolicyPage } from '../parts.tsx';

interface BookProps {
  readonly whole: WholePolicy;
  readonly at: WholeVersion;
  readonly items: readonly TemplateItem[];
  readonly csrf: string;
  readonly error: string | null;
}

function hrefs({ whole, at }: BookProps) {
  const base = `/overall-policy/${whole.policy.policyNo}`;
  return { base, book: `${base}/versions/${at.version.versionNo}/workbook` };
}

/** Excel out and in again. */
export function WorkbookPage(props: BookProps) {
  const { policy } = props.whole;
  const { base, book } = hrefs(props);
  return (
    <PolicyPage
      title="Excelで書く"
      documentTitle={`Excelで書く：${policy.title}`}
      crumbs={[{ title: policy.title, href: base }, { title: 'Excel' }]}
      asOf={`${policy.title}　${versionTitle(props.at.version.versionNo)}`}
    >
      <ErrorSummary errors={props.error === null ? [] : [{ field: 'file', message: props.error }]} />
      <section class="dads-section">
        <h2>1　Excelを保存する</h2>
        <p>今の文と例文が入ったExcelです。マクロや隠しシートはありません。</p>
        <p>
          <Button kind="secondary" href={`${book}.xlsx`}>
            Excelを保存する
          </Button>
        </p>
      </section>
      <section class="dads-section">
        <h2>2　書いたExcelを送る</h2>
        <p>送っても、すぐには取り込みません。次のページで、変わるところを確かめます。</p>
        <form
          method="post"
          action={`${book}?csrf=${encodeURIComponent(props.csrf)}`}
          enctype="multipart/form-data"
        >
          <FileField
            name="file"
            label="Excelのファイル"
            hint=".xlsx、5 MBまで"
            error={props.error ?? undefined}
          />
          <Button>送って確かめる</Button>
        </form>
      </section>
    </PolicyPage>
  );
}

/** What a workbook would change, before anything is taken over. */
export function UploadPage(props: BookProps & { upload: Upload }) {
  const { upload, at } = props;
  const { policy } = props.whole;
  const { base, book } = hrefs(props);
  const { lines, faults, refusal } = upload.reading;
  const differing = lines.filter((line) => {
    const now = at.sections.get(line.section);
    return (now?.text ?? '') !== line.text || (now?.choice ?? '') !== line.choice;
  });
  return (
    <PolicyPage
      title={refusal === null ? `${differing.length}欄が変わります` : 'このファイルは取り込めません'}
      documentTitle={`Excelの取込：${policy.title}`}
      crumbs={[{ title: policy.title, href: base }, { title: 'Excel', href: book }, { title: '確認' }]}
      asOf={upload.fileName}
      coverage={`読めた欄 ${lines.length}、直すところ ${faults.length}`}
      wide
    >
      <ErrorSummary errors={props.error === null ? [] : [{ field: 'take', message: props.error }]} />
      {refusal === null ? null : (
        <Notice kind="error" title={refusal}>
          <p>何も変えていません。</p>
        </Notice>
      )}
      {faults.length === 0 ? null : (
        <Notice kind="warning" title={`読めなかったところが${faults.length}件あります`}>
          <ul>
            {faults.map(({ cell, message }) => (
              <li key={`${cell} ${message}`}>
                セル{cell}：{message}
              </li>
            ))}
          </ul>
          <p>ほかの欄は取り込めます。直すときは、Excelを直してから送り直してください。</p>
        </Notice>
      )}
      {upload.state === 'read' && differing.length > 0 ? (
        <TakeForm {...props} lines={differing} action={`${book}/${upload.uploadId}`} />
      ) : null}
      {upload.state === 'read' && differing.length === 0 ? <p>今の文と違う欄はありません。</p> : null}
      {upload.state === 'taken' ? <p>このファイルは取り込み済みです。</p> : null}
      <p>
        <a href={book}>Excelのページに戻る</a>
      </p>
    </PolicyPage>
  );
}

function TakeForm(props: BookProps & { lines: readonly ReadLine[]; action: string }) {
  const { at, items } = props;
  return (
    <form method="post" action={props.action}>
      <HiddenFields
        csrf={props.csrf}
        values={Object.fromEntries(
          props.lines.map(({ section }) => [`s.${section}`, String(at.sections.get(section)?.revision ?? 0)]),
        )}
      />
      <DataTable
        caption="変わる欄"
        wide
        rowHeader="title"
        rows={props.lines}
        rowKey={({ section }) => section}
        columns={[
          {
            id: 'take',
            title: '取り込む',
            cell: ({ section }) => (
              <input
                type="checkbox"
                id={section === props.lines[0]?.section ? 'f-take' : undefined}
                name="take"
                value={section}
                checked
                aria-label={`「${sectionTitle(section, items)}」を取り込む`}
              />
            ),
          },
          { id: 'title', title: '欄', cell: ({ section }) => sectionTitle(section, items) },
          { id: 'cell', title: 'セル', cell: ({ cell }) => cell },
          {
            id: 'now',
            title: '今の文',
            cell: ({ section }) => {
              const now = at.sections.get(section);
              return <Lines text={now === undefined ? '（空欄）' : sectionText(now)} />;
            },
          },
          { id: 'new', title: '取り込む文', cell: (line) => <Lines text={sectionText(line)} /> },
        ]}
      />
      <Button>選んだ欄を取り込む</Button>
    </form>
  );
}
