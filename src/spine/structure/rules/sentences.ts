import type { Refusal } from '../../../core/result.ts';
import type { EntryRefusal } from './entry.ts';

/** Why the 体制台帳 refuses, with one sentence, one HTTP status and the field that it is about. */
export type StructureRefusal =
  | EntryRefusal
  | 'not-yours'
  | 'unknown-entry'
  | 'unknown-person'
  | 'bad-day'
  | 'reason-missing'
  | 'changed-meanwhile'
  | 'ended-already'
  | 'end-outside'
  | 'nothing-changed'
  | 'not-joint'
  | 'unknown-partner'
  | 'asked-already';

interface Words {
  readonly status: 403 | 404 | 409 | 422;
  readonly field: string;
  readonly sentence: (detail: Readonly<Record<string, string>>) => string;
}

const words = (status: Words['status'], field: string, sentence: Words['sentence']): Words => ({
  status,
  field,
  sentence,
});

export const STRUCTURE_REFUSALS: Readonly<Record<StructureRefusal, Words>> = {
  'not-yours': words(403, '', () => 'ほかの団体の体制台帳は変えられません。'),
  'unknown-entry': words(404, '', () => 'この登録は、体制台帳にありません。'),
  'unknown-person': words(422, 'person', () => 'この人は、この団体の一覧にありません。'),
  'title-missing': words(422, 'title', ({ field }) => `${field ?? '名称'}を入力してください。`),
  'too-long': words(
    422,
    'title',
    ({ field, length }) => `${field ?? '名称'}は${length ?? '100'}字までです。`,
  ),
  'rank-missing': words(422, 'rank', () => '職の区分を選んでください。'),
  'unit-missing': words(422, 'unit', () => '部署の単位を選んでください。'),
  'external-missing': words(422, 'external', () => '庁内の職員か、外部の人材かを選んでください。'),
  'state-unknown': words(422, 'state', () => '状態を選んでください。'),
  'bad-day': words(
    422,
    'from',
    () => '日付を読めません。「令和9年4月1日」「2027-04-01」のように書いてください。',
  ),
  'ends-before-it-begins': words(
    422,
    'until',
    ({ day }) => `終わりの日が、始まりの日（${day ?? ''}）より前です。日付の順を確かめてください。`,
  ),
  overlaps: words(
    409,
    'from',
    ({ title, span }) =>
      `「${title ?? ''}」の期間（${span ?? ''}）と重なります。先に、そちらの終わりを登録してください。`,
  ),
  'reason-missing': words(422, 'reason', () => '訂正や取下げの理由を入力してください。'),
  'changed-meanwhile': words(
    409,
    'title',
    ({ by }) => `開いたあとに、${by ?? 'ほかの人'}がこの登録を変えました。今の内容を確かめてください。`,
  ),
  'ended-already': words(409, 'last', ({ span }) => `この登録は終わっています（${span ?? ''}）。`),
  'end-outside': words(
    422,
    'last',
    ({ day }) => `終わりの日が、始まりの日（${day ?? ''}）より前です。日付の順を確かめてください。`,
  ),
  'nothing-changed': words(422, 'title', () => '内容が変わっていません。変えるところを直してください。'),
  'not-joint': words(422, 'partner', () => '共同で置けるのは、任命しているCIO補佐官等だけです。'),
  'unknown-partner': words(422, 'partner', () => '共同で置く相手の団体を選んでください。'),
  'asked-already': words(409, 'partner', () => 'この団体には、すでに依頼しています。'),
};

export function structureSentence(refusal: Refusal<StructureRefusal>) {
  const { status, field, sentence } = STRUCTURE_REFUSALS[refusal.code];
  return { status, field: refusal.detail.at ?? field, message: sentence(refusal.detail) };
}
