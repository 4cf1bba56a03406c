import type { ComponentChildren } from 'preact';
import type { AnswerValue } from '../../../../core/survey/answer.ts';
import type { Question } from '../../../../core/survey/definition.ts';
import { Disclosure } from '../../../../ui/disclosure.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { SavedAnswer } from '../../queries/answers.ts';
import type { UploadDecision } from '../../queries/uploads.ts';
import { answerText } from '../../rules/answer-text.ts';
import type { KeptBecause } from '../../rules/save.ts';
import { KEPT_TITLES } from '../../rules/sentences.ts';
import { type CompareLine, type LineKind, TAKEABLE } from '../../rules/workbook-compare.ts';
import { CARE_SENTENCES, cellFaultSentence, LINE_TITLES, placeOf } from '../../rules/workbook-sentences.ts';
import { instantOf } from '../chain/parts.tsx';

type Questions = ReadonlyMap<string, Question>;
type Now = ReadonlyMap<string, SavedAnswer>;

/** 「問2 担当の人数」 */
function titleOf(questions: Questions, id: string): string {
  const question = questions.get(id);
  return question === undefined ? id : `問${question.number}　${question.title}`;
}

function AnswerText(props: {
  questions: Questions;
  id: string;
  value: AnswerValue | null | undefined;
  remark: string | null | undefined;
  none: string;
}) {
  const question = props.questions.get(props.id);
  const text = question === undefined ? null : answerText(question, props.value);
  return (
    <>
      {text ?? props.none}
      {props.remark == null || props.remark === '' ? null : (
        <small class="survey-remark">補足：{props.remark}</small>
      )}
    </>
  );
}

/** Lines that can be taken over, each with its box; boxes carry the revision that is shown here as standing. */
export function TakeTable(props: {
  lines: readonly CompareLine[];
  questions: Questions;
  now: Now;
  /** False: nothing is ticked beforehand. */
  all: boolean;
}) {
  const { questions, now } = props;
  return (
    <>
      <DataTable
        caption="取り込む回答を選ぶ"
        wide
        rows={props.lines}
        rowKey={(line) => line.questionId}
        rowHeader="question"
        columns={[
          {
            id: 'take',
            title: '取り込む',
            cell: (line) => (
              <input
                class="survey-check"
                type="checkbox"
                name="take"
                value={line.questionId}
                checked={line.proposed && props.all}
                aria-label={`${titleOf(questions, line.questionId)}を取り込む`}
              />
            ),
          },
          { id: 'question', title: '設問', cell: (line) => titleOf(questions, line.questionId) },
          {
            id: 'kind',
            title: '違い',
            cell: (line) => (
              <>
                {line.kind === 'conflict' ? <strong>{LINE_TITLES.conflict}</strong> : LINE_TITLES[line.kind]}
                {line.read.care.map((care) => (
                  <small class="survey-remark" key={care}>
                    {CARE_SENTENCES[care]}
                  </small>
                ))}
              </>
            ),
          },
          {
            id: 'sent',
            title: '送られた回答',
            cell: (line) => (
              <>
                <AnswerText
                  questions={questions}
                  id={line.questionId}
                  value={line.value}
                  remark={line.remark}
                  none="取消"
                />
                {line.read.cells[0] === undefined ? null : (
                  <small class="survey-remark">{placeOf(line.read.cells[0])}</small>
                )}
              </>
            ),
          },
          { id: 'now', title: '今の回答', cell: (line) => <Standing {...{ questions, now, line }} /> },
        ]}
      />
      {props.lines.map((line) => (
        <input
          key={line.questionId}
          type="hidden"
          name={`seen-${line.questionId}`}
          value={String(line.standingRevision)}
        />
      ))}
    </>
  );
}

function Standing(props: { questions: Questions; now: Now; line: CompareLine }) {
  const saved = props.now.get(props.line.questionId);
  return (
    <>
      <AnswerText
        questions={props.questions}
        id={props.line.questionId}
        value={saved?.value}
        remark={saved?.remark}
        none={saved === undefined ? '未回答' : '取り消されています'}
      />
      {saved === undefined || props.line.kind !== 'conflict' ? null : (
        <small class="survey-remark">{`${instantOf(saved.savedAt)}　${saved.seatTitle}が保存`}</small>
      )}
    </>
  );
}

/** What could not be read, at the address of its cell, with the text as it was typed. */
export function RefusedLines(props: { lines: readonly CompareLine[]; questions: Questions }) {
  const lines = props.lines.filter((line) => line.kind === 'refused');
  if (lines.length === 0) return null;
  return (
    <section class="dads-section">
      <h2>{`読めない値が${lines.length}問あります`}</h2>
      <p>ほかの設問は取り込めます。直して送り直すか、画面で答えてください。</p>
      <DataTable
        caption="読めない値"
        captionHidden
        wide
        rows={lines}
        rowKey={(line) => line.questionId}
        rowHeader="question"
        columns={[
          { id: 'question', title: '設問', cell: (line) => titleOf(props.questions, line.questionId) },
          {
            id: 'why',
            title: '理由と直し方',
            cell: ({ read }) =>
              read.outcome.kind === 'fault' ? cellFaultSentence(read.outcome.fault, read.outcome.at) : '',
          },
          { id: 'text', title: '書かれていたもの', cell: (line) => typedText(line) },
        ]}
      />
    </section>
  );
}

function typedText({ read }: CompareLine): ComponentChildren {
  const texts = read.cells.map((cell) => `${cell.address}：${cell.text}`);
  return (
    <>
      {texts.join('　')}
      {read.remark === null ? null : <small class="survey-remark">補足：{read.remark}</small>}
    </>
  );
}

const QUIET: readonly LineKind[] = ['emptied', 'untouched', 'no-row', 'empty', 'same'];

/** Lines that change nothing, and why not. */
export function OtherLines(props: {
  lines: readonly CompareLine[];
  questions: Questions;
  now: Now;
  /** Lines that could have been taken and were not are shown here, too. */
  finished: boolean;
}) {
  const kinds = props.finished ? [...TAKEABLE, ...QUIET] : QUIET;
  return (
    <>
      {kinds.map((kind) => {
        const lines = props.lines.filter((line) => line.kind === kind);
        if (lines.length === 0) return null;
        return (
          <Disclosure
            key={kind}
            summary={`${LINE_TITLES[kind]}　${lines.length}問`}
            open={kind === 'emptied'}
          >
            {kind === 'emptied' ? (
              <p>空欄は取消になりません。取り消すときは「取消」と記入するか、画面で取り消してください。</p>
            ) : null}
            <ul>
              {lines.map((line) => (
                <li key={line.questionId}>
                  {titleOf(props.questions, line.questionId)}
                  {kind === 'empty' || kind === 'no-row' ? null : (
                    <>
                      ：
                      <Standing questions={props.questions} now={props.now} line={line} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Disclosure>
        );
      })}
    </>
  );
}

const OUTCOMES: Readonly<Record<UploadDecision['outcome'], string>> = {
  saved: '回答にしました',
  unchanged: '今の回答と同じでした',
  kept: '控えに残しました',
  left: '取り込みませんでした',
};

export function DecisionsTable(props: { decisions: readonly UploadDecision[]; questions: Questions }) {
  if (props.decisions.length === 0) return null;
  return (
    <section class="dads-section">
      <h2>取込の記録</h2>
      <DataTable
        caption="取込の記録"
        captionHidden
        wide
        rows={props.decisions.map((decision, index) => ({ ...decision, index }))}
        rowKey={(one) => String(one.index)}
        rowHeader="question"
        columns={[
          { id: 'question', title: '設問', cell: (one) => titleOf(props.questions, one.questionId) },
          {
            id: 'outcome',
            title: '結果',
            cell: (one) =>
              one.because === null
                ? OUTCOMES[one.outcome]
                : `${OUTCOMES[one.outcome]}（${KEPT_TITLES[one.because as KeptBecause]}）`,
          },
          { id: 'at', title: '日時', cell: (one) => instantOf(one.at) },
          { id: 'by', title: '行った職', cell: (one) => one.seatTitle },
        ]}
      />
    </section>
  );
}
