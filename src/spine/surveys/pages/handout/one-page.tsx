import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { Seat } from '../../../contracts/seat.ts';
import { seatTitle } from '../../../contracts/seat.ts';
import { HANDOUT_STEPS, type HandoutBoard, type HandoutStep } from '../../actions/handouts.ts';
import type { Handout } from '../../queries/handouts.ts';
import { answerText } from '../../rules/answer-text.ts';
import { reminderText, STANDING_TITLES, standingOf } from '../../rules/handout-proposal.ts';
import { fieldHref, sheetPath, unansweredText } from '../sheet/view.ts';
import { UploadsTable } from '../workbook/workbooks-page.tsx';
import { openQuestions, sectionTitle } from './board-page.tsx';

const STEP_TITLES: Readonly<Record<HandoutStep, string>> = {
  back: '回答がそろったことにする',
  close: '取り込み終えたので閉じる',
  cancel: 'この照会を取りやめる',
  reopen: 'この照会を再開する',
};

/** One 庁内照会: the sheet to give out, what came back, words to remind by. */
export function HandoutPage(props: {
  board: HandoutBoard;
  handout: Handout;
  seat: Seat;
  coordinates: boolean;
  token: string;
  sample: boolean;
}) {
  const { board, handout, seat, coordinates, token } = props;
  const { open } = board;
  const { survey } = open.round;
  const path = sheetPath(open, `/handouts/${handout.handoutNo}`);
  const wanted = new Set(handout.questions);
  const steps = (Object.keys(HANDOUT_STEPS) as HandoutStep[])
    .filter((step) => (HANDOUT_STEPS[step].from as readonly string[]).includes(handout.state))
    .filter((step) => coordinates || step === 'back');
  const missing = openQuestions(board, handout);
  return (
    <Page
      title={`${sectionTitle(handout)}への庁内照会`}
      documentTitle={`庁内照会 ${handout.handoutNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${open.sheet.sheetNo}`, href: sheetPath(open) },
        ...(coordinates ? [{ title: '庁内照会', href: sheetPath(open, '/handouts') }] : []),
        { title: handout.handoutNo },
      ]}
      sample={props.sample}
      asOf={open.round.title}
      coverage={`${STANDING_TITLES[standingOf(handout, open.today)]}、${handout.questions.length}問中 ${missing.length}問が未回答`}
    >
      <DescriptionList
        items={[
          { term: '照会番号', detail: handout.handoutNo },
          { term: '期限', detail: handout.due === null ? '定めなし' : formatDay(handout.due) },
          { term: '一言', detail: handout.message ?? 'なし' },
          { term: '照会した職', detail: handout.madeBy },
        ]}
      />
      {handout.state === 'cancelled' ? null : (
        <section class="dads-section">
          <h2>課に渡す回答票</h2>
          <form method="post" action={sheetPath(open, '/workbooks')}>
            <HiddenFields csrf={token} values={{ handout: handout.handoutNo }} />
            <p class="dads-row">
              <Button>Excelの回答票を作る</Button>
              <Button kind="secondary" href={`${path}/paper`}>
                A4の回答票を開く（印刷用）
              </Button>
            </p>
          </form>
          <p>
            <a href={sheetPath(open, '/workbooks')}>記入された回答票を送る</a>
          </p>
        </section>
      )}
      <section class="dads-section">
        <h2>届いた回答票</h2>
        <UploadsTable
          view={open}
          uploads={board.uploads.filter((upload) => upload.handoutId === handout.handoutId)}
        />
      </section>
      <DataTable
        caption="照会した設問"
        wide
        rows={survey.questions.filter((question) => wanted.has(question.id))}
        rowKey={(question) => question.id}
        rowHeader="question"
        columns={[
          {
            id: 'question',
            title: '設問',
            cell: (question) => (
              <a href={fieldHref(open, question.id)}>{`問${question.number}　${question.title}`}</a>
            ),
          },
          {
            id: 'answer',
            title: '今の回答',
            cell: (question) =>
              answerText(question, open.values[question.id]) ?? unansweredText(open, question.id),
          },
        ]}
      />
      {coordinates && handout.state === 'out' ? (
        <section class="dads-section">
          <h2>催促の文面</h2>
          <label class="dads-field__label" for="reminder">
            写して、庁内のメールや文書に貼れます
          </label>
          <textarea id="reminder" class="survey-reminder" readOnly rows={9}>
            {reminderText({
              sectionName: handout.sectionName,
              roundTitle: open.round.title,
              handoutNo: handout.handoutNo,
              due: handout.due === null ? null : formatDay(handout.due),
              open: survey.questions
                .filter((one) => missing.includes(one.id))
                .map((one) => `問${one.number}`),
              from: seatTitle(seat),
            })}
          </textarea>
        </section>
      ) : null}
      {steps.length === 0 ? null : (
        <form method="post" action={path}>
          <HiddenFields csrf={token} />
          <p class="dads-row">
            {steps.map((step) => (
              <Button key={step} kind="secondary" name="step" value={step}>
                {STEP_TITLES[step]}
              </Button>
            ))}
          </p>
        </form>
      )}
    </Page>
  );
}
