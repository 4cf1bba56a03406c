import type {
  Binding,
  Check,
  Condition,
  Question,
  SurveyDefinition,
} from '../../../core/survey/definition.ts';
import { questionsOf } from '../../../core/survey/derive.ts';
import {
  LEVEL_TITLES,
  type QuestionCells,
  type QuestionColumn,
  REASON_WORDS,
  type SurveyCells,
  TYPE_TITLES,
} from './definition-columns.ts';

/** A survey's head as the cells of the definition sheet. */
export function surveyCells(survey: SurveyDefinition): SurveyCells {
  const { id, title, legalBasis, purpose, returned, source } = survey;
  const level = LEVEL_TITLES[survey.level];
  return { id, title, legalBasis, purpose, returned, source, level, minutes: String(survey.minutes) };
}

/** A question as the cells of its row. `definition-read.ts` reads them back to the same question. */
export function questionCells(survey: SurveyDefinition, question: Question): QuestionCells {
  const { kind } = question;
  const cells: Partial<Record<QuestionColumn, string>> = {
    number: question.number,
    id: question.id,
    section: `${question.section}：${survey.sections.find((one) => one.id === question.section)?.title ?? ''}`,
    title: question.title,
    help: question.help,
    type: TYPE_TITLES[kind.type],
    optional: question.optional === true ? '○' : '',
    mayNotApply: question.mayNotApply === true ? '○' : '',
    askedWhen: (question.askedWhen ?? []).map((one) => conditionText(one, '＝')).join('\n'),
    checks: (question.checks ?? []).map(checkText).join('\n'),
    bindings: survey.bindings
      .filter((binding) => homeOf(binding) === question.id)
      .map(bindingText)
      .join('\n'),
    usuallyKnownBy: question.usuallyKnownBy ?? '',
  };
  if (kind.type === 'choice' || kind.type === 'choices')
    cells.options = kind.options
      .map((option) => `${option.id}：${option.title}${option.alone === true ? '【単独】' : ''}`)
      .join('\n');
  if (kind.type === 'choices') cells.atMost = kind.atMost === null ? '' : String(kind.atMost);
  if (kind.type === 'number') {
    cells.unit = kind.unit;
    cells.scale = kind.scale === 0 ? '' : String(kind.scale);
    cells.min = kind.min === null ? '' : String(kind.min);
    cells.max = kind.max === null ? '' : String(kind.max);
  }
  if (kind.type === 'share')
    Object.assign(cells, { unit: kind.unit, valueTitle: kind.valueTitle, baseTitle: kind.baseTitle });
  if (kind.type === 'text') cells.maxLength = String(kind.maxLength);
  return cells;
}

/** The question in whose row a binding stands: the first that it takes its value from. */
export function homeOf(binding: Binding): string | undefined {
  return questionsOf(binding.from)[0];
}

function conditionText(condition: Condition, equals: '＝' | '='): string {
  return `${condition.question}${equals}${condition.options.join('／')}`;
}

function checkText(check: Check): string {
  if (check.kind === 'like-last-round') return `前回差：${check.percent}%`;
  const mark = check.severity === 'warning' ? '（注意）' : '';
  if (check.kind === 'not-more-than') return `以下：${check.question}${mark}`;
  return `合計：${check.questions.join('、')}${mark}`;
}

function bindingText({ indicator, part, when, from }: Binding): string {
  const name = part === '' ? indicator : `${indicator}/${part}`;
  const only =
    when === undefined || when.length === 0
      ? ''
      : `［${when.map((one) => conditionText(one, '=')).join('、')}］`;
  return `${name}${derivationText(from)}${only}`;
}

function derivationText(from: Binding['from']): string {
  if (from.kind === 'number' || from.kind === 'share') return '';
  if (from.kind === 'has-option') return `：${from.option}`;
  if (from.kind === 'all-of')
    return `：全て ${from.conditions.map((one) => conditionText(one, '=')).join('、')}`;
  if (from.kind === 'pooled-share') {
    const take = { both: '', value: '（内数）', base: '（総数）' }[from.take];
    return `：合算${take} ${from.questions.join('、')}`;
  }
  const values = Object.entries(from.values).map(([option, value]) => `${option}=${value}`);
  const reasons = Object.entries(from.reasons ?? {}).map(
    ([option, reason]) => `${option}=${REASON_WORDS[reason]}`,
  );
  return `：${[...values, ...reasons].join('、')}`;
}
