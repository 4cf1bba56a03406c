import { type IndicatorDefinition, REASON_TITLES, type Reason } from '../../../core/indicator.ts';

/** Stored numbers of reasons, in their order from 1. */
const REASONS: readonly Reason[] = [
  'not-asked',
  'not-answered',
  'not-applicable',
  'blank-in-source',
  'withdrawn',
];

export interface StoredValue {
  readonly value: string | null;
  readonly base: string | null;
  readonly reason: number | null;
}

/** A body's own stored integers as its file would print them: 「実施」「3／4」「72.5 %」「調査無し」; null: nothing stood there. */
export function valueText(definition: IndicatorDefinition | undefined, stored: StoredValue): string | null {
  const { value, base, reason } = stored;
  if (value === null) {
    const title = REASONS[(reason ?? 0) - 1];
    return title === undefined ? null : REASON_TITLES[title];
  }
  if (definition === undefined) return value;
  if (definition.valueKind === 'yes-no') return value === '0' ? '未実施' : '実施';
  if (definition.valueKind === 'share') return base === null ? value : `${value}／${base}`;
  const choice = definition.choices?.find((each) => String(each.value) === value);
  if (choice !== undefined) return choice.title;
  const number = decimalText(value, definition.scale);
  if (definition.denominator !== undefined && base !== null) return `${number}／${decimalText(base, 0)}`;
  return definition.valueKind === 'percent' ? `${number} %` : number;
}

/** `('725', 1)` → `72.5`, with commas in the whole part. */
function decimalText(value: string, scale: number): string {
  const negative = value.startsWith('-');
  const digits = value.replace('-', '').padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${negative ? '−' : ''}${whole}${fraction}`;
}
