import type { IndicatorDefinition } from '../../../core/indicator.ts';
import { bodyValue } from '../../../core/roll-up.ts';
import { missingOf, ownText, ownUnit } from './values.ts';

/** What stood, or stands, in a cell: a value with its unit, the word for its absence, or nothing at all. */
export interface CellState {
  readonly value: bigint | null;
  readonly base: bigint | null;
  readonly reason: number | null;
}

export type CellText =
  | { readonly kind: 'value'; readonly text: string; readonly unit: string; readonly counts: string | null }
  | { readonly kind: 'missing'; readonly reason: ReturnType<typeof missingOf> }
  | { readonly kind: 'empty-share' };

/** Null definition: the indicator is not registered any more; its stored number is printed as it is. */
export function cellText(definition: IndicatorDefinition | null, cell: CellState): CellText {
  if (cell.value === null) return { kind: 'missing', reason: missingOf(cell) };
  if (definition === null) return { kind: 'value', text: String(cell.value), unit: '', counts: null };
  const text = ownText(definition, bodyValue(definition, cell.value, cell.base));
  if (text === null) return { kind: 'empty-share' };
  const counted = definition.valueKind === 'share' || definition.denominator !== undefined;
  return {
    kind: 'value',
    text,
    unit: ownUnit(definition),
    counts: counted && cell.base !== null ? `${cell.value}／${cell.base}` : null,
  };
}

/** 取消し, 訂正, or a newer file that said something else. */
export const CORRECTION_KINDS: Readonly<Record<string, string>> = {
  undo: '取消し',
  correction: '訂正',
  import: '資料の取込みによる差替え',
  answer: '回答の差替え',
  evidence: '実績の差替え',
};
