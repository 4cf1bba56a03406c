import type { IndicatorDefinition, IndicatorPart } from '../../core/indicator.ts';
import { inPlans, SHARE_BY_ANSWER } from '../../core/indicator-bases.ts';

const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';
const SURVEY = 'しるべの調査「テレワークの導入状況に関する調査」';

const ANSWERS = { ...SHARE_BY_ANSWER, planItems: inPlans('telework') } as const;

const SIZES: readonly IndicatorPart[] = [
  { id: 'staff-301', title: '301人以上' },
  { id: 'staff-101', title: '101人以上300人以下' },
  { id: 'staff-1', title: '100人以下' },
];

/** Lower bound included, upper excluded. 不明 is an answer of its own: the printed shares count it in their base. */
const BANDS: readonly IndicatorPart[] = [
  { id: 'band-0', title: '0%以上30%未満' },
  { id: 'band-30', title: '30%以上50%未満' },
  { id: 'band-50', title: '50%以上80%未満' },
  { id: 'band-80', title: '80%以上' },
  { id: 'unknown', title: '不明' },
];

export const teleworkSurveyIndicators: readonly IndicatorDefinition[] = [
  {
    ...ANSWERS,
    id: 'telework-state',
    title: 'テレワークの導入状況（3区分）',
    shortTitle: '導入の3区分',
    definition:
      '導入している、検討している、予定なし・未定の団体の割合です。導入には、試験的・実験的な導入を含みます。',
    formula: '区分ごとの団体数 ÷ 調査した団体数',
    source: `${SURVEY}。区分は${MOVES}1136–1154行`,
    parts: [
      { id: 'introduced', title: '導入している' },
      { id: 'considering', title: '導入を検討している' },
      { id: 'no-plan', title: '導入の予定なし・未定' },
    ],
  },
  {
    ...ANSWERS,
    id: 'staff-size',
    title: '一般行政職員の規模',
    shortTitle: '職員規模',
    definition: '一般行政職員の数の区分ごとの、市区町村の割合です。指定都市を除きます。',
    formula: '区分ごとの団体数 ÷ 調査した市区町村数（指定都市を除く）',
    source: `${SURVEY}。区分は${MOVES}1145–1147行`,
    level: 'municipality',
    baseBodies: 'without-designated',
    parts: SIZES,
  },
  {
    ...ANSWERS,
    id: 'telework-by-size',
    title: 'テレワークの導入（職員規模別）',
    shortTitle: '規模別の導入',
    definition:
      '職員規模ごとに、テレワークを導入した市区町村の割合です。指定都市を除きます。規模は回答のたびに聞くため、団体数は回ごとに変わります。',
    formula: 'その規模で導入した団体数 ÷ その規模の団体数',
    source: `${SURVEY}。区分は${MOVES}1145–1147行`,
    level: 'municipality',
    better: 'up',
    baseBodies: 'without-designated',
    parts: SIZES,
  },
  {
    ...ANSWERS,
    id: 'telework-able',
    title: 'テレワークを実施できる職員の割合',
    shortTitle: '実施できる職員',
    definition:
      '一般行政職員のうち実施できる環境にある職員の割合を、区分ごとの団体の割合で示します。明らかになじまない業務の職員は除きます。導入した団体だけに聞きます。',
    formula: '区分ごとの団体数 ÷ 導入した団体数（不明を含む）',
    source: `${SURVEY}。区分は${MOVES}1156–1163行`,
    parts: BANDS,
  },
  {
    ...ANSWERS,
    id: 'telework-use',
    title: 'テレワークの利用率',
    shortTitle: '利用率',
    definition:
      '実施できる環境にある職員のうち、利用した職員の割合の平均を、区分ごとの団体の割合で示します。導入した団体だけに聞きます。',
    formula: '区分ごとの団体数 ÷ 導入した団体数（不明を含む）',
    source: `${SURVEY}。区分は${MOVES}1165–1172行`,
    parts: BANDS,
  },
  {
    ...ANSWERS,
    id: 'telework-obstacles',
    title: 'テレワークを導入していない理由',
    shortTitle: '導入しない理由',
    definition:
      '理由に挙げた団体の割合です。導入していない団体だけに聞きます。複数を選べるため、合計は100%を超えます。',
    formula: '理由に挙げた団体数 ÷ 導入していない団体数',
    source: `${SURVEY}。理由は${MOVES}1111–1117行`,
    parts: [
      { id: 'counter-work', title: '窓口や相談の業務になじまない' },
      { id: 'security', title: '情報セキュリティに不安がある' },
      { id: 'field-work', title: '現場の業務になじまない' },
      { id: 'personal-data', title: '個人情報を扱う業務ができない' },
      { id: 'cost', title: '導入の費用がかかる' },
      { id: 'other', title: 'その他' },
    ],
  },
];
