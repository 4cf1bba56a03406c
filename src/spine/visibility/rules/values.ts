import type { IndicatorDefinition, Reason } from '../../../core/indicator.ts';
import { type Rational, round } from '../../../core/rational.ts';

const REASONS: readonly (Reason | null)[] = [
  null,
  'not-asked',
  'not-answered',
  'not-applicable',
  'blank-in-source',
  'withdrawn',
];

/** The reason that a stored number means; `no-record` for a body of which nothing is stored. */
export function missingOf(row: { readonly reason: number | null }): Reason | 'no-record' {
  return (row.reason === null ? null : REASONS[row.reason]) ?? 'no-record';
}

/** A body's own value as text without its unit: `72`, `14.2`, 「実施」, the title of a choice; null without a value. */
export function ownText(definition: IndicatorDefinition, shown: Rational | null): string | null {
  if (shown === null) return null;
  if (definition.valueKind === 'yes-no') return shown.numerator > 0n ? '実施' : '未実施';
  if (definition.valueKind === 'choice') {
    const number = Number(shown.numerator / shown.denominator);
    return definition.choices?.find((choice) => choice.value === number)?.title ?? String(number);
  }
  const divided = definition.valueKind === 'share' || definition.denominator !== undefined;
  return round(shown, divided ? definition.decimals : definition.scale);
}

/** Unit that stands behind `ownText`; words have none. */
export function ownUnit(definition: IndicatorDefinition): string {
  if (definition.valueKind === 'yes-no' || definition.valueKind === 'choice') return '';
  return definition.valueKind === 'share' || definition.valueKind === 'percent' ? '%' : definition.unit;
}

/** For drawing only: never printed, never added. */
export function forDrawing(value: Rational): number {
  return Number(round(value, 6));
}

/** The part that speaks for the whole of an indicator; null where only its parts have figures. */
export function headlinePart(definition: IndicatorDefinition): string | null {
  if (definition.partsTotal !== undefined) return 'total';
  return definition.parts === undefined ? '' : null;
}
