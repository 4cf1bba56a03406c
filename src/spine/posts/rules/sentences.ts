/** Why this part refuses, with one Japanese sentence and one HTTP status for each. */
export type PostRefusal =
  | 'not-yours'
  | 'unknown-section'
  | 'unknown-post'
  | 'unknown-seat'
  | 'unknown-person'
  | 'no-person'
  | 'unknown-body'
  | 'unknown-role'
  | 'unknown-organ'
  | 'name-missing'
  | 'name-too-long'
  | 'bad-mail'
  | 'bad-day'
  | 'before-it-was'
  | 'section-in-use'
  | 'post-in-use'
  | 'ends-before-it-begins'
  | 'same-person-twice'
  | 'post-taken'
  | 'ended-already'
  | 'document-missing'
  | 'bad-document-day'
  | 'future-document'
  | 'has-administrator'
  | 'has-account'
  | 'login-name-taken'
  | 'login-name-invalid'
  | 'own-access';

interface Words {
  readonly status: 403 | 404 | 409 | 422;
  readonly sentence: (detail: Readonly<Record<string, string>>) => string;
}

const words = (status: Words['status'], sentence: Words['sentence']): Words => ({ status, sentence });

export const POST_REFUSALS: Readonly<Record<PostRefusal, Words>> = {
  'not-yours': words(403, () => 'ほかの団体の課・職・在席は変えられません。'),
  'unknown-section': words(404, () => 'この課は、その日の一覧にありません。'),
  'unknown-post': words(404, () => 'この職は、その日の一覧にありません。'),
  'unknown-seat': words(404, () => 'この在席はありません。'),
  'unknown-person': words(422, () => 'その利用者は見つかりません。番号と氏名を確かめてください。'),
  'no-person': words(404, () => 'この人は、この団体の一覧にありません。'),
  'unknown-body': words(422, () => 'その団体は、今日の台帳にありません。'),
  'unknown-role': words(422, () => 'この団体の職に使えない役割です。'),
  'unknown-organ': words(422, () => 'この団体に置けない執行機関です。'),
  'name-missing': words(422, ({ field }) => `${field ?? '名称'}を入力してください。`),
  'name-too-long': words(422, ({ field }) => `${field ?? '名称'}は60字までです。`),
  'bad-mail': words(422, () => 'メールアドレスの形が正しくありません。'),
  'bad-day': words(422, () => '日付を読めません。「令和9年4月1日」「2027-04-01」のように書いてください。'),
  'before-it-was': words(422, ({ day }) => `${day ?? '最初の日'}より前の日付にはできません。`),
  'section-in-use': words(
    409,
    ({ post }) => `この課に職「${post ?? ''}」があります。先に職を移すか廃止してください。`,
  ),
  'post-in-use': words(
    409,
    ({ span }) => `その日より後の在席（${span ?? ''}）があります。先に在席を終えてください。`,
  ),
  'ends-before-it-begins': words(422, ({ day }) => `終わりの日が、始まりの日（${day ?? ''}）より前です。`),
  'same-person-twice': words(409, ({ span }) => `同じ人の在席（${span ?? ''}）と期間が重なります。`),
  'post-taken': words(
    409,
    ({ span }) => `この職には在席（${span ?? ''}）があり、期間が重なります。先にその終わりを決めてください。`,
  ),
  'ended-already': words(409, ({ span }) => `この在席は終わっています（${span ?? ''}）。`),
  'document-missing': words(422, () => '公文書の文書番号を入力してください。'),
  'bad-document-day': words(422, () => '公文書の日付を読めません。「令和8年4月1日」のように書いてください。'),
  'future-document': words(422, () => '公文書の日付が今日より後です。'),
  'has-administrator': words(
    409,
    ({ post }) => `この団体には管理者がいます（${post ?? ''}）。団体の管理者が登録できます。`,
  ),
  'has-account': words(409, () => 'この人のアカウントは、ほかの団体が登録したものです。'),
  'login-name-taken': words(409, () => 'その利用者IDは使われています。ほかの名前にしてください。'),
  'login-name-invalid': words(422, () => '利用者IDは、半角の英小文字・数字・. _ - @ で3～64字です。'),
  'own-access': words(409, () => '自分の管理の権限は、自分では外せません。'),
};
