import { formatDay, toWareki } from '../../../../core/calendar.ts';
import type { Question } from '../../../../core/survey/definition.ts';
import { Page } from '../../../../ui/page.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { answerFields, answerText, knownSource } from '../../rules/answer-text.ts';
import { conditionText } from '../../rules/progress.ts';
import { sheetPath } from './view.ts';

/**
 * A4 回答票: everything on paper, with boxes to tick and lines to write on, legible in grey. The three numbers that the
 * typing in needs stand on it. `filled`: with what has been answered or is known, otherwise empty.
 */
export function PaperPage(props: { view: OpenSheet; bodyName: string; sample: boolean; filled: boolean }) {
  const { view, filled } = props;
  const { round, sheet } = view;
  return (
    <Page
      title={`回答票　${round.title}`}
      documentTitle={`回答票 ${sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: sheetPath(view) },
        { title: '印刷用' },
      ]}
      sample={props.sample}
    >
      <p class="survey-screen-only">
        ブラウザーの印刷でA4に印刷します。
        <a href={filled ? sheetPath(view, '/paper?empty=1') : sheetPath(view, '/paper')}>
          {filled ? '記入のない用紙にする' : '今の回答を記入した用紙にする'}
        </a>
      </p>
      <table class="survey-paper__head">
        <tbody>
          <tr>
            <th scope="row">回答票番号</th>
            <td>{sheet.sheetNo}</td>
            <th scope="row">団体コード</th>
            <td>{sheet.bodyCode}</td>
          </tr>
          <tr>
            <th scope="row">団体名</th>
            <td>{props.bodyName}</td>
            <th scope="row">基準日</th>
            <td>{formatDay(round.baseDay)}</td>
          </tr>
          <tr>
            <th scope="row">締切</th>
            <td>{view.due === null ? 'なし' : formatDay(view.due)}</td>
            <th scope="row">根拠</th>
            <td>{round.survey.legalBasis}</td>
          </tr>
          <tr>
            <th scope="row">記入した人</th>
            <td colSpan={3}>
              <span class="survey-paper__line">課・職・氏名</span>
            </td>
          </tr>
        </tbody>
      </table>
      {round.survey.sections.map((section) => (
        <section class="dads-section" key={section.id}>
          <h2>{section.title}</h2>
          {round.survey.questions
            .filter((question) => question.section === section.id)
            .map((question) => (
              <PaperQuestion key={question.id} view={view} question={question} filled={filled} />
            ))}
        </section>
      ))}
    </Page>
  );
}

export function PaperQuestion(props: { view: OpenSheet; question: Question; filled: boolean }) {
  const { view, question, filled } = props;
  const condition = conditionText(question, view.round.survey.questions);
  const saved = view.now.get(question.id);
  const known = view.known.get(question.id);
  const value = filled ? (saved?.value ?? known?.value ?? null) : null;
  const last = view.lastRound[question.id];
  return (
    <div class="survey-paper">
      <h3>
        <span class="survey-paper__number">問{question.number}</span>　{question.title}
        {question.optional ? '（任意）' : ''}
      </h3>
      {condition === '' ? null : <p>（{condition}に答えてください）</p>}
      {question.help === '' ? null : <p class="dads-subtle">{question.help}</p>}
      <PaperFields question={question} texts={answerFields(question, value)} />
      {filled && saved?.value == null && known !== undefined ? (
        <p class="dads-subtle">{knownSource(known)}から記入しています。違うときは直してください。</p>
      ) : null}
      {!filled && last !== undefined ? (
        <p class="dads-subtle">前回の回答：{answerText(question, last)}</p>
      ) : null}
      <p class="survey-paper__remark">補足：{filled ? (saved?.remark ?? '') : ''}</p>
    </div>
  );
}

/** ☑ and ☐ read in grey; lines are borders, because backgrounds are not printed. */
function PaperFields(props: { question: Question; texts: readonly string[] }) {
  const { question, texts } = props;
  const { kind } = question;
  const notApplicable = texts[0] === '該当なし';
  const box = (ticked: boolean) => (ticked ? '☑' : '☐');
  const none = question.mayNotApply ? (
    <p class="survey-paper__option">{`${box(notApplicable)} 該当なし`}</p>
  ) : null;
  if (kind.type === 'choice' || kind.type === 'choices') {
    const chosen = new Set(texts);
    const most =
      kind.type === 'choice' ? '一つだけ' : kind.atMost === null ? 'いくつでも' : `${kind.atMost}つまで`;
    return (
      <>
        <p class="survey-paper__most">（{most}）</p>
        {kind.options.map((option, index) => (
          <p class="survey-paper__option" key={option.id}>
            {`${box(chosen.has(option.title))} ${index + 1}　${option.title}`}
          </p>
        ))}
        {none}
      </>
    );
  }
  const blank = (text: string, unit: string, title = '') => (
    <p class="survey-paper__field">
      {title === '' ? '' : `${title}　`}
      <span class="survey-paper__blank">{notApplicable ? '' : text}</span> {unit}
    </p>
  );
  if (kind.type === 'share')
    return (
      <>
        {blank(texts[1] ?? '', kind.unit, kind.baseTitle)}
        {blank(texts[0] ?? '', kind.unit, kind.valueTitle)}
        {none}
      </>
    );
  if (kind.type === 'text')
    return (
      <>
        <p class="survey-paper__text">{texts[0] ?? ''}</p>
        {none}
      </>
    );
  const text =
    kind.type === 'date' && texts[0] !== undefined && !notApplicable ? toWareki(texts[0]) : (texts[0] ?? '');
  return (
    <>
      {blank(text, kind.type === 'number' ? kind.unit : '（年月日）')}
      {none}
    </>
  );
}
