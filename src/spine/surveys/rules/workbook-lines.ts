import { toWareki } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question } from '../../../core/survey/definition.ts';
import { NOT_APPLICABLE } from '../../../core/survey/read-answer.ts';
import type { OutValidation } from '../../../core/workbook.ts';
import { answerText, numberText } from './answer-text.ts';
import type { Look, PlannedCell } from './workbook-book.ts';
import { MARK, TAKE_BACK, type WorkbookFacts } from './workbook-facts.ts';
import { type KeyedRow, listedOption, questionKey, rowsOf } from './workbook-keys.ts';

/** Letters of the columns as `HEADINGS` prints them; reading does not rely on them. */
const ANSWER = 'D';
export const STATUS_COLUMN = 'I';

export interface QuestionLine {
  readonly cells: readonly PlannedCell[];
  readonly validation: OutValidation | null;
  /** A head that says 「未記入」 as the workbook is made. */
  readonly unanswered: boolean;
}

/** The rows of one question; the first stands in row `at` (from 0). */
export function linesOf(
  all: readonly Question[],
  question: Question,
  facts: WorkbookFacts,
  at: number,
  ranges: ReadonlyMap<string, string>,
): readonly QuestionLine[] {
  const filled = facts.filled[question.id];
  const keyed = rowsOf(question);
  return keyed.map((row, index) => {
    const head = row.role.kind === 'answer';
    const cell = `${ANSWER}${at + index + 1}`;
    const value = filledValue(row, filled);
    const status = head ? statusOf(question, at, keyed.length, filled !== undefined) : null;
    const text = (text: string, look: Look = 'text'): PlannedCell => ({ value: text, look });
    return {
      validation: validationOf(row, cell, ranges),
      unanswered: status?.value === '未記入',
      cells: [
        { value: row.key, look: 'identifier' },
        text(titleOf(row), head ? 'strong' : 'text'),
        text(head ? helpOf(all, question) : ''),
        { value, look: `${lookOf(row)}${filled === undefined ? '' : '-filled'}` as Look },
        text(unitOf(row)),
        head ? { value: facts.printed.remarks[question.id] ?? '', look: 'free' } : text('', 'shut'),
        text(lastText(row, facts.printed.last[question.id])),
        text(head ? (facts.printed.origins[question.id] ?? '') : ''),
        status ?? text('', 'shut'),
      ],
    };
  });
}

function titleOf({ question, role }: KeyedRow): string {
  if (role.kind === 'option') return `　${role.option.title}`;
  if (question.kind.type === 'share' && role.kind !== 'answer')
    return `　${role.kind === 'base' ? question.kind.baseTitle : question.kind.valueTitle}`;
  return question.title;
}

/** What to write, when it is asked, and what the words mean. */
function helpOf(all: readonly Question[], question: Question): string {
  const { kind } = question;
  const how =
    kind.type === 'choice'
      ? `次から1つ：${kind.options.map(listedOption).join('、')}`
      : kind.type === 'choices'
        ? `当てはまる行に${MARK}${kind.atMost === null ? '（いくつでも）' : `（${kind.atMost}つまで）`}`
        : kind.type === 'share'
          ? '下の2行に記入'
          : kind.type === 'date'
            ? '日付（例：令和8年4月1日）'
            : kind.type === 'text'
              ? `文章（${kind.maxLength}字まで）`
              : numberHelp(kind);
  const conditions = (question.askedWhen ?? []).map((condition) => {
    const other = all.find((one) => one.id === condition.question);
    const options = other?.kind.type === 'choice' || other?.kind.type === 'choices' ? other.kind.options : [];
    const titles = condition.options.map((id) => options.find((one) => one.id === id)?.title ?? id);
    return `${other === undefined ? condition.question : questionKey(other)}が「${titles.join('」か「')}」の場合だけ回答`;
  });
  return [
    ...conditions,
    how,
    ...(question.optional === true ? ['任意'] : []),
    ...(question.mayNotApply === true ? [`当たらない場合は「${NOT_APPLICABLE}」`] : []),
    ...(question.help === '' ? [] : [question.help]),
  ].join('\n');
}

function numberHelp(kind: Extract<Question['kind'], { type: 'number' }>): string {
  const decimals = kind.scale === 0 ? '整数' : `小数第${kind.scale}位まで`;
  const range = [
    ...(kind.min === null ? [] : [`${kind.min}以上`]),
    ...(kind.max === null ? [] : [`${kind.max}以下`]),
  ];
  return `数値（${[decimals, ...range].join('、')}）`;
}

function unitOf({ question, role }: KeyedRow): string {
  const { kind } = question;
  if (kind.type === 'number') return kind.unit;
  return kind.type === 'share' && role.kind !== 'answer' ? kind.unit : '';
}

function lookOf({ question, role }: KeyedRow): Look {
  const { kind } = question;
  if (role.kind === 'option') return 'mark';
  if (role.kind !== 'answer') return 'number';
  if (kind.type === 'number') return kind.scale === 0 ? 'number' : 'decimal';
  return kind.type === 'text' || kind.type === 'date' ? 'free' : 'choice';
}

/** Up to 15 digits as a number, so that sums of the office work; longer ones as text, so that none is lost. */
function numeric(text: string): string | number {
  return text.replace(/\D/g, '').length <= 15 ? Number(text) : text;
}

function filledValue({ question, role }: KeyedRow, filled: AnswerValue | undefined): string | number {
  if (filled === undefined) return '';
  if (filled.type === 'not-applicable') return role.kind === 'answer' ? NOT_APPLICABLE : '';
  if (role.kind === 'option')
    return filled.type === 'choices' && filled.options.includes(role.option.id) ? MARK : '';
  if (role.kind === 'base') return filled.type === 'share' ? numeric(filled.base) : '';
  if (role.kind === 'value') return filled.type === 'share' ? numeric(filled.value) : '';
  if (filled.type === 'choice' && question.kind.type === 'choice') {
    const index = question.kind.options.findIndex((option) => option.id === filled.option);
    const option = question.kind.options[index];
    return option === undefined ? '' : listedOption(option, index);
  }
  if (filled.type === 'number' && question.kind.type === 'number')
    return numeric(numberText(filled.value, question.kind.scale, false));
  if (filled.type === 'date') return toWareki(filled.day);
  return filled.type === 'text' ? filled.text : '';
}

function lastText({ question, role }: KeyedRow, last: AnswerValue | undefined): string {
  if (last === undefined) return '';
  if (role.kind === 'option')
    return last.type === 'choices' && last.options.includes(role.option.id) ? MARK : '';
  if (role.kind === 'base') return last.type === 'share' ? numberText(last.base, 0) : '';
  if (role.kind === 'value') return last.type === 'share' ? numberText(last.value, 0) : '';
  const split = last.type === 'choices' || last.type === 'share';
  return split ? '' : (answerText(question, last) ?? '');
}

function validationOf(
  row: KeyedRow,
  cell: string,
  ranges: ReadonlyMap<string, string>,
): OutValidation | null {
  const { question, role } = row;
  const { kind } = question;
  const words = question.mayNotApply === true ? [NOT_APPLICABLE, TAKE_BACK] : [TAKE_BACK];
  if (role.kind === 'option')
    return { cell, kind: 'list', formula: `"${MARK}"`, message: `当てはまるときは${MARK}を選んでください。` };
  if (role.kind === 'answer' && (kind.type === 'choices' || kind.type === 'share'))
    return {
      cell,
      kind: 'list',
      formula: `"${words.join(',')}"`,
      message: `ここには「${words.join('」か「')}」だけを記入できます。回答は下の行に記入してください。`,
    };
  const range = ranges.get(question.id);
  if (kind.type === 'choice' && range !== undefined)
    return { cell, kind: 'list', formula: range, message: '一覧から選んでください。' };
  if (kind.type !== 'number' && kind.type !== 'share') return null;
  const limits = [
    `ISNUMBER(${cell})`,
    ...(kind.type === 'share' ? [`${cell}>=0`] : kind.min === null ? [] : [`${cell}>=${kind.min}`]),
    ...(kind.type === 'number' && kind.max !== null ? [`${cell}<=${kind.max}`] : []),
    ...(kind.type === 'share' || kind.scale === 0 ? [`${cell}=INT(${cell})`] : []),
  ];
  const other = role.kind === 'answer' ? words.map((word) => `${cell}="${word}"`) : [];
  const help = kind.type === 'share' ? '数値（0以上の整数）' : numberHelp(kind);
  return {
    cell,
    kind: 'custom',
    formula: `OR(${[`AND(${limits.join(',')})`, ...other].join(',')})`,
    message: `${help}を記入してください。`,
  };
}

/** 未記入 / 記入済 / what is wrong, in functions of Excel 2016; its value as the workbook is made stands beside it. */
function statusOf(question: Question, at: number, rows: number, filled: boolean): PlannedCell {
  const { kind } = question;
  const own = `${ANSWER}${at + 1}`;
  // Whether a conditional question is asked is not known here, so its emptiness says nothing.
  const empty = question.optional === true || (question.askedWhen ?? []).length > 0 ? '' : '未記入';
  const value = filled ? '記入済' : empty;
  const given = (condition: string, then: string) =>
    `IF(${own}<>"","記入済",IF(${condition},"${empty}",${then}))`;
  if (kind.type === 'choices') {
    const marks = `COUNTIF(${ANSWER}${at + 2}:${ANSWER}${at + rows},"${MARK}")`;
    const then =
      kind.atMost === null ? '"記入済"' : `IF(${marks}>${kind.atMost},"${kind.atMost}つまで","記入済")`;
    return { value, formula: given(`${marks}=0`, then), look: 'text' };
  }
  if (kind.type === 'share') {
    const [base, part] = [`${ANSWER}${at + 2}`, `${ANSWER}${at + 3}`];
    const then = `IF(OR(${base}="",${part}=""),"片方だけ",IF(${part}>${base},"内数が過大","記入済"))`;
    return { value, formula: given(`AND(${base}="",${part}="")`, then), look: 'text' };
  }
  return { value, formula: `IF(${own}="","${empty}","記入済")`, look: 'text' };
}
