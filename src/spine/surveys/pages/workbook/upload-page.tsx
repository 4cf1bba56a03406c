import { formatDay } from '../../../../core/calendar.ts';
import { dayInJapan } from '../../../../core/known-on.ts';
import type { Question } from '../../../../core/survey/definition.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { UploadView } from '../../actions/upload-take.ts';
import { ACCEPTANCE_SENTENCES } from '../../rules/sentences.ts';
import { TAKEABLE } from '../../rules/workbook-compare.ts';
import { instantOf } from '../chain/parts.tsx';
import { sheetPath } from '../sheet/view.ts';
import { DecisionsTable, OtherLines, RefusedLines, TakeTable } from './upload-lines.tsx';
import { UPLOAD_STATE_TITLES } from './workbooks-page.tsx';

/** What a returned workbook says beside what stands: per question take or leave. */
export function UploadPage(props: { shown: UploadView; token: string; sample: boolean; error?: string }) {
  const { shown, token } = props;
  const { open, upload, lines } = shown;
  const refused = upload.reading.refusal;
  const openState = upload.state === 'read' || upload.state === 'partly-taken';
  const takeable = lines.filter((line) => TAKEABLE.includes(line.kind));
  const questions = new Map(
    open.round.survey.questions.map((question): [string, Question] => [question.id, question]),
  );
  const path = sheetPath(open, `/uploads/${upload.uploadId}`);
  const acceptance = ACCEPTANCE_SENTENCES[open.acceptance];
  return (
    <Page
      title={titleOf(shown, takeable.length)}
      documentTitle={`送った回答票 ${open.sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${open.sheet.sheetNo}`, href: sheetPath(open) },
        { title: 'Excel', href: sheetPath(open, '/workbooks') },
        { title: upload.fileName },
      ]}
      sample={props.sample}
      asOf={open.round.title}
      coverage={UPLOAD_STATE_TITLES[upload.state]}
    >
      {props.error === undefined ? null : <Notice kind="error" title={props.error} live />}
      {refused === null ? null : (
        <Notice kind="error" title="この回答票は読み取れませんでした">
          <p>{refused}</p>
          <p>回答は何も変わっていません。ファイルは保存していません。</p>
        </Notice>
      )}
      {acceptance === null || !openState ? null : <Notice kind="warning" title={acceptance} />}
      {refused === null ? <Circumstances shown={shown} /> : null}
      {takeable.length === 0 || !openState ? null : (
        <form method="post" action={path}>
          <HiddenFields csrf={token} />
          <TakeTable
            lines={takeable}
            questions={questions}
            now={open.now}
            all={shown.handout?.state !== 'cancelled'}
          />
          <p class="dads-row">
            <Button>選んだ回答を取り込む</Button>
          </p>
        </form>
      )}
      {openState && refused === null ? (
        <form method="post" action={`${path}/close`}>
          <HiddenFields csrf={token} />
          <p>
            <Button kind="secondary">
              {takeable.length === 0 ? '確かめて閉じる' : '残りを取り込まずに閉じる'}
            </Button>
          </p>
          <p class="dads-subtle">閉じても、読み取った内容は残り、このページで見られます。</p>
        </form>
      ) : null}
      <RefusedLines lines={lines} questions={questions} />
      <OtherLines lines={lines} questions={questions} now={open.now} finished={!openState} />
      <DecisionsTable decisions={upload.reading.decisions} questions={questions} />
      <section class="dads-section">
        <h2>送られたファイル</h2>
        <DescriptionList
          items={[
            {
              term: 'ファイル',
              detail:
                upload.reading.fileOwner === null ? (
                  upload.fileName
                ) : (
                  <a href={`${path}/file`}>{`${upload.fileName}（受け取ったまま）`}</a>
                ),
            },
            { term: '受付', detail: `${instantOf(upload.receivedAt)}　${upload.seatTitle}` },
            { term: '作成番号', detail: issueText(shown) },
            { term: 'SHA-256', detail: <code class="survey-hash">{upload.sha256}</code> },
          ]}
        />
      </section>
    </Page>
  );
}

function titleOf(shown: UploadView, takeable: number): string {
  const { upload } = shown;
  if (upload.state === 'refused') return '回答票を読み取れませんでした';
  if (upload.state === 'taken') return '回答票を取り込みました';
  if (upload.state === 'dropped') return '回答票は取り込まずに閉じました';
  return takeable === 0 ? '取り込む違いはありません' : `取り込める違いが${takeable}問あります`;
}

function issueText(shown: UploadView): string {
  const { made, newestIssue } = shown;
  if (made === null) return '読み取れません';
  const newest = made.issueNo === newestIssue ? '最新' : `最新は${newestIssue}`;
  return `${made.issueNo}（${newest}、${instantOf(made.madeAt)}に作成）`;
}

/** What a person should know before deciding. */
function Circumstances(props: { shown: UploadView }) {
  const { made, newestIssue, handout, open, upload } = props.shown;
  const late = handout?.due != null && dayInJapan(Date.parse(upload.receivedAt)) > handout.due;
  return (
    <>
      {made === null ? (
        <Notice kind="warning" title="作成番号が読めないため、いつの回答票か分かりません">
          <p>今の回答と違うところは、一つずつ選んでください。</p>
        </Notice>
      ) : made.issueNo < newestIssue && handout === null ? (
        <Notice kind="info" title={`作成番号${made.issueNo}の回答票です（最新は${newestIssue}）`}>
          <p>その後に変わった回答は、「この間に変わった回答」として示します。</p>
        </Notice>
      ) : null}
      {handout === null ? null : (
        <Notice
          kind={handout.state === 'cancelled' || late ? 'warning' : 'info'}
          title={`${handout.sectionName}への庁内照会（${handout.handoutNo}）の回答票です`}
        >
          {handout.state === 'cancelled' ? (
            <p>この照会は取りやめています。取り込むときは、設問を選んでください。</p>
          ) : null}
          {late && handout.due !== null ? (
            <p>{`期限（${formatDay(handout.due)}）の後に届きました。`}</p>
          ) : null}
          <p>
            <a href={sheetPath(open, '/handouts')}>庁内照会の一覧</a>
          </p>
        </Notice>
      )}
    </>
  );
}
