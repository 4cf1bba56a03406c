import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Checkbox, ErrorSummary, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { PassedSheet } from '../../chain-view.ts';
import { WRITABLE } from '../../rules/sheet-workflow.ts';
import { AnswersTable, DecisionText, FindingList, StateChip, StepsTimeline } from '../chain/parts.tsx';

/** One body's answers as they were handed in, with what the reader may do about them. */
export function PassedSheetPage(props: {
  view: PassedSheet;
  base: string;
  baseTitle: string;
  csrf: string;
  sample: boolean;
  role: 'review' | 'conduct';
  error?: string;
}) {
  const { view, role } = props;
  const { sheet, round } = view;
  const action = `${props.base}/${sheet.bodyCode}`;
  const hidden = <HiddenFields csrf={props.csrf} values={{ stateNo: String(sheet.stateNo) }} />;
  const remarks = new Map([...view.handed].map(([id, one]) => [id, one.remark]));
  return (
    <Page
      title={`${view.bodyName}の回答`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: props.baseTitle, href: props.base },
        { title: view.bodyName },
      ]}
      sample={props.sample}
      asOf={`基準日 ${formatDay(round.baseDay)}`}
      coverage={round.title}
    >
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'comment', message: props.error }]} title="手続を進めていません" />
      )}
      <DescriptionList
        items={[
          { term: '回答票番号', detail: sheet.sheetNo },
          { term: '状態', detail: <StateChip state={sheet.state} /> },
          {
            term: '団体の決裁',
            detail:
              view.decisions[0] === undefined ? '記録なし' : <DecisionText decision={view.decisions[0]} />,
          },
        ]}
      />
      {view.handed.size === 0 ? (
        <Notice kind="info" title="まだ提出がありません">
          <p>回答の途中の内容は、提出されるまで団体の中だけで見られます。</p>
          {role === 'review' && WRITABLE.includes(sheet.state) && round.state === 'sent' ? (
            <p>
              <a href={`/surveys/proxy/${sheet.sheetNo}`}>電話などで聞き取った回答を代行入力する</a>
            </p>
          ) : null}
        </Notice>
      ) : (
        <>
          {view.findings.length === 0 ? null : (
            <Notice kind="info" title="確かめるとよいところ">
              <FindingList findings={view.findings} questions={round.survey.questions} />
            </Notice>
          )}
          <h2>提出された回答</h2>
          <AnswersTable
            caption={`${view.bodyName}の回答`}
            survey={round.survey}
            values={view.values}
            last={view.last}
            path={view.path}
            remarks={remarks}
          />
        </>
      )}
      {role === 'review' && sheet.state === 'handed-in' && sheet.route === 'prefecture' ? (
        <>
          <h2>確認・取りまとめ</h2>
          <form method="post" action={`${action}/gather`}>
            {hidden}
            <p>内容を確かめたら、取りまとめます。数値は速報として見えるようになります。</p>
            <Button>確認・取りまとめをする</Button>
          </form>
          <h2>差戻し</h2>
          <form method="post" action={`${action}/return`}>
            {hidden}
            <QuestionBoxes view={view} />
            <TextField name="comment" label="差戻しの理由" size="full" required error={props.error} />
            <Button kind="secondary">差し戻す</Button>
          </form>
        </>
      ) : null}
      {role === 'conduct' && ['gathered', 'handed-in'].includes(sheet.state) && round.state === 'sent' ? (
        <>
          <h2>疑義照会</h2>
          <form method="post" action={`${action}/query`}>
            {hidden}
            <QuestionBoxes view={view} />
            <TextField name="comment" label="尋ねること" size="full" required error={props.error} />
            <Button kind="secondary">疑義照会をする</Button>
          </form>
        </>
      ) : null}
      {role === 'conduct' && round.state !== 'sent' && ['gathered', 'handed-in'].includes(sheet.state) ? (
        <form method="post" action={`${action}/fix`}>
          {hidden}
          <p>差し替えた回答を確定します。前の値とともに、訂正の一覧で公開されます。</p>
          <Button>差替えを確定する</Button>
        </form>
      ) : null}
      <h2>手続の経過</h2>
      <StepsTimeline steps={view.steps} survey={round.survey} />
    </Page>
  );
}

function QuestionBoxes(props: { view: PassedSheet }) {
  return (
    <fieldset class="dads-field survey-questions">
      <legend class="dads-field__label">対象の設問（選ばなければ全体）</legend>
      {props.view.round.survey.questions.map((question) => (
        <Checkbox
          key={question.id}
          name="question"
          id={`q-${question.id}`}
          value={question.id}
          label={`問${question.number} ${question.title}`}
        />
      ))}
    </fieldset>
  );
}
