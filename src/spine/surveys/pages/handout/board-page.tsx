import { formatDay } from '../../../../core/calendar.ts';
import type { SurveyDefinition } from '../../../../core/survey/definition.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { HandoutBoard } from '../../actions/handouts.ts';
import type { Handout } from '../../queries/handouts.ts';
import { STANDING_TITLES, standingOf } from '../../rules/handout-proposal.ts';
import { sheetPath } from '../sheet/view.ts';

/** Numbers of questions as they are printed: 「問1、問1-2」. */
export function numbersOf(survey: SurveyDefinition, ids: readonly string[]): string {
  const wanted = new Set(ids);
  return survey.questions
    .filter((question) => wanted.has(question.id))
    .map((question) => `問${question.number}`)
    .join('、');
}

/** Questions of a 照会 that have no answer in force. */
export function openQuestions(board: Pick<HandoutBoard, 'open'>, handout: Handout): readonly string[] {
  return handout.questions.filter(
    (id) => board.open.values[id] === undefined && board.open.path.get(id) !== 'not-asked',
  );
}

/** 庁内照会: who was asked what, by when, and who still owes it. */
export function HandoutBoardPage(props: { board: HandoutBoard; sample: boolean }) {
  const { board } = props;
  const { open, handouts, proposal } = board;
  const { round, today } = open;
  const free = [...proposal.handouts.flatMap((one) => one.questions), ...proposal.kept];
  const unanswered = free.filter((id) => open.values[id] === undefined && open.path.get(id) !== 'not-asked');
  const owing = handouts.filter((one) => one.state === 'out').length;
  const overdue = handouts.filter((one) => standingOf(one, today) === 'overdue').length;
  return (
    <Page
      title={owing === 0 ? '庁内照会' : `庁内照会　${owing}課から未着`}
      documentTitle={`庁内照会 ${open.sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${open.sheet.sheetNo}`, href: sheetPath(open) },
        { title: '庁内照会' },
      ]}
      sample={props.sample}
      asOf={round.title}
      coverage={
        open.due === null || open.disaster ? '締切はありません' : `この団体の締切 ${formatDay(open.due)}`
      }
    >
      {overdue === 0 ? null : (
        <Notice kind="warning" title={`期限を過ぎた照会が${overdue}件あります`}>
          <p>照会番号を開くと、催促の文面を写せます。</p>
        </Notice>
      )}
      <p>設問を課に分け、Excelか紙で照会します。課にアカウントは要りません。</p>
      <p>
        <Button href={sheetPath(open, '/handouts/new')}>設問を課に分ける</Button>
      </p>
      <DataTable
        caption="課への照会"
        wide
        rows={handouts}
        rowKey={(one) => one.handoutId}
        rowHeader="no"
        empty="まだ照会していません。"
        columns={[
          {
            id: 'no',
            title: '照会番号',
            cell: (one) => <a href={sheetPath(open, `/handouts/${one.handoutNo}`)}>{one.handoutNo}</a>,
          },
          { id: 'section', title: '照会先', cell: (one) => sectionTitle(one) },
          {
            id: 'standing',
            title: '状態',
            cell: (one) => {
              const standing = standingOf(one, today);
              const title = STANDING_TITLES[standing];
              return standing === 'overdue' ? <strong>{title}</strong> : title;
            },
          },
          { id: 'due', title: '期限', cell: (one) => (one.due === null ? '定めなし' : formatDay(one.due)) },
          {
            id: 'answered',
            title: '回答済み',
            unit: '問',
            align: 'number',
            cell: (one) =>
              one.state === 'cancelled'
                ? '－'
                : `${one.questions.length - openQuestions(board, one).length}／${one.questions.length}`,
          },
          {
            id: 'sent',
            title: '届いた回答票',
            unit: '件',
            align: 'number',
            cell: (one) => board.uploads.filter((upload) => upload.handoutId === one.handoutId).length,
          },
        ]}
      />
      <section class="dads-section">
        <h2>{`照会していない設問　${free.length}問（未回答 ${unanswered.length}問）`}</h2>
        <p>{free.length === 0 ? 'すべての設問を照会しています。' : numbersOf(round.survey, free)}</p>
      </section>
      <p>
        <a href={sheetPath(open, '/workbooks')}>課から届いた回答票（Excel）を送る</a>
      </p>
    </Page>
  );
}

/** 「総務課」, with the organ where it is not the head's. */
export function sectionTitle(handout: Pick<Handout, 'sectionName' | 'organ'>): string {
  return handout.organ === '長' ? handout.sectionName : `${handout.sectionName}（${handout.organ}）`;
}
