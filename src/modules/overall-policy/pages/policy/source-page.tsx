import { Button } from '../../../../ui/button.tsx';
import { FileField, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import type { WholePolicy, WholeVersion } from '../../actions/open.ts';
import type { StoredFile } from '../../queries/files.ts';
import { partsOf } from '../../rules/counting.ts';
import { versionTitle } from '../../rules/model.ts';
import type { Failed } from '../asking.ts';
import { errorAt, Facts, FormErrors, PolicyPage } from '../parts.tsx';

/** Where a policy that exists already stands, and on which pages its two parts are. */
export function SourcePage(props: {
  whole: WholePolicy;
  at: WholeVersion;
  file: StoredFile | null;
  csrf: string;
  saved: boolean;
  failed: Failed | null;
}) {
  const { at, file, failed } = props;
  const { policy } = props.whole;
  const { version } = at;
  const base = `/overall-policy/${policy.policyNo}`;
  const here = `${base}/versions/${version.versionNo}`;
  const parts = partsOf(version, at.sections);
  const typed = (name: string, stored: string | null) => failed?.form.text(name) ?? stored ?? '';
  return (
    <PolicyPage
      title="アドレスかPDFで登録する"
      documentTitle={`登録：${policy.title}`}
      crumbs={[{ title: policy.title, href: base }, { title: '登録' }]}
      asOf={`${policy.title}　${versionTitle(version.versionNo)}`}
      coverage="約5分"
      lead={<p>ビジョンと工程表のページがそろい、決裁日と公表日を記録すると、数え始めます。</p>}
    >
      <FormErrors failed={failed} />
      {props.saved && failed === null ? (
        <Notice kind="success" title="登録しました" live>
          <p>
            {parts.vision && parts.roadmap
              ? '次に、決裁と公表を記録します。'
              : `${parts.vision ? '' : 'ビジョンのページ'}${parts.vision || parts.roadmap ? '' : 'と'}${
                  parts.roadmap ? '' : '工程表のページ'
                }がまだありません。後からでも登録できます。`}
          </p>
          <p>
            <Button href={`${here}/record`}>決裁と公表を記録する</Button>
          </p>
        </Notice>
      ) : null}
      {file === null ? null : (
        <Facts
          rows={[
            [
              '登録したPDF',
              <>
                <a href={`/overall-policy/files/${file.sha256}`}>{file.name}</a>（
                {Math.ceil(file.size / 1000).toLocaleString('ja')} kB、
                {version.filePages === null ? 'ページ数は不明' : `${version.filePages}ページ`}）
              </>,
            ],
          ]}
        />
      )}
      <form
        method="post"
        action={`${here}/source?csrf=${encodeURIComponent(props.csrf)}`}
        enctype="multipart/form-data"
      >
        <TextField
          name="url"
          label="アドレス"
          hint="全体方針を載せているページかPDFのアドレス。例：https://www.example.lg.jp/dx.pdf"
          size="full"
          value={typed('url', version.url)}
          error={errorAt(failed, 'url')}
        />
        <FileField
          name="file"
          label={file === null ? 'PDF' : '別のPDFに替える'}
          hint="アドレスだけでも登録できます。20 MBまで"
          accept="application/pdf"
          error={errorAt(failed, 'file')}
        />
        <TextField
          name="visionPages"
          label="ビジョンのページ"
          hint="PDFの何ページ目か。例：3、3-5"
          value={typed('visionPages', version.visionPages)}
          error={errorAt(failed, 'visionPages')}
        />
        <TextField
          name="roadmapPages"
          label="工程表のページ"
          hint="例：12、12-14"
          value={typed('roadmapPages', version.roadmapPages)}
          error={errorAt(failed, 'roadmapPages')}
        />
        <Button>登録する</Button>
      </form>
    </PolicyPage>
  );
}
