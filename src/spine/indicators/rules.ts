import type { IndicatorDefinition, IndicatorPart } from '../../core/indicator.ts';
import { definitionKey } from '../../core/indicator.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';

/** Id of the part that is the whole of all parts, where a body has one figure over them (`partsTotal`). */
export const TOTAL_PART = 'total';

/** Column headings have room for this many characters. */
const SHORT_TITLE_LENGTH = 12;

/**
 * What gives a stored integer its meaning. None of these may change under the same version: the observations stored
 * under it would silently become other facts. A wording may change; it becomes a revision.
 */
const MEANING = [
  'valueKind',
  'scale',
  'unit',
  'operator',
  'base',
  'baseBodies',
  'level',
  'period',
  'denominator',
  'partsTotal',
  'choices',
  'openList',
] as const satisfies readonly (keyof IndicatorDefinition)[];

export type DefinitionRefusal = 'meaning-changed' | 'part-removed';

export const DEFINITION_MESSAGES: Readonly<
  Record<DefinitionRefusal, (detail: Record<string, string>) => string>
> = {
  'meaning-changed': (d) =>
    `指標「${d.indicator}」の「${d.field}」が変わっています（記録済み ${d.found}、今回 ${d.given}）。` +
    '意味の変わる変更は、版（version）を上げるか、別の識別子にしてください。何も変更していません。',
  'part-removed': (d) =>
    `指標「${d.indicator}」から内訳「${d.part}」が無くなっています。` +
    '記録済みの内訳は消せません。版（version）を上げてください。何も変更していません。',
};

export function refusalMessage(refusal: Refusal<DefinitionRefusal>): string {
  return DEFINITION_MESSAGES[refusal.code]({ ...refusal.detail });
}

/** JSON with sorted keys: the same document always gives the same text, whatever order it was written or stored in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** Whether `next` may replace the stored wording of the same version. */
export function mayReplace(
  stored: IndicatorDefinition,
  next: IndicatorDefinition,
): Result<IndicatorDefinition, DefinitionRefusal> {
  const indicator = definitionKey(next);
  for (const field of MEANING) {
    const found = meaningOf(stored, field);
    const given = meaningOf(next, field);
    if (found !== given) return refuse('meaning-changed', { indicator, field, found, given });
  }
  const kept = new Set(next.parts?.map((part) => part.id));
  const lost = stored.parts?.find((part) => !kept.has(part.id));
  return lost === undefined ? ok(next) : refuse('part-removed', { indicator, part: lost.id });
}

/** Titles are wording; the values of choices are meaning. */
function meaningOf(definition: IndicatorDefinition, field: (typeof MEANING)[number]): string {
  if (field === 'choices') return canonicalJson(definition.choices?.map((choice) => choice.value) ?? null);
  if (field === 'denominator') return canonicalJson(definition.denominator?.indicator ?? null);
  return canonicalJson(definition[field] ?? null);
}

/** All parts that get a key: the one without id always, `total` where there is a whole of the parts. */
export function partsOf(definition: IndicatorDefinition): readonly Pick<IndicatorPart, 'id' | 'title'>[] {
  const whole = definition.partsTotal === undefined ? [] : [{ id: TOTAL_PART, title: '計' }];
  return [{ id: '', title: definition.shortTitle }, ...whole, ...(definition.parts ?? [])];
}

/** Faults of a definition in words for the person who writes it; empty when it is sound. */
export function definitionFaults(definition: IndicatorDefinition): readonly string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(`${definition.id}: ${fault}`);
  };
  check(/^[a-z][a-z0-9-]*$/.test(definition.id), 'id must be lower-case ASCII with hyphens');
  check(Number.isInteger(definition.version) && definition.version >= 1, 'version must be 1 or more');
  check([...definition.shortTitle].length <= SHORT_TITLE_LENGTH, 'shortTitle is longer than 12 characters');
  check(
    definition.title !== '' && definition.definition !== '' && definition.formula !== '',
    'a text is empty',
  );
  check(definition.source !== '', 'source is empty');
  check(
    Number.isInteger(definition.scale) && definition.scale >= 0 && definition.scale <= 6,
    'scale out of range',
  );
  check(definition.decimals >= 0 && definition.decimals <= 6, 'decimals out of range');
  check(
    (definition.valueKind === 'choice') === (definition.choices !== undefined),
    'choices belong to a choice',
  );
  const ids = (definition.parts ?? []).map((part) => part.id);
  check(new Set(ids).size === ids.length, 'a part id occurs twice');
  check(!ids.includes('') && !ids.includes(TOTAL_PART), 'a part has a reserved id');
  check(
    definition.partsTotal === undefined || definition.valueKind === 'share',
    'only shares have a pooled total',
  );
  const ratio = definition.operator.kind === 'ratio-of-sums' || definition.operator.kind === 'mean-of-bodies';
  const hasBase = definition.valueKind === 'share' || definition.denominator !== undefined;
  check(!ratio || hasBase, `${definition.operator.kind} needs a share or a denominator`);
  check(
    definition.valueKind !== 'percent' ||
      !['sum', 'ratio-of-sums', 'mean-of-bodies'].includes(definition.operator.kind),
    'percentages that came without counts are never added up or averaged',
  );
  return faults;
}
