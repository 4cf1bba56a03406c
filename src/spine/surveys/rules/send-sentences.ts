import type { Refusal } from '../../../core/result.ts';

export type AuthorRefusal =
  | 'no-such-survey'
  | 'no-such-round'
  | 'not-yours'
  | 'id-taken'
  | 'frozen'
  | 'edited-meanwhile'
  | 'unsound'
  | 'already-sent'
  | 'plan'
  | 'nobody'
  | 'no-such-body'
  | 'input';

/** `no-such-round` and `not-yours` read alike: a stranger does not learn what another is preparing. */
export const AUTHOR_REFUSALS: Readonly<
  Record<AuthorRefusal, { readonly status: 403 | 404 | 409 | 422; readonly sentence: string }>
> = {
  'no-such-survey': { status: 404, sentence: 'この調査は見つかりません。' },
  'no-such-round': { status: 404, sentence: 'この調査回は見つかりません。' },
  'not-yours': { status: 404, sentence: 'この調査か調査回は見つかりません。' },
  'id-taken': { status: 409, sentence: '識別子「{found}」の調査が、すでにあります。' },
  frozen: { status: 409, sentence: '送った版は変えられません。新しい版を作ってください。' },
  'edited-meanwhile': {
    status: 409,
    sentence: 'ほかの人がこの版を先に直しました。入力した内容は下に残しています。',
  },
  unsound: { status: 422, sentence: '調査の定義に誤りが{count}件あります。直してから送ってください。' },
  'already-sent': { status: 409, sentence: 'この調査回は、すでに送っています。' },
  plan: { status: 422, sentence: '{message}' },
  nobody: { status: 422, sentence: '基準日に、対象となる団体がありません。' },
  'no-such-body': { status: 422, sentence: '団体コード「{found}」の団体はありません。' },
  input: { status: 422, sentence: '{message}' },
};

export function authorSentence(refusal: Refusal<AuthorRefusal>): {
  status: 403 | 404 | 409 | 422;
  sentence: string;
} {
  const { status, sentence } = AUTHOR_REFUSALS[refusal.code];
  return {
    status,
    sentence: sentence.replace(/\{(\w+)\}/g, (_, key: string) => refusal.detail[key] ?? ''),
  };
}
