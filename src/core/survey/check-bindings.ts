import { definitionKey, type IndicatorDefinition } from '../indicator.ts';
import type { Binding, Question, SurveyDefinition } from './definition.ts';
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
    if (binding.part !== '' && !parts.includes(binding.part))
      add('binding-no-part', at, 'binding', { found: binding.part, indicator: binding.indicator });
    checkTarget(binding, definition, all, add);
  }
}

/** Whether the questions can give what the derivation takes from them. */
function checkSource({ indicator, from }: Binding, all: ReadonlyMap<string, Question>, add: AddFault): void {
  if (from.kind === 'all-of' && from.conditions.length === 0)
    add('binding-no-question', null, 'binding', { found: indicator });
  const conditions = from.kind === 'all-of' ? from.conditions : [{ question: from.question, options: [] }];
  for (const condition of conditions) {
    const question = all.get(condition.question);
    if (question === undefined) {
      add('binding-no-question', null, 'binding', { found: condition.question });
      continue;
    }
    const { type } = question.kind;
    const fits = {
      option: type === 'choice',
      'has-option': type === 'choices',
      number: type === 'number',
      share: type === 'share',
      'all-of': type === 'choice' || type === 'choices',
    }[from.kind];
    if (!fits) {
      add('binding-kind', question.id, 'binding', { found: indicator });
      continue;
    }
    const options = optionsOf(question);
    const named =
      from.kind === 'option'
        ? [...Object.keys(from.values), ...Object.keys(from.reasons ?? {})]
        : from.kind === 'has-option'
          ? [from.option]
          : condition.options;
    for (const option of named)
      if (!options.has(option)) add('binding-option', question.id, 'binding', { found: option });
    if (from.kind === 'all-of' && condition.options.length === 0)
      add('binding-option', question.id, 'binding', { found: '' });
    if (from.kind !== 'option') continue;
    // An option without a value and without a reason would be 「未回答」 although it was answered.
    for (const option of options)
      if (!named.includes(option)) add('binding-option-unsaid', question.id, 'binding', { found: option });
  }
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
  if (from.kind === 'share') {
    if (valueKind !== 'share') wrong('内数と総数');
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
