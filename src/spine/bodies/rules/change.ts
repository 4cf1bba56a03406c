import { type BodyCode, isBodyCode, isPrefectureCode, prefectureOf } from '../../../core/body-code.ts';
import { type Day, isDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { LineageEvent } from './lineage.ts';
import { isOn, type RegisterRow, type StatusRow } from './register.ts';

/** What the register shall hold of some bodies from now on; what it held stays as what was known before. */
export interface RegisterChange {
  readonly bodies: readonly BodyChange[];
  /** New events of the closed list, with their source. */
  readonly lineage?: readonly LineageEvent[];
}

export interface BodyChange {
  readonly bodyCode: BodyCode;
  /** All its rows; left out: they stay. */
  readonly rows?: readonly Omit<RegisterRow, 'bodyCode'>[];
  /** All its statuses; left out: they stay. */
  readonly statuses?: readonly Omit<StatusRow, 'bodyCode'>[];
}

export type ChangeRefusal =
  | 'bad-code'
  | 'bad-row'
  | 'bad-days'
  | 'overlapping-rows'
  | 'overlapping-statuses'
  | 'status-needs-city'
  | 'named-twice';

/** One sentence and one HTTP status for each refusal. */
export const CHANGE_REFUSALS: Readonly<
  Record<ChangeRefusal, { readonly text: string; readonly status: 400 | 409 }>
> = {
  'bad-code': { text: '団体コードの検査数字が誤っています。', status: 400 },
  'bad-row': { text: '名称、読み、区分または都道府県が正しくありません。', status: 400 },
  'bad-days': { text: '期間の終わりは始まりより後の日にしてください。', status: 400 },
  'overlapping-rows': { text: '同じ団体の期間が重なっています。', status: 409 },
  'overlapping-statuses': { text: '指定都市と中核市の期間が重なっています。', status: 409 },
  'status-needs-city': { text: '指定都市・中核市にできるのは市だけです。', status: 409 },
  'named-twice': { text: '同じ団体が2回挙げられています。', status: 400 },
};

interface Span {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** Whether the change leaves each body with at most one row and one status on every day, all of them well formed. */
export function checkChange(change: RegisterChange): Result<RegisterChange, ChangeRefusal> {
  const codes = new Set<BodyCode>();
  for (const body of change.bodies) {
    const detail = { bodyCode: body.bodyCode };
    if (!isBodyCode(body.bodyCode)) return refuse('bad-code', detail);
    if (codes.has(body.bodyCode)) return refuse('named-twice', detail);
    codes.add(body.bodyCode);
    const spans = [...(body.rows ?? []), ...(body.statuses ?? [])];
    if (!spans.every(hasGoodDays)) return refuse('bad-days', detail);
    if (!(body.rows ?? []).every((row) => isGoodRow(body.bodyCode, row))) return refuse('bad-row', detail);
    if (overlap(body.rows ?? [])) return refuse('overlapping-rows', detail);
    if (overlap(body.statuses ?? [])) return refuse('overlapping-statuses', detail);
    const rows = body.rows;
    if (rows !== undefined && !(body.statuses ?? []).every((status) => fallsOnCity(rows, status))) {
      return refuse('status-needs-city', detail);
    }
  }
  for (const event of change.lineage ?? []) {
    const detail = { eventId: event.eventId };
    if (!isBodyCode(event.fromCode) || !isBodyCode(event.toCode)) return refuse('bad-code', detail);
    if (!isDay(event.on)) return refuse('bad-days', detail);
  }
  return ok(change);
}

function hasGoodDays(span: Span): boolean {
  return (
    isDay(span.validFrom) && (span.validTo === null || (isDay(span.validTo) && span.validFrom < span.validTo))
  );
}

function isGoodRow(code: BodyCode, row: Omit<RegisterRow, 'bodyCode'>): boolean {
  const isPrefecture = row.kind === 'prefecture';
  return (
    row.name !== '' &&
    row.kana !== '' &&
    row.source !== '' &&
    row.kind !== 'nation' &&
    isPrefecture === isPrefectureCode(code) &&
    row.prefectureCode === prefectureOf(code)
  );
}

function overlap(spans: readonly Span[]): boolean {
  return spans.some((span, index) => spans.some((other, at) => at !== index && isOn(other, span.validFrom)));
}

/** Statuses reach back before the coverage start (札幌市 since 1972): what counts is the rows there are. */
function fallsOnCity(rows: readonly Omit<RegisterRow, 'bodyCode'>[], status: Span): boolean {
  return rows.every(
    (row) =>
      row.kind === 'city' ||
      (status.validTo !== null && status.validTo <= row.validFrom) ||
      (row.validTo !== null && row.validTo <= status.validFrom),
  );
}
