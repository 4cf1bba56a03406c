import type { Question } from '../../../../core/survey/definition.ts';
import { Button } from '../../../../ui/button.tsx';
import { FileField, HiddenFields, RadioGroup, TextField } from '../../../../ui/form.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { Evidence } from '../../queries/evidence.ts';
import { instantOf } from '../chain/parts.tsx';
import { sheetPath } from './view.ts';

/** Typed and refused, shown again in its fields. */
export interface QuestionForm {
  readonly error: { readonly field: string; readonly message: string };
  readonly note?: string;
  readonly title?: string;
  readonly location?: string;
}

/** 根拠資料 of one question: what is attached, and three ways to attach more. */
export function EvidenceSection(props: {
  view: OpenSheet;
  question: Question;
  csrf: string;
  mayWrite: boolean;
  base: string;
  form?: QuestionForm;
}) {
  const { view, question, form, base } = props;
  const evidence = view.evidence.filter((one) => one.questionId === question.id);
  const error = (field: string) => (form?.error.field === field ? form.error.message : undefined);
  return (
    <section class="dads-section" aria-labelledby="evidence">
      <h2 id="evidence">根拠資料</h2>
      <p>提出すると、回答と一緒に取りまとめる団体から見えます。</p>
      {evidence.length === 0 ? (
        <p>根拠資料はまだありません。</p>
      ) : (
        <ul class="dads-list">
          {evidence.map((one) => (
            <li key={one.evidenceId}>
              <EvidenceName view={view} evidence={one} />
              <br />
              <small>
                {one.seatTitle}、{instantOf(one.addedAt)}
              </small>
              {props.mayWrite ? (
                <form method="post" action={`${base}/evidence/${one.evidenceId}/remove`}>
                  <HiddenFields csrf={props.csrf} />
                  <Button kind="text">「{one.title}」を外す</Button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {props.mayWrite ? (
        <>
          <h3>ファイルを付ける</h3>
          <form
            method="post"
            action={`${base}/evidence-file?csrf=${encodeURIComponent(props.csrf)}`}
            enctype="multipart/form-data"
          >
            <FileField
              name="file"
              label="ファイル"
              hint="PDF、PNG、JPEG、.xlsx、.docx、テキスト。10 MBまで"
              required
              error={error('file')}
            />
            <TextField name="title" id="f-file-title" label="資料の名前（空欄ならファイル名）" size="full" />
            <Button kind="secondary">ファイルを付ける</Button>
          </form>
          <h3>リンクか、保管している場所を付ける</h3>
          <form method="post" action={`${base}/evidence`}>
            <HiddenFields csrf={props.csrf} />
            <RadioGroup
              name="kind"
              label="種類"
              inline
              options={[
                { value: 'link', title: 'リンク（アドレス）' },
                { value: 'record', title: '文書・記録（文書番号や保管場所）' },
              ]}
              value="link"
            />
            <TextField
              name="title"
              label="資料の名前"
              required
              size="full"
              value={form?.title}
              error={error('title')}
            />
            <TextField
              name="location"
              label="アドレスか、文書番号・保管場所"
              required
              size="full"
              value={form?.location}
              error={error('location')}
            />
            <Button kind="secondary">資料を付ける</Button>
          </form>
        </>
      ) : null}
    </section>
  );
}

function EvidenceName(props: { view: OpenSheet; evidence: Evidence }) {
  const { evidence } = props;
  if (evidence.kind === 'file')
    return (
      <>
        <a href={sheetPath(props.view, `/files/${evidence.location}`)}>{evidence.title}</a>
        {evidence.size === null ? '' : `（${Math.ceil(evidence.size / 1000).toLocaleString('ja')} kB）`}
      </>
    );
  if (evidence.kind === 'link')
    return (
      <a href={evidence.location} rel="noreferrer noopener">
        {evidence.title}
      </a>
    );
  return (
    <>
      {evidence.title}（{evidence.location}）
    </>
  );
}
