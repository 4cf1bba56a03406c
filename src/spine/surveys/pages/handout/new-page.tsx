import { formatDay } from '../../../../core/calendar.ts';
import { isPublicHoliday } from '../../../../platform/holidays.ts';
import { Button } from '../../../../ui/button.tsx';
import { ErrorSummary, HiddenFields, SelectField, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { HandoutBoard } from '../../actions/handouts.ts';
import { proposedDue } from '../../rules/handout-proposal.ts';
import { sheetPath, unansweredText } from '../sheet/view.ts';

/** As many sections as one form offers; more are handed out by a second one. */
export const PARTS = 8;

/** A form as it stands: proposed, or as it was sent and refused. */
export interface SplitForm {
  readonly parts: readonly {
    readonly sectionId: string;
    readonly sectionName: string;
    readonly due: string;
    readonly message: string;
  }[];
  /** Question → number of the part (from 1); 0: stays here. */
  readonly choice: ReadonlyMap<string, number>;
}

/** What is proposed by who usually knows it; free parts stand below for what a person wants to add. */
export function proposedForm(board: HandoutBoard): SplitForm {
  const { proposal, open } = board;
  const due = proposedDue(open.disaster ? null : open.due, open.today, isPublicHoliday) ?? '';
  const choice = new Map<string, number>(proposal.kept.map((id) => [id, 0]));
  const shown = proposal.handouts.slice(0, PARTS);
  for (const [index, one] of shown.entries()) for (const id of one.questions) choice.set(id, index + 1);
  return {
    choice,
    parts: Array.from({ length: Math.min(PARTS, Math.max(3, shown.length + 1)) }, (_, index) => ({
      sectionId: shown[index]?.sectionId ?? '',
      sectionName: shown[index]?.sectionId == null ? (shown[index]?.sectionName ?? '') : '',
      due,
      message: '',
    })),
  };
}

/** One form: the sections with their deadlines and words, and for every question which of them answers it. */
export function HandoutNewPage(props: {
  board: HandoutBoard;
  form: SplitForm;
  token: string;
  sample: boolean;
  error?: string;
}) {
  const { board, form } = props;
  const { open, sections } = board;
  const held = new Map(
    board.handouts
      .filter((one) => one.state === 'out' || one.state === 'back')
      .flatMap((one) => one.questions.map((id) => [id, one.sectionName] as const)),
  );
  const partTitle = (index: number) => {
    const part = form.parts[index];
    const name = sections.find((one) => one.sectionId === part?.sectionId)?.name ?? part?.sectionName ?? '';
    return name === '' ? `照会先${index + 1}` : `照会先${index + 1}（${name}）`;
  };
  return (
    <Page
      title="設問を課に分けます"
      documentTitle={`庁内照会の作成 ${open.sheet.sheetNo}`}
      breadcrumb={[
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${open.sheet.sheetNo}`, href: sheetPath(open) },
        { title: '庁内照会', href: sheetPath(open, '/handouts') },
        { title: '設問を課に分ける' },
      ]}
      sample={props.sample}
      asOf={open.round.title}
      coverage={open.due === null ? '締切はありません' : `この団体の締切 ${formatDay(open.due)}`}
    >
      {props.error === undefined ? null : (
        <ErrorSummary errors={[{ field: 'section-1', message: props.error }]} />
      )}
      <Notice kind="info" title="よく知っている課への分け方を、案として入れてあります">
        <p>違うところを直してください。一つの設問を別の課にも聞くときは、作った後にもう一度分けます。</p>
      </Notice>
      <form method="post" action={sheetPath(open, '/handouts')}>
        <HiddenFields csrf={props.token} />
        {form.parts.map((part, index) => (
          <fieldset class="survey-part" key={`part-${index + 1}`}>
            <legend>{partTitle(index)}</legend>
            <SelectField
              name={`section-${index + 1}`}
              label="課"
              value={part.sectionId}
              emptyOption="一覧にない課（名前を書く）"
              options={sections.map((section) => ({
                value: section.sectionId,
                title: section.organ === '長' ? section.name : `${section.name}（${section.organ}）`,
              }))}
            />
            <TextField
              name={`name-${index + 1}`}
              label="一覧にない課の名前"
              value={part.sectionName}
              maxLength={60}
            />
            <TextField name={`due-${index + 1}`} label="期限" type="date" size="short" value={part.due} />
            <TextField
              name={`message-${index + 1}`}
              label="一言（回答票に印刷します）"
              value={part.message}
              maxLength={200}
              size="full"
            />
          </fieldset>
        ))}
        <QuestionsTable {...{ board, form, held, partTitle }} />
        <p class="dads-row">
          <Button>この分け方で照会を作る</Button>
        </p>
      </form>
    </Page>
  );
}

function QuestionsTable(props: {
  board: HandoutBoard;
  form: SplitForm;
  held: ReadonlyMap<string, string>;
  partTitle: (index: number) => string;
}) {
  const { board, form, held, partTitle } = props;
  const { questions } = board.open.round.survey;
  return (
    <DataTable
      caption="どの課が答えるか"
      wide
      rows={questions}
      rowKey={(question) => question.id}
      rowHeader="question"
      columns={[
        { id: 'question', title: '設問', cell: (question) => `問${question.number}　${question.title}` },
        { id: 'hint', title: 'よく知っている課', cell: (question) => question.usuallyKnownBy ?? '－' },
        {
          id: 'now',
          title: '今',
          cell: (question) => [
            board.open.values[question.id] === undefined
              ? unansweredText(board.open, question.id)
              : '回答あり',
            held.has(question.id) ? (
              <small class="survey-remark">{held.get(question.id)}に照会中</small>
            ) : null,
          ],
        },
        {
          id: 'part',
          title: '照会先',
          cell: (question) => (
            <span class="dads-select">
              <select name={`question-${question.id}`} aria-label={`問${question.number}の照会先`}>
                <option value="0" selected={(form.choice.get(question.id) ?? 0) === 0}>
                  照会しない
                </option>
                {form.parts.map((_, index) => (
                  <option
                    key={`part-${index + 1}`}
                    value={String(index + 1)}
                    selected={form.choice.get(question.id) === index + 1}
                  >
                    {partTitle(index)}
                  </option>
                ))}
              </select>
            </span>
          ),
        },
      ]}
    />
  );
}
