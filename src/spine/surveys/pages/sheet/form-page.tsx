import type { Question } from '../../../../core/survey/definition.ts';
import { assets } from '../../../../ui/assets.ts';
import { Button } from '../../../../ui/button.tsx';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { ErrorSummary, HiddenFields } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { FIELDS } from '../../rules/answer-form.ts';
import { answerText } from '../../rules/answer-text.ts';
import { counts } from '../../rules/deadline.ts';
import {
  conditionText,
  type FormPage as FormPageOf,
  formPages,
  pageTitle,
  progressOf,
  stateOf,
} from '../../rules/progress.ts';
import { ACCEPTANCE_SENTENCES, acceptanceTitle } from '../../rules/sentences.ts';
import { errorOf, QuestionBlock } from './question-block.tsx';
import { mayWrite, sheetPath, standingOf } from './view.ts';

/** What the last save did, told once after the redirect. */
export interface SaveReport {
  readonly saved: number;
  readonly emptied: readonly string[];
}

/** One screen of a sheet: its questions, everything known filled in, saved by one button or as one goes. */
export function FormPage(props: {
  view: OpenSheet;
  page: FormPageOf;
  csrf: string;
  sample: boolean;
  report: SaveReport | null;
}) {
  const { view, page } = props;
  const { round, sheet } = view;
  const standing = standingOf(view);
  const progress = progressOf(page.questions, standing);
  const asked = page.questions.filter((question) => stateOf(question, standing) !== 'not-asked');
  const left = page.questions.filter((question) => stateOf(question, standing) === 'not-asked');
  const writable = asked.filter((question) => mayWrite(view, question.id));
  const errors = writable.flatMap((question) => {
    const message = errorOf(view, question);
    return message === undefined
      ? []
      : [{ field: FIELDS.value(question.id), message: `問${question.number}　${message}` }];
  });
  const pages = formPages(round.survey);
  const last = page.number === pages.length;
  const { saveAsYouGo } = assets();
  return (
    <Page
      title={pageTitle(page)}
      documentTitle={`${pageTitle(page)} ${round.title}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: sheetPath(view) },
        { title: pageTitle(page) },
      ]}
      sample={props.sample}
      asOf={`${round.title}　${page.number}／${pages.length}ページ`}
      coverage={`このページは${progress.asked}問中 ${progress.answered}問に回答`}
    >
      <Report
        report={props.report}
        questions={round.survey.questions}
        wants={
          errors.length > 0 || view.kept.some((one) => page.questions.some(({ id }) => id === one.questionId))
        }
      />
      <ErrorSummary errors={errors} title={`直すところが${errors.length}件あります（入力は残っています）`} />
      <Conflicts view={view} questions={page.questions} />
      {ACCEPTANCE_SENTENCES[view.acceptance] === null ? null : (
        <Notice kind="warning" title={acceptanceTitle(view.acceptance)}>
          <p>{ACCEPTANCE_SENTENCES[view.acceptance]}</p>
        </Notice>
      )}
      {writable.length === 0 ? (
        <ReadOnly view={view} questions={asked} />
      ) : (
        <form
          method="post"
          action={sheetPath(view, `/pages/${page.number}`)}
          class="survey-form"
          data-save-as-you-go
        >
          <HiddenFields csrf={props.csrf} />
          {/* Enter in a field presses the first button of a form: that must be the plain one. */}
          <button class="dads-hidden" type="submit" name="do" value="stay" tabIndex={-1} aria-hidden="true">
            保存する
          </button>
          {progress.toConfirm === 0 || !counts(view.acceptance) ? null : (
            <Notice kind="info" title={`${progress.toConfirm}問は記入済みです。違うところだけ直してください`}>
              <p>確かめたら、次のボタンで、このページの記入済みの内容を回答にします。</p>
              <p>
                <Button name="do" value="confirm">
                  このページの記入済みの内容を回答にする
                </Button>
              </p>
            </Notice>
          )}
          {page.sections.map(({ section, questions }) => (
            <SectionBlocks
              key={section.id}
              view={view}
              title={page.sections.length === 1 ? null : section.title}
              questions={questions.filter((question) => writable.includes(question))}
            />
          ))}
          <div class="dads-row survey-form__buttons">
            <Button name="do" value="next">
              {last ? '保存して回答票の一覧に戻る' : '保存して次のページへ'}
            </Button>
            <Button kind="secondary" name="do" value="stay">
              保存してこのページに残る
            </Button>
          </div>
          <p class="survey-form__status dads-subtle" role="status" data-save-status />
          {saveAsYouGo === undefined ? null : <script src={saveAsYouGo} defer />}
        </form>
      )}
      {writable.length > 0 && writable.length < asked.length ? (
        <section class="dads-section">
          <h2>ほかの課が答える設問</h2>
          <ReadOnly view={view} questions={asked.filter((question) => !mayWrite(view, question.id))} />
        </section>
      ) : null}
      <NotAsked view={view} questions={left} />
      <nav aria-label="回答票のページ">
        <ul class="survey-pages">
          {page.number === 1 ? null : (
            <li>
              <a href={sheetPath(view, `/pages/${page.number - 1}`)}>前のページ（保存しません）</a>
            </li>
          )}
          <li>
            <a href={sheetPath(view)}>回答票の一覧（保存しません）</a>
          </li>
        </ul>
      </nav>
    </Page>
  );
}

/** Questions of one section, under its heading where several share the page. */
function SectionBlocks(props: { view: OpenSheet; title: string | null; questions: readonly Question[] }) {
  if (props.questions.length === 0) return null;
  return (
    <>
      {props.title === null ? null : <h2>{props.title}</h2>}
      {props.questions.map((question) => (
        <QuestionBlock key={question.id} view={props.view} question={question} />
      ))}
    </>
  );
}

function Report(props: {
  report: SaveReport | null;
  questions: readonly Question[];
  /** Something on the page wants a look: that is said instead of 「変わったところはありません」. */
  wants: boolean;
}) {
  const { report } = props;
  if (report === null) return null;
  const emptied = props.questions.filter((question) => report.emptied.includes(question.id));
  return (
    <>
      {report.saved > 0 ? <Notice kind="success" title={`${report.saved}問を保存しました`} live /> : null}
      {report.saved === 0 && emptied.length === 0 && !props.wants ? (
        <Notice kind="info" title="変わったところはありません" live />
      ) : null}
      {emptied.length === 0 ? null : (
        <Notice kind="info" title={`空欄にした${emptied.length}問は、前の回答を残しました`}>
          <p>
            {emptied.map((question) => `問${question.number}`).join('、')}
            は、補足の中の「未回答に戻す」を選ぶと取り消せます。
          </p>
        </Notice>
      )}
    </>
  );
}

function Conflicts(props: { view: OpenSheet; questions: readonly Question[] }) {
  const ids = new Set(props.questions.map((question) => question.id));
  const kept = props.view.kept.filter((one) => ids.has(one.questionId));
  if (kept.length === 0) return null;
  const numbers = props.questions.filter((question) => kept.some((one) => one.questionId === question.id));
  return (
    <Notice kind="warning" title={`${kept.length}件の入力は、控えとして残っています`}>
      <p>入力したものは失われていません。どちらを回答にするか、設問ごとに選べます。</p>
      <ul class="dads-list">
        {numbers.map((question) => (
          <li key={question.id}>
            <a href={`#q-${question.id}`}>{`問${question.number}　${question.title}`}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Answers of questions that the reader's post does not write. */
export function ReadOnly(props: { view: OpenSheet; questions: readonly Question[] }) {
  return (
    <dl class="dads-dl">
      {props.questions.map((question) => (
        <div class="dads-dl__row" key={question.id} id={`q-${question.id}`}>
          <dt>{`問${question.number}　${question.title}`}</dt>
          <dd>
            {answerText(question, props.view.values[question.id]) ?? (
              <span class="dads-chip dads-chip--missing">未回答</span>
            )}
            {props.view.now.get(question.id)?.remark ? (
              <small>　補足：{props.view.now.get(question.id)?.remark}</small>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Folded, with the reason: what stands there is kept and says nothing. */
function NotAsked(props: { view: OpenSheet; questions: readonly Question[] }) {
  const { view, questions } = props;
  if (questions.length === 0) return null;
  return (
    <Disclosure summary={`今の回答では答えなくてよい設問（${questions.length}問）`}>
      <ul class="dads-list">
        {questions.map((question) => (
          <li key={question.id} id={`q-${question.id}`}>
            {`問${question.number}　${question.title}`}
            <br />
            <small>
              {conditionText(question, view.round.survey.questions)}だけ答えます。
              {view.values[question.id] === undefined
                ? ''
                : `前に書いた回答「${answerText(question, view.values[question.id])}」は残り、数えません。`}
            </small>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
