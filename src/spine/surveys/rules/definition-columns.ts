/** Columns of the definition sheet, and fields of the question form: the same words are read in both. */
export const QUESTION_COLUMNS = [
  { id: 'number', title: '設問番号', width: 9, about: '印刷する番号です。重ならないようにします。例：2-1' },
  {
    id: 'id',
    title: '識別子',
    width: 16,
    about: '英小文字、数字、ハイフン。版が変わっても、同じ意味の設問は同じ識別子にします。',
  },
  { id: 'section', title: '区分', width: 18, about: '「識別子：見出し」。例：policy：全体方針' },
  { id: 'title', title: '設問文', width: 36, about: '60字までの文にします。' },
  { id: 'help', title: '説明', width: 36, about: '何を数え、何を数えないかを書きます。' },
  { id: 'type', title: '種類', width: 12, about: '一つ選択、複数選択、数値、内数と総数、日付、文章' },
  {
    id: 'options',
    title: '選択肢',
    width: 36,
    about: '1行に1つ、「識別子：見出し」。ほかと一緒に選べないものは末尾に【単独】',
  },
  { id: 'atMost', title: '選べる数', width: 9, about: '複数選択の上限。空欄は制限なし。' },
  { id: 'unit', title: '単位', width: 8, about: '数値、内数と総数の単位。例：人' },
  { id: 'scale', title: '小数の桁', width: 9, about: '数値の小数点以下の桁。空欄は整数。' },
  { id: 'min', title: '下限', width: 8, about: '数値の下限（整数）。空欄はなし。' },
  { id: 'max', title: '上限', width: 8, about: '数値の上限（整数）。空欄はなし。' },
  { id: 'maxLength', title: '最大字数', width: 9, about: '文章の字数の上限。' },
  { id: 'valueTitle', title: '内数の見出し', width: 14, about: '内数と総数のとき。例：うちオンライン' },
  { id: 'baseTitle', title: '総数の見出し', width: 14, about: '内数と総数のとき。例：年間の総件数' },
  { id: 'optional', title: '任意', width: 7, about: '○：答えなくても提出できます。' },
  { id: 'mayNotApply', title: '該当なし可', width: 10, about: '○：「該当なし」と答えられます。' },
  {
    id: 'askedWhen',
    title: '条件',
    width: 28,
    about: '1行に1つ、「前の設問＝選択肢／選択肢」。全てが当てはまる団体にだけ聞きます。',
  },
  {
    id: 'checks',
    title: '確認',
    width: 28,
    about:
      '1行に1つ。「以下：設問」「合計：設問、設問」「前回差：20%」。末尾に（注意）で、提出を止めません。',
  },
  { id: 'bindings', title: '指標', width: 44, about: '1行に1つ。書き方は「凡例」を見てください。' },
  {
    id: 'usuallyKnownBy',
    title: '主に知る課',
    width: 16,
    about: '庁内照会で割り当てる課の目安。例：総務・人事',
  },
] as const;

export type QuestionColumn = (typeof QUESTION_COLUMNS)[number]['id'];
/** Texts of one question; what is not given is empty. */
export type QuestionCells = Readonly<Partial<Record<QuestionColumn, string>>>;

export const SURVEY_FIELDS = [
  { id: 'id', title: '識別子', about: '英小文字、数字、ハイフン。調査ごとに1つで、後から変えません。' },
  { id: 'title', title: '見出し', about: '調査の名称' },
  { id: 'legalBasis', title: '根拠', about: '法令と条項。ないときは「依頼」' },
  { id: 'purpose', title: '目的', about: '何のために聞くか' },
  { id: 'returned', title: '還元', about: '答えた団体に何をいつ返すか' },
  { id: 'source', title: '出典', about: '設問が従う資料' },
  { id: 'level', title: '対象', about: '市区町村、都道府県、両方' },
  { id: 'minutes', title: '所要時間', about: '1団体が空欄から答える分数の見込み（整数）' },
] as const;
export type SurveyField = (typeof SURVEY_FIELDS)[number]['id'];
export type SurveyCells = Readonly<Partial<Record<SurveyField, string>>>;

export const LEVEL_TITLES = { municipality: '市区町村', prefecture: '都道府県', both: '両方' } as const;
export const TYPE_TITLES = {
  choice: '一つ選択',
  choices: '複数選択',
  number: '数値',
  share: '内数と総数',
  date: '日付',
  text: '文章',
} as const;

/** How a line of the column 指標 is written, for the legend. */
export const BINDING_LEGEND: readonly (readonly [string, string])[] = [
  ['cio@1：yes=1、no=0', '選んだ選択肢を指標の値にします。全ての選択肢の値を書きます。'],
  ['ai@1：yes=1、no=0、unknown=未回答', '値の代わりに、未回答・該当なし等の理由を書けます。'],
  ['training-contents@1/online：online', '複数選択で、その選択肢を選んだら1、選ばなければ0にします。'],
  ['staff@1', '数値、内数と総数は、指標の名前だけを書きます。'],
  ['cross-cutting-body@1：全て body=yes、body-chair=head／deputy', '全てが当てはまるときだけ1にします。'],
  ['online-use@1/total：合算 1-1、1-2', '内数と総数を、設問にわたって足します。'],
  ['online-use-online@1：合算（内数） 1-1、1-2', '内数だけを足します。（総数）なら総数だけです。'],
  [
    'telework-by-size@1/staff-301：yes=1、no=0［staff-size=staff-301］',
    '［ ］の条件に当てはまる団体だけの値にします。',
  ],
];

export const REASON_WORDS = {
  'not-asked': '調査無し',
  'not-answered': '未回答',
  'not-applicable': '該当なし',
  'blank-in-source': '空欄',
  withdrawn: '取下げ',
} as const;
