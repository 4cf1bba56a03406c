import { formatDay } from '../../../../core/calendar.ts';
import { sameAnswer } from '../../../../core/survey/answer.ts';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { OwnSheet } from '../../chain-view.ts';
import { answerText } from '../../rules/answer-text.ts';
import { dueOf } from '../../rules/deadline.ts';
import { remarksOf } from './decide-page.tsx';
import { AnswersTable } from './parts.tsx';

/** 起案セット: what an office puts into its own 文書管理: a draft of the 伺い文, the answers, what differs from last time. A4. */
export function DraftSetPage(props: { view: OwnSheet; sample: boolean; today: string; drafter: string }) {
  const { view } = props;
  const { sheet, round } = view;
  const due = dueOf({
    route: sheet.route,
    prefectureDue: round.prefectureDue,
    nationDue: round.nationDue,
    own: sheet.due,
  });
  const changed = round.survey.questions.filter(
    (question) =>
      view.last[question.id] !== undefined && !sameAnswer(view.values[question.id], view.last[question.id]),
  );
  return (
    <Page
      title={`起案セット：${round.title}への回答について（伺い）`}
      documentTitle={`起案セット ${sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: `/surveys/sheets/${sheet.sheetNo}` },
        { title: '決裁と提出', href: `/surveys/sheets/${sheet.sheetNo}/decide` },
        { title: '起案セット' },
      ]}
      sample={props.sample}
    >
      <p class="survey-screen-only">
        ブラウザーの印刷でA4に印刷するか、PDFに保存します。表は、そのまま文書作成ソフトに貼り付けられます。
      </p>
      <DescriptionList
        items={[
          { term: '起案日', detail: formatDay(props.today) },
          { term: '起案者', detail: props.drafter },
          { term: '団体', detail: `${view.bodyName}（団体コード ${sheet.bodyCode}）` },
          { term: '回答票番号', detail: sheet.sheetNo },
          {
            term: '照会',
            detail: `${round.title}${round.documentNo === null ? '' : `（${round.documentNo}）`}`,
          },
          { term: '根拠', detail: round.survey.legalBasis },
          { term: '目的', detail: round.survey.purpose },
          { term: '基準日', detail: formatDay(round.baseDay) },
          { term: '締切', detail: due === null ? 'なし' : formatDay(due) },
          { term: '提出先', detail: sheet.route === 'prefecture' ? '都道府県（経由して国へ）' : '国' },
        ]}
      />
      <h2>伺い文（案）</h2>
      <p class="survey-draft">
        {`標記の照会に対し、別紙のとおり回答してよろしいか伺います。`}
        {changed.length === 0
          ? Object.keys(view.last).length === 0
            ? 'この調査への回答は今回が初めてです。'
            : '前回の回答と異なる設問はありません。'
          : `前回の回答と異なる設問は${changed.length}問です（問${changed.map((question) => question.number).join('、問')}）。`}
      </p>
      <h2>別紙1　前回との違い</h2>
      {changed.length === 0 ? (
        <p>ありません。</p>
      ) : (
        <ul>
          {changed.map((question) => (
            <li key={question.id}>
              {`問${question.number} ${question.title}：`}
              {answerText(question, view.last[question.id]) ?? '未回答'}
              {' → '}
              {answerText(question, view.values[question.id]) ?? '未回答'}
            </li>
          ))}
        </ul>
      )}
      <h2>別紙2　回答</h2>
      <AnswersTable
        caption={`${view.bodyName}の回答（${formatDay(round.baseDay)}時点）`}
        survey={round.survey}
        values={view.values}
        last={view.last}
        path={view.path}
        remarks={remarksOf(view)}
      />
    </Page>
  );
}
