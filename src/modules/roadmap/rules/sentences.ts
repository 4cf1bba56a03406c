import type { Refusal } from '../../../core/result.ts';
import type { FieldError } from './check.ts';

/** Why a writing of the roadmap is refused. */
export type RoadmapRefusal =
  | 'not-yours'
  | 'no-such-line'
  | 'no-such-year'
  | 'no-such-upload'
  | 'ended-line'
  | 'input'
  | 'stale'
  | 'year-not-openable'
  | 'year-is-open'
  | 'lines-changed'
  | 'unanswered'
  | 'taken-already';

export const ROADMAP_REFUSALS: Readonly<
  Record<RoadmapRefusal, { readonly status: 403 | 404 | 409 | 422; readonly sentence: string }>
> = {
  'not-yours': { status: 403, sentence: 'この職では、この取組を書けません。' },
  'no-such-line': { status: 404, sentence: 'その個別取組は見つかりません。' },
  'no-such-year': { status: 404, sentence: 'その年度の工程表は開いていません。' },
  'no-such-upload': { status: 404, sentence: 'そのファイルの確認は見つかりません。' },
  'ended-line': { status: 409, sentence: 'この取組は終了しています。' },
  input: { status: 422, sentence: '入力を確かめてください。' },
  stale: { status: 409, sentence: '開いた後に、ほかの人がこの取組を書き換えました。' },
  'year-not-openable': { status: 422, sentence: 'この年度は、まだ開けません。' },
  'year-is-open': { status: 409, sentence: 'この年度は、もう開いています。' },
  'lines-changed': {
    status: 409,
    sentence: '開いた後に、取組が変わりました。変わった取組を確かめてください。',
  },
  unanswered: { status: 422, sentence: '確認していない取組があります。' },
  'taken-already': { status: 409, sentence: 'このファイルは、もう取り込んでいます。' },
};

/** A refusal with errors of single fields, for a form that comes back. */
export interface Faults {
  readonly ok: false;
  readonly code: RoadmapRefusal;
  readonly detail: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

export function faults(errors: readonly FieldError[], code: RoadmapRefusal = 'input'): Faults {
  return { ok: false, code, detail: {}, errors };
}

export function errorsOf(refusal: Refusal<RoadmapRefusal> | Faults, field: string): readonly FieldError[] {
  if ('errors' in refusal && refusal.errors.length > 0) return refusal.errors;
  return [{ field, message: ROADMAP_REFUSALS[refusal.code].sentence }];
}
