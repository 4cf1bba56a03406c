import { definitionKey, type IndicatorDefinition } from '../indicator.ts';
import type { Binding, Condition, Derivation, Question, SurveyDefinition } from './definition.ts';
import type { AddFault } from './definition-fault.ts';
import { questionsOf } from './derive.ts';

/** Ids of the options of a question; none where it has no options. */
export function optionsOf(question: Question | undefined): ReadonlySet<string> {
  const kind = question?.kind;
  return new Set(
    kind?.type === 'choice' || kind?.type === 'choices' ? kind.options.map((option) => option.id) : [],
  );
}

/** Decimals of a number; 0 of a share; null of everything else. */
export function scaleOf(question: Question | undefined): number | null {
  if (question?.kind.type === 'number') return question.kind.scale;
  return question?.kind.type === 'share' ? 0 : null;
}

/** Whether every binding takes from its question what it can give, and gives its indicator what that can take. */
export function checkBindings(
  survey: SurveyDefinition,
  all: ReadonlyMap<string, Question>,
  indicators: readonly IndicatorDefinition[] | undefined,
  add: AddFault,
): void {
  const known = indicators && new Map(indicators.map((one) => [definitionKey(one), one]));
  const facts = new Set<string>();
  for (const binding of survey.bindings) {
    const at = questionsOf(binding.from)[0] ?? null;
    const name = binding.part === '' ? binding.indicator : `${binding.indicator}（${binding.part}）`;
    const fact = `${binding.indicator}~${binding.part}`;
    if (facts.has(fact)) add('binding-twice', at, 'binding', { found: name });
    facts.add(fact);
    checkSource(binding, all, add);
    if (known === undefined) continue;
    const definition = known.get(binding.indicator);
    if (definition === undefined) {
      add('binding-no-indicator', at, 'binding', { found: binding.indicator });
      continue;
    }
    const parts = definition.parts?.map((part) => part.id) ?? [];
    const total = binding.part === 'total' && definition.partsTotal !== undefined;
    if (binding.part !== '' && !total && !parts.includes(binding.part))
      add('binding-no-part', at, 'binding', { found: binding.part, indicator: binding.indicator });
    checkTarget(binding, definition, all, add);
  }
}

/** Whether the questions can give what the derivation takes from them. */
function checkSource(
  { indicator, from, when = [] }: Binding,
  all: ReadonlyMap<string, Question>,
  add: AddFault,
): void {
  const conditions = [...when, ...(from.kind === 'all-of' ? from.conditions : [])];
  for (const condition of conditions) checkCondition(indicator, condition, all, add);
  if (from.kind === 'all-of') {
    if (from.conditions.length === 0) add('binding-no-question', null, 'binding', { found: indicator });
    return;
  }
  const wanted = {
    option: 'choice',
    'has-option': 'choices',
    number: 'number',
    share: 'share',
    'pooled-share': 'share',
  };
  const ids = questionsOf(from);
  if (ids.length === 0) add('binding-no-question', null, 'binding', { found: indicator });
  for (const id of ids) {
    const question = all.get(id);
    if (question === undefined) add('binding-no-question', null, 'binding', { found: id });
    else if (question.kind.type !== wanted[from.kind])
      add('binding-kind', question.id, 'binding', { found: indicator });
    else checkOptions(from, question, add);
  }
}

function checkCondition(
  indicator: string,
  condition: Condition,
  all: ReadonlyMap<string, Question>,
  add: AddFault,
): void {
  const question = all.get(condition.question);
  if (question === undefined) {
    add('binding-no-question', null, 'binding', { found: condition.question });
    return;
  }
  const options = optionsOf(question);
  if (options.size === 0) {
    add('binding-kind', question.id, 'binding', { found: indicator });
    return;
  }
  if (condition.options.length === 0) add('binding-option', question.id, 'binding', { found: '' });
  for (const option of condition.options)
    if (!options.has(option)) add('binding-option', question.id, 'binding', { found: option });
}

function checkOptions(from: Derivation, question: Question, add: AddFault): void {
  if (from.kind !== 'option' && from.kind !== 'has-option') return;
  const options = optionsOf(question);
  const named =
    from.kind === 'option'
      ? [...Object.keys(from.values), ...Object.keys(from.reasons ?? {})]
      : [from.option];
  for (const option of named)
    if (!options.has(option)) add('binding-option', question.id, 'binding', { found: option });
  if (from.kind !== 'option') return;
  // An option without a value and without a reason would be 「未回答」 although it was answered.
  for (const option of options)
    if (!named.includes(option)) add('binding-option-unsaid', question.id, 'binding', { found: option });
}

/** Whether the indicator can take such values: its kind, its scale, its choices. */
function checkTarget(
  { indicator, from }: Binding,
  definition: IndicatorDefinition,
  all: ReadonlyMap<string, Question>,
  add: AddFault,
): void {
  const question = questionsOf(from)[0] ?? null;
  const wrong = (found: string) => add('binding-value', question, 'binding', { found, indicator });
  const { valueKind } = definition;
  if (from.kind === 'share' || (from.kind === 'pooled-share' && from.take === 'both')) {
    if (valueKind !== 'share') wrong('内数と総数');
    return;
  }
  if (from.kind === 'pooled-share') {
    if (valueKind !== 'count' || definition.scale !== 0) wrong('件数');
    return;
  }
  if (from.kind === 'number') {
    const scale = scaleOf(all.get(from.question));
    if (!['count', 'amount', 'percent'].includes(valueKind) || scale !== definition.scale) wrong('数値');
    return;
  }
  if (from.kind === 'option') {
    const allowed =
      valueKind === 'choice'
        ? new Set(definition.choices?.map((choice) => choice.value))
        : new Set(valueKind === 'yes-no' ? [0, 1] : []);
    for (const value of Object.values(from.values)) if (!allowed.has(value)) wrong(String(value));
    return;
  }
  if (valueKind !== 'yes-no') wrong('選択の有無');
}
