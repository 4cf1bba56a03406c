import type { Reason } from '../../../core/indicator.ts';
import { type Rational, round } from '../../../core/rational.ts';
import { parsePercent, printedDecimals, type Table } from '../../../core/table.ts';

/** A cell of one body: its value, or the reason why it has none. */
export interface Answer {
  readonly value: bigint | null;
  readonly reason: Reason | null;
  readonly note: string | null;
}

/** The note of a fact: its own, and how its day is known, which belongs to figures only. */
export function noteOf(answer: Answer, dating: string | null): string | null {
  if (answer.value === null || dating === null) return answer.note;
  return answer.note === null ? dating : `${answer.note}。${dating}`;
}

const REASONS: ReadonlyMap<string, Reason> = new Map([
  ['', 'blank-in-source'],
  ['調査無し', 'not-asked'],
  ['調査なし', 'not-asked'],
  ['未回答', 'not-answered'],
  ['無回答', 'not-answered'],
  ['該当なし', 'not-applicable'],
  ['該当無し', 'not-applicable'],
]);

export function reasonAnswer(text: string): Answer | null {
  const reason = REASONS.get(text);
  return reason === undefined ? null : { value: null, reason, note: null };
}

/** 実施 → 1, 未実施 → 0, or a reason; null with a fault for anything else. */
export function readYesNo(table: Table, row: number, column: number, what: string): Answer | null {
  const text = table.trusted(row, column, what);
  if (text === null) return null;
  if (text === '実施' || text === '未実施')
    return { value: text === '実施' ? 1n : 0n, reason: null, note: null };
  const answer = reasonAnswer(text);
  if (answer !== null) return answer;
  return table.fault(row, column, '実施・未実施・調査無し・空欄', `${what}「${text}」は知らない答えです。`);
}

/**
 * `72%` → 72 × 10^scale. A bare 「%」 is 0/0 in print: no value, never zero. A number without sign is a share (0.72)
 * where a workbook keeps the percentage as number format, and a fault in a text file.
 */
export function readPercentAnswer(
  table: Table,
  row: number,
  column: number,
  what: string,
  options: { readonly scale: number; readonly shares: boolean },
): Answer | null {
  const text = table.trusted(row, column, what);
  if (text === null) return null;
  const reason = reasonAnswer(text);
  if (reason !== null) return reason;
  if (text === '%' || text === '％') {
    return { value: null, reason: 'blank-in-source', note: '資料の印字は「%」のみ' };
  }
  const percent = parsePercent(text) ?? (options.shares ? shareAsPercent(text) : null);
  if (percent === null) {
    return table.fault(row, column, '0%～100%', `${what}「${text}」を割合として読めません。`);
  }
  const units = BigInt(round(percent, options.scale).replace('.', ''));
  if (units > 10n ** BigInt(options.scale + 2)) {
    return table.fault(row, column, '0%～100%', `${what}「${text}」が100%を超えています。`);
  }
  const finer = parsePercent(text) !== null && printedDecimals(text) > options.scale;
  return { value: units, reason: null, note: finer ? `資料の印字は${text}` : null };
}

function shareAsPercent(text: string): Rational | null {
  const percent = /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(text) ? parsePercent(`${text}%`) : null;
  return percent === null ? null : { numerator: percent.numerator * 100n, denominator: percent.denominator };
}
