import type { BodyCode } from '../../../core/body-code.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import type { ReadFact, Rejection, Workbook } from '../../contracts/file-kind.ts';

/** One fact with the body it belongs to; `sheet`, `row`, `column` from 1 as in the file kind. */
export interface BodyFact {
  readonly bodyCode: BodyCode;
  readonly bodyName: string;
  readonly fact: ReadFact;
}

export type Definitions = ReadonlyMap<string, IndicatorDefinition>;

export function definitionsByKey(definitions: readonly IndicatorDefinition[]): Definitions {
  return new Map(definitions.map((definition) => [definitionKey(definition), definition]));
}

/** What stands in a cell of the workbook, for messages; '' outside. */
export function cellAt(workbook: Workbook, sheet: number, row: number, column: number): string {
  return workbook.sheets[sheet - 1]?.rows[row - 1]?.[column - 1] ?? '';
}

export function sheetName(workbook: Workbook, sheet: number): string {
  return workbook.sheets[sheet - 1]?.name ?? workbook.fileName;
}

interface Fault {
  readonly expected: string;
  readonly message: string;
}

/**
 * Holds the facts against the definitions: kind of value, range, k ≤ n, formulas, one value for one fact. A fact of
 * an indicator or part that nobody defined is a fault of the file kind and throws.
 */
export function validateFacts(
  facts: readonly BodyFact[],
  definitions: Definitions,
  workbook: Workbook,
): readonly Rejection[] {
  const formulas = new Set(
    workbook.sheets.flatMap((sheet, index) =>
      sheet.formulas.map(([row, column]) => `${index + 1}:${row}:${column}`),
    ),
  );
  const rejected: Rejection[] = [];
  const seen = new Map<string, ReadFact>();
  const reject = (fact: ReadFact, fault: Fault) =>
    rejected.push({
      sheet: sheetName(workbook, fact.sheet),
      row: fact.row,
      column: fact.column,
      found: cellAt(workbook, fact.sheet, fact.row, fact.column),
      ...fault,
    });
  for (const { bodyCode, bodyName, fact } of facts) {
    const definition = definitionOf(fact, definitions);
    const isFormula = formulas.size > 0 && formulas.has(`${fact.sheet}:${fact.row}:${fact.column}`);
    const fault = isFormula
      ? { expected: '値', message: `${bodyName}の値が数式です。数式を値に変えて保存し直してください。` }
      : valueFault(fact, definition, bodyName);
    if (fault !== null) reject(fact, fault);
    const key = `${bodyCode}|${fact.indicator}|${fact.part}|${fact.on}|${fact.series ?? ''}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, fact);
    else reject(fact, twice(first, bodyName, definition));
  }
  return rejected;
}

function definitionOf(fact: ReadFact, definitions: Definitions): IndicatorDefinition {
  const definition = definitions.get(fact.indicator);
  if (definition === undefined) throw new Error(`a file kind names the unknown indicator ${fact.indicator}`);
  if ((fact.value === null) === (fact.reason === null)) {
    throw new Error(`a fact of ${fact.indicator} has both a value and a reason, or neither`);
  }
  const known =
    fact.part === '' ||
    (fact.part === 'total' && definition.partsTotal !== undefined) ||
    definition.parts?.some((part) => part.id === fact.part) === true;
  if (!known) throw new Error(`a file kind names the unknown part ${fact.part} of ${fact.indicator}`);
  return definition;
}

function twice(first: ReadFact, bodyName: string, definition: IndicatorDefinition): Fault {
  return {
    expected: '1団体に1つ',
    message: `${bodyName}の「${definition.title}」が2か所にあります（もう1か所は ${first.row} 行 ${first.column} 列）。`,
  };
}

/** Almost every value is right: sentences are made only for those that are not. */
function valueFault(fact: ReadFact, definition: IndicatorDefinition, bodyName: string): Fault | null {
  const { value, base } = fact;
  if (value === null) return null;
  const about = () => `${bodyName}の「${definition.title}」`;
  if (definition.valueKind === 'yes-no' && value !== 0n && value !== 1n) {
    return { expected: '0 か 1', message: `${about()}は 0 か 1 で書きます。` };
  }
  const choices = definition.choices;
  if (choices !== undefined && !choices.some((choice) => BigInt(choice.value) === value)) {
    const titles = choices.map((choice) => choice.title).join('、');
    return { expected: titles, message: `${about()}が選択肢にありません。` };
  }
  if (definition.valueKind === 'share') return shareFault(value, base, about);
  return rangeFault(value, definition, about);
}

function shareFault(value: bigint, base: bigint | null, about: () => string): Fault | null {
  if (base === null || base <= 0n) {
    return {
      expected: '1 以上の分母',
      message: `${about()}に分母がありません。分母が 0 の率は値なしとします。`,
    };
  }
  if (value >= 0n && value <= base) return null;
  return {
    expected: `0～${base}`,
    message: `${about()}の分子 ${value} が分母 ${base} に合いません（100 % を超えるか、負です）。`,
  };
}

function rangeFault(value: bigint, definition: IndicatorDefinition, about: () => string): Fault | null {
  const { min, max } = definition.range ?? {};
  const under = min !== undefined && value < scaled(min, definition);
  const over = max !== undefined && value > scaled(max, definition);
  if (!under && !over) return null;
  const expected = `${min ?? ''}～${max ?? ''}`;
  return { expected, message: `${about()}が、あり得る範囲（${expected}）の外です。` };
}

function scaled(limit: number, definition: IndicatorDefinition): bigint {
  return BigInt(Math.round(limit * 10 ** definition.scale));
}
