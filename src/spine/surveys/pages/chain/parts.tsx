import { formatDay } from '../../../../core/calendar.ts';
import type { Answers } from '../../../../core/survey/answer.ts';
import { sameAnswer } from '../../../../core/survey/answer.ts';
import type { Finding } from '../../../../core/survey/check-answers.ts';
import type { Question, SurveyDefinition } from '../../../../core/survey/definition.ts';
import type { Asked } from '../../../../core/survey/path.ts';
import { DataTable } from '../../../../ui/table.tsx';
import { Timeline } from '../../../../ui/timeline.tsx';
import type { Decision } from '../../queries/chain.ts';
import type { StepLine } from '../../queries/sheets.ts';
import { answerText } from '../../rules/answer-text.ts';
import { findingSentence } from '../../rules/sentences.ts';
import {
  SHEET_STATE_TITLES,
  SHEET_STEP_TITLES,
  type SheetState,
  type SheetStep,
} from '../../rules/sheet-workflow.ts';

export function StateChip(props: { state: SheetState }) {
  return <span class={`survey-state survey-state--${props.state}`}>{SHEET_STATE_TITLES[props.state]}</span>;
}

const OTHER_STEPS: Readonly<Record<string, string>> = {
  open: '照会の到着',
  'ask-again': '再依頼',
  extend: '期限の変更',
  'pass-on': '団体の変更による引継ぎ',
};

export function stepTitle(step: string): string {
  return SHEET_STEP_TITLES[step as SheetStep] ?? OTHER_STEPS[step] ?? step;
}

/** An instant as people read it: 「令和8年4月20日 9:05」. */
export function instantOf(iso: string): string {
  const japan = new Date(Date.parse(iso) + 9 * 3_600_000).toISOString();
  return `${formatDay(japan.slice(0, 10))} ${Number(japan.slice(11, 13))}:${japan.slice(14, 16)}`;
}

/** What became of the sheet, newest first. */
export function StepsTimeline(props: { steps: readonly StepLine[]; survey: SurveyDefinition }) {
  if (props.steps.length === 0) return <p>まだ手続はありません。</p>;
  return (
    <Timeline
      label="手続の経過"
      entries={[...props.steps].reverse().map((step) => ({
        id: String(step.stepNo),
        date: instantOf(step.at),
        title: stepTitle(step.step),
        children: (
          <>
            <p>{step.seatTitle}</p>
            {step.documentNo === null ? null : <p>文書番号：{step.documentNo}</p>}
            {step.comment === null ? null : <p class="survey-comment">{step.comment}</p>}
            {step.questions.length === 0 ? null : (
              <p>
                対象：
                {props.survey.questions
                  .filter((question) => step.questions.includes(question.id))
                  .map((question) => `問${question.number}`)
                  .join('、')}
              </p>
            )}
          </>
        ),
      }))}
    />
  );
}

export function DecisionText(props: { decision: Decision }) {
  const { decision } = props;
  const marks = [decision.onBehalf ? '代決' : '', decision.samePerson ? '同一人' : ''].filter(Boolean);
  return (
    <>
      {decision.documentNo}（{formatDay(decision.decidedOn)}、{decision.decider}
      {marks.map((mark) => (
        <span class="survey-mark" key={mark}>
          {mark}
        </span>
      ))}
      ）
    </>
  );
}

export function FindingList(props: { findings: readonly Finding[]; questions: readonly Question[] }) {
  const of = (id: string) => props.questions.find((question) => question.id === id);
  return (
    <ul>
      {props.findings.map((finding) => (
        <li key={`${finding.question}-${finding.code}`}>
          <strong>{finding.severity === 'error' ? '要修正' : '要確認'}</strong>
          {` 問${of(finding.question)?.number ?? ''} ${of(finding.question)?.title ?? ''}：`}
          {findingSentence(finding, props.questions)}
        </li>
      ))}
    </ul>
  );
}

export interface AnswerLine {
  readonly question: Question;
  readonly now: string;
  readonly last: string;
  readonly changed: boolean;
  readonly remark: string | null;
}

/** Every question with the answer that stands and the one of the last round, as words. */
export function answerLines(
  survey: SurveyDefinition,
  values: Answers,
  last: Answers,
  path: ReadonlyMap<string, Asked>,
  remarks: ReadonlyMap<string, string | null>,
): readonly AnswerLine[] {
  return survey.questions.map((question) => {
    const asked = path.get(question.id) ?? 'asked';
    const value = values[question.id];
    const before = last[question.id];
    return {
      question,
      now: asked === 'not-asked' ? '該当なし' : (answerText(question, value) ?? '未回答'),
      last: answerText(question, before) ?? '－',
      changed: value !== undefined && before !== undefined && !sameAnswer(value, before),
      remark: remarks.get(question.id) ?? null,
    };
  });
}

/** All answers beside those of the last round; what differs is marked in words. */
export function AnswersTable(props: {
  caption: string;
  survey: SurveyDefinition;
  values: Answers;
  last: Answers;
  path: ReadonlyMap<string, Asked>;
  remarks: ReadonlyMap<string, string | null>;
}) {
  return (
    <DataTable
      caption={props.caption}
      wide
      columns={[
        { id: 'number', title: '問', cell: (line: AnswerLine) => line.question.number },
        { id: 'title', title: '設問', cell: (line) => line.question.title },
        {
          id: 'now',
          title: '回答',
          cell: (line) => (
            <>
              {line.now}
              {line.remark === null ? null : <small class="survey-remark">補足：{line.remark}</small>}
            </>
          ),
        },
        {
          id: 'last',
          title: '前回',
          cell: (line) => (
            <>
              {line.last}
              {line.changed ? <span class="survey-mark">変更</span> : null}
            </>
          ),
        },
      ]}
      rows={answerLines(props.survey, props.values, props.last, props.path, props.remarks)}
      rowKey={(line) => line.question.id}
      rowHeader="title"
      empty="設問がありません。"
    />
  );
}
