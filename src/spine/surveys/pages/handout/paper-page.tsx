import { formatDay } from '../../../../core/calendar.ts';
import { Page } from '../../../../ui/page.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import type { Handout } from '../../queries/handouts.ts';
import { PaperQuestion } from '../sheet/paper-page.tsx';
import { sheetPath } from '../sheet/view.ts';
import { sectionTitle } from './board-page.tsx';

/** A4 for a section that answers on paper: its questions, its deadline, the three numbers for typing it in. */
export function HandoutPaperPage(props: {
  open: OpenSheet;
  handout: Handout;
  bodyName: string;
  sample: boolean;
}) {
  const { open, handout } = props;
  const { round, sheet } = open;
  const wanted = new Set(handout.questions);
  return (
    <Page
      title={`庁内照会の回答票　${round.title}`}
      documentTitle={`庁内照会 ${handout.handoutNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${sheet.sheetNo}`, href: sheetPath(open) },
        { title: handout.handoutNo, href: sheetPath(open, `/handouts/${handout.handoutNo}`) },
        { title: '印刷用' },
      ]}
      sample={props.sample}
    >
      <p class="survey-screen-only">ブラウザーの印刷でA4に印刷します。</p>
      <table class="survey-paper__head">
        <tbody>
          <tr>
            <th scope="row">庁内照会番号</th>
            <td>{handout.handoutNo}</td>
            <th scope="row">照会先</th>
            <td>{sectionTitle(handout)}</td>
          </tr>
          <tr>
            <th scope="row">回答票番号</th>
            <td>{sheet.sheetNo}</td>
            <th scope="row">団体コード</th>
            <td>{`${sheet.bodyCode}（${props.bodyName}）`}</td>
          </tr>
          <tr>
            <th scope="row">期限</th>
            <td>{handout.due === null ? '定めなし' : formatDay(handout.due)}</td>
            <th scope="row">基準日</th>
            <td>{formatDay(round.baseDay)}</td>
          </tr>
          <tr>
            <th scope="row">記入した人</th>
            <td colSpan={3}>
              <span class="survey-paper__line">課・職・氏名</span>
            </td>
          </tr>
        </tbody>
      </table>
      {handout.message === null ? null : <p>{handout.message}</p>}
      <h2>設問</h2>
      {round.survey.questions
        .filter((question) => wanted.has(question.id))
        .map((question) => (
          <PaperQuestion key={question.id} view={open} question={question} filled />
        ))}
    </Page>
  );
}
