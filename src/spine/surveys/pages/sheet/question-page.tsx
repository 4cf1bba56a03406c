import type { Question } from '../../../../core/survey/definition.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, TextArea } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import { NOTE_LENGTH } from '../../actions/note.ts';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { SavedAnswer } from '../../queries/answers.ts';
import type { PrivateNote } from '../../queries/notes.ts';
import { answerText } from '../../rules/answer-text.ts';
import { KEPT_TITLES } from '../../rules/sentences.ts';
import { instantOf } from '../chain/parts.tsx';
import { EvidenceSection, type QuestionForm } from './evidence-section.tsx';
import { fieldHref, sheetPath } from './view.ts';

export const VIA_TITLES: Readonly<Record<SavedAnswer['via'], string>> = {
  page: '画面',
  workbook: 'Excel',
  csv: 'CSV',
  section: '庁内照会',
  proxy: '都道府県の代行入力',
  known: '記入済みの内容を確認',
  api: 'API',
};

/** One question: the private note, the evidence, and all that was ever typed. */
export function QuestionPage(props: {
  view: OpenSheet;
  question: Question;
  notes: readonly PrivateNote[];
  history: readonly SavedAnswer[];
  csrf: string;
  sample: boolean;
  mayWrite: boolean;
  form?: QuestionForm;
}) {
  const { view, question, form } = props;
  const title = `問${question.number}　${question.title}`;
  const base = sheetPath(view, `/questions/${question.id}`);
  return (
    <Page
      title={title}
      documentTitle={`問${question.number} ${view.round.title}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${view.sheet.sheetNo}`, href: sheetPath(view) },
        { title: `問${question.number}` },
      ]}
      sample={props.sample}
      lead={question.help === '' ? undefined : <p>{question.help}</p>}
    >
      {form === undefined ? null : <ErrorSummary errors={[form.error]} />}
      <p>
        今の回答：{answerText(question, view.values[question.id]) ?? '未回答'}　
        <a href={fieldHref(view, question.id)}>回答の画面に戻る</a>
      </p>
      <section class="dads-section" aria-labelledby="note">
        <h2 id="note">庁内メモ（昨年こう答えた理由など）</h2>
        <p>このメモは提出されず、ほかの団体からは見えません。人事異動の後も残ります。</p>
        {props.mayWrite ? (
          <form method="post" action={`${base}/note`}>
            <HiddenFields csrf={props.csrf} />
            <TextArea
              name="note"
              label="メモ"
              hint={`${NOTE_LENGTH.toLocaleString('ja')}字まで。調査回が変わっても、同じ設問に表示します`}
              value={form?.note ?? props.notes[0]?.note ?? ''}
              rows={5}
              error={form?.error.field === 'note' ? form.error.message : undefined}
            />
            <Button kind="secondary">メモを保存する</Button>
          </form>
        ) : (
          <p>{props.notes[0]?.note ?? 'メモはまだありません。'}</p>
        )}
        {props.notes.length < 2 ? null : (
          <ul class="dads-list">
            {props.notes.slice(1).map((note) => (
              <li key={note.revision}>
                {note.note === '' ? '（メモなし）' : note.note}
                <br />
                <small>
                  {note.seatTitle}、{instantOf(note.savedAt)}
                </small>
              </li>
            ))}
          </ul>
        )}
      </section>
      <EvidenceSection {...props} base={base} />
      <section class="dads-section" aria-labelledby="history">
        <h2 id="history">この設問の経過</h2>
        <DataTable
          caption="この設問に入力されたもの（新しい順）"
          captionHidden
          wide
          columns={[
            { id: 'at', title: '日時', cell: (one: SavedAnswer) => instantOf(one.savedAt) },
            {
              id: 'value',
              title: '回答',
              cell: (one) => (
                <>
                  {answerText(question, one.value) ?? '未回答に戻した'}
                  {one.remark === null || one.remark === '' ? null : <small>　補足：{one.remark}</small>}
                </>
              ),
            },
            { id: 'who', title: '職', cell: (one) => one.seatTitle },
            {
              id: 'how',
              title: '方法',
              cell: (one) => `${VIA_TITLES[one.via]}${one.source === null ? '' : `（${one.source}）`}`,
            },
            {
              id: 'state',
              title: '扱い',
              cell: (one) =>
                one.inForce
                  ? '回答として保存'
                  : `控え（${KEPT_TITLES[one.keptBecause as keyof typeof KEPT_TITLES] ?? ''}）`,
            },
          ]}
          rows={props.history}
          rowKey={(one) => String(one.revision)}
          empty="まだ何も入力されていません。"
        />
      </section>
    </Page>
  );
}
