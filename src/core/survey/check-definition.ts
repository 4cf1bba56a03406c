import type { IndicatorDefinition } from '../indicator.ts';
import { checkBindings, optionsOf, scaleOf } from './check-bindings.ts';
import type { Check, Condition, Question, SurveyDefinition } from './definition.ts';
import type { AddFault, DefinitionFault } from './definition-fault.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Everything that is wrong with a definition, in the order of its questions; empty when it can be sent. With
 * `indicators` also whether what it is bound to exists and can take such values.
 */
export function checkDefinition(
  survey: SurveyDefinition,
  indicators?: readonly IndicatorDefinition[],
): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  const add: AddFault = (code, question, field, detail = {}) =>
    faults.push({ code, question, field, detail });
  if (!ID.test(survey.id)) add('bad-id', null, 'id', { found: survey.id });
  for (const field of ['title', 'legalBasis', 'purpose', 'returned', 'source'] as const)
    if (survey[field].trim() === '') add('text-missing', null, field);
  if (!Number.isInteger(survey.minutes) || survey.minutes < 1 || survey.minutes > 100_000)
    add('minutes', null, 'minutes', { found: String(survey.minutes) });
  if (survey.questions.length === 0) add('no-questions', null, 'questions');
  const sections = new Set(survey.sections.map((section) => section.id));
  if (sections.size < survey.sections.length) add('id-twice', null, 'sections', { found: 'sections' });
  const before = new Map<string, Question>();
  const numbers = new Set<string>();
  const all = new Map(survey.questions.map((question) => [question.id, question]));
  for (const question of survey.questions) {
    if (!ID.test(question.id)) add('bad-id', question.id, 'id', { found: question.id });
    if (before.has(question.id)) add('id-twice', question.id, 'id', { found: question.id });
    const number = question.number.normalize('NFKC').trim();
    if (number === '') add('text-missing', question.id, 'number');
    if (numbers.has(number)) add('number-twice', question.id, 'number', { found: question.number });
    numbers.add(number);
    if (question.title.trim() === '') add('text-missing', question.id, 'title');
    if (!sections.has(question.section))
      add('no-such-section', question.id, 'section', { found: question.section });
    checkKind(question, add);
    for (const condition of question.askedWhen ?? []) checkCondition(question, condition, before, add);
    for (const check of question.checks ?? []) checkCheck(question, check, all, add);
    before.set(question.id, question);
  }
  checkBindings(survey, all, indicators, add);
  return faults;
}

function checkKind(question: Question, add: AddFault): void {
  const { kind } = question;
  if (kind.type === 'choice' || kind.type === 'choices') {
    if (kind.options.length < 2) add('too-few-options', question.id, 'options');
    const ids = new Set<string>();
    const titles = new Set<string>();
    for (const option of kind.options) {
      if (!ID.test(option.id)) add('bad-id', question.id, 'options', { found: option.id });
      if (ids.has(option.id)) add('option-twice', question.id, 'options', { found: option.id });
      ids.add(option.id);
      const title = option.title.normalize('NFKC').replaceAll(/\s+/g, '');
      if (title === '') add('text-missing', question.id, 'options');
      // Cells hold titles: two alike could not be told apart.
      if (titles.has(title)) add('option-title-twice', question.id, 'options', { found: option.title });
      titles.add(title);
      // The words are the answer that a question lets through by `mayNotApply`.
      if (title === '該当なし')
        add('option-is-not-applicable', question.id, 'options', { found: option.title });
      if (option.alone === true && kind.type === 'choice')
        add('alone-without-company', question.id, 'options', { found: option.title });
    }
    if (kind.type === 'choices' && kind.atMost !== null) {
      const sane = Number.isInteger(kind.atMost) && kind.atMost >= 1 && kind.atMost <= kind.options.length;
      if (!sane)
        add('at-most', question.id, 'atMost', {
          found: String(kind.atMost),
          expected: String(kind.options.length),
        });
    }
    return;
  }
  if (kind.type === 'number') {
    if (!Number.isInteger(kind.scale) || kind.scale < 0 || kind.scale > 6)
      add('scale', question.id, 'scale', { found: String(kind.scale) });
    const limits = [kind.min, kind.max].filter((limit) => limit !== null);
    if (
      limits.some((limit) => !Number.isSafeInteger(limit)) ||
      (kind.min !== null && kind.max !== null && kind.min > kind.max)
    )
      add('limits', question.id, 'limits', { found: `${kind.min ?? ''}～${kind.max ?? ''}` });
    if (kind.unit.trim() === '') add('text-missing', question.id, 'unit');
    return;
  }
  if (kind.type === 'share') {
    for (const field of ['unit', 'valueTitle', 'baseTitle'] as const)
      if (kind[field].trim() === '') add('text-missing', question.id, field);
    return;
  }
  if (kind.type === 'text') {
    const sane = Number.isInteger(kind.maxLength) && kind.maxLength >= 1 && kind.maxLength <= 4000;
    if (!sane) add('max-length', question.id, 'maxLength', { found: String(kind.maxLength) });
  }
}

function checkCondition(
  question: Question,
  condition: Condition,
  before: ReadonlyMap<string, Question>,
  add: AddFault,
): void {
  const other = before.get(condition.question);
  if (other === undefined) {
    add('condition-not-earlier', question.id, 'askedWhen', { found: condition.question });
    return;
  }
  const options = optionsOf(other);
  if (condition.options.length === 0)
    add('condition-no-option', question.id, 'askedWhen', { question: other.number, found: '' });
  for (const option of condition.options)
    if (!options.has(option))
      add('condition-no-option', question.id, 'askedWhen', { question: other.number, found: option });
}

function checkCheck(
  question: Question,
  check: Check,
  all: ReadonlyMap<string, Question>,
  add: AddFault,
): void {
  const own = scaleOf(question);
  if (own === null) {
    add('check-no-number', question.id, 'checks', { found: question.number });
    return;
  }
  if (check.kind === 'like-last-round') {
    if (!Number.isInteger(check.percent) || check.percent < 1 || check.percent > 1000)
      add('percent', question.id, 'checks', { found: String(check.percent) });
    return;
  }
  const others = check.kind === 'not-more-than' ? [check.question] : check.questions;
  if (others.length === 0) add('check-no-number', question.id, 'checks', { found: '' });
  for (const id of others) {
    const other = all.get(id);
    const scale = id === question.id ? null : scaleOf(other);
    if (scale === null) add('check-no-number', question.id, 'checks', { found: other?.number ?? id });
    // Numbers are compared as whole numbers × 10^scale: different decimals would compare 12 with 1.2.
    else if (scale !== own) add('check-scale', question.id, 'checks', { found: other?.number ?? id });
  }
}
