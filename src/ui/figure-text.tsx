import { formatDay } from '../core/calendar.ts';
import { NO_RECORD_TITLE, REASON_TITLES, type Reason } from '../core/indicator.ts';
import type { RollUpResult } from '../core/roll-up.ts';

/** `'1234567.8'` → `1,234,567.8`; takes text, bigint or number and never rounds. A minus becomes 「−」. */
export function formatNumber(value: string | bigint | number): string {
  const text = String(value);
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${match[1] === '-' ? '−' : ''}${whole}${match[3] ?? ''}`;
}

/** 「49.5 %」「1,741団体」: a space before a sign, none before a word. */
export function formatWithUnit(value: string | bigint | number, unit: string): string {
  if (unit === '') return formatNumber(value);
  return /^[A-Za-z%‰]/.test(unit) ? `${formatNumber(value)} ${unit}` : `${formatNumber(value)}${unit}`;
}

/** 「862／1,741団体」 */
export function formatShare(
  numerator: string | bigint | number,
  denominator: string | bigint | number,
  unit = '団体',
): string {
  return `${formatNumber(numerator)}／${formatNumber(denominator)}${unit}`;
}

/** 「+2.1」「−0.4」「±0」: a difference to the last time; the sign is always there. */
export function formatDifference(value: string): string {
  if (/^-?0+(\.0+)?$/.test(value)) return '±0';
  return value.startsWith('-') ? formatNumber(value) : `+${formatNumber(value)}`;
}

export type MissingReason = Reason | 'no-record';

/** The word that stands where a value would; never 0, never 未実施. */
export function missingText(reason: MissingReason): string {
  return reason === 'no-record' ? NO_RECORD_TITLE : REASON_TITLES[reason];
}

/** Left-out counts that are 0 are not printed: 「1,741団体中1,733団体が回答・調査無し8」 */
export function coverageText(
  result: Pick<
    RollUpResult,
    | 'expected'
    | 'reported'
    | 'notAsked'
    | 'notAnswered'
    | 'notApplicable'
    | 'blank'
    | 'withdrawn'
    | 'noRecord'
  >,
): string {
  const rest: [string, number][] = [
    [REASON_TITLES['not-asked'], result.notAsked],
    [REASON_TITLES['not-answered'], result.notAnswered],
    [REASON_TITLES['not-applicable'], result.notApplicable],
    [REASON_TITLES['blank-in-source'], result.blank],
    [REASON_TITLES.withdrawn, result.withdrawn],
    [NO_RECORD_TITLE, result.noRecord],
  ];
  const head = `${formatNumber(result.expected)}団体中${formatNumber(result.reported)}団体が回答`;
  return [
    head,
    ...rest.filter(([, count]) => count > 0).map(([title, count]) => `${title}${formatNumber(count)}`),
  ].join('・');
}

/** 「令和5年4月1日（2023年）時点」 */
export function asOfText(day: string): string {
  return `${formatDay(day)}時点`;
}

/** One value in running text or in a cell: the number with its unit, or the word for why there is none. */
export function FigureText(props: {
  value: string | null;
  unit?: string;
  missing?: MissingReason | undefined;
}) {
  if (props.value === null) {
    return <span class="dads-missing">{missingText(props.missing ?? 'no-record')}</span>;
  }
  return <span class="dads-figure">{formatWithUnit(props.value, props.unit ?? '')}</span>;
}
