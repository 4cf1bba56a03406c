import type { IndicatorDefinition } from '../../core/indicator.ts';
import { inPlans, SHARE_OF_BODIES } from '../../core/indicator-bases.ts';
import { teleworkSurveyIndicators } from './indicators-survey.ts';

const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';

const YES_NO = { ...SHARE_OF_BODIES, planItems: inPlans('telework') } as const;

/** Shares of bodies by bands, lower bound included, upper excluded; asked of the 916 bodies that have telework. */
const BANDS = {
  ...YES_NO,
  valueKind: 'choice',
  choices: [
    { value: 1, title: '0%以上30%未満' },
    { value: 2, title: '30%以上50%未満' },
    { value: 3, title: '50%以上80%未満' },
    { value: 4, title: '80%以上' },
    { value: 5, title: '不明' },
  ],
  range: { min: 1, max: 5 },
  better: 'none',
} as const satisfies Partial<IndicatorDefinition>;

export const teleworkIndicators: readonly IndicatorDefinition[] = [
  {
    ...YES_NO,
    id: 'telework',
    title: 'テレワークの導入',
    shortTitle: 'テレワークの導入',
    definition:
      'テレワークを導入している団体の割合です。表が示すのは「実施」「未実施」だけです。市区町村は指定都市を含みます。2020・2021年の調査は、市区町村から指定都市を除くため、別の指標です。',
    formula: 'テレワークを導入した団体数 ÷ 調査した団体数',
    source: 'デジタル庁「自治体DXの取組に関するダッシュボード」（2024年7月12日版）',
  },
  {
    ...YES_NO,
    id: 'telework-survey-2021',
    validTo: '2022-03-31',
    title: 'テレワークの導入状況（2020・2021年の調査）',
    shortTitle: '導入（2021年）',
    definition:
      'テレワークを導入した団体の割合です。試験的・実験的な導入を含みます。この調査の市区町村は、指定都市を除く1,721団体です。職員規模は一般行政職員の数によります。規模ごとの団体数は年により変わるため、2020年の割合は2020年の団体数によります。',
    formula: '導入した団体数 ÷ 団体数（市区町村は指定都市を除く）',
    source: `${MOVES}1136–1154行`,
    base: 'all',
    baseBodies: 'without-designated',
  },
  {
    ...BANDS,
    id: 'telework-feasible-2021',
    validTo: '2022-03-31',
    title: 'テレワークを実施可能な職員の割合（2021年の調査）',
    shortTitle: '実施可能な職員',
    definition:
      '一般行政職員のうち、テレワークを実施できる環境にある職員の割合を、区分ごとの団体数で示します。明らかにテレワークがなじまない業務の職員は除きます。導入した916団体が対象です。',
    formula: '区分ごとの団体数 ÷ テレワークを導入した団体数',
    source: `${MOVES}1156–1163行`,
  },
  {
    ...BANDS,
    id: 'telework-use-2021',
    validTo: '2022-03-31',
    title: 'テレワークの利用率（2021年の調査）',
    shortTitle: '利用率（2021年）',
    definition:
      'テレワークを実施できる環境にある職員のうち、実際に利用した職員の割合（平均）を、区分ごとの団体数で示します。導入した916団体が対象です。',
    formula: '区分ごとの団体数 ÷ テレワークを導入した団体数',
    source: `${MOVES}1165–1172行`,
  },
  {
    ...YES_NO,
    id: 'telework-obstacles-2021',
    validTo: '2022-03-31',
    title: 'テレワークを導入していない理由（2021年の調査）',
    shortTitle: '未導入の理由',
    definition:
      'テレワークを導入していない団体が挙げた理由の割合です。複数の理由を選べるため、合計は100%を超えます。資料は率だけを示し、団体数を示していません。',
    formula: '理由に挙げた団体の割合（資料の印字どおり）',
    source: `${MOVES}1109–1117行`,
    better: 'none',
    parts: [
      { id: 'counter-work', title: '窓口業務や相談業務などがテレワークになじまない' },
      { id: 'security', title: '情報セキュリティの確保に不安' },
      { id: 'field-work', title: '現場業務はテレワークになじまない' },
      { id: 'personal-data', title: '個人情報やマイナンバーを取扱う業務は実施できない' },
      { id: 'cost', title: '導入コストがかかる' },
    ],
  },
  ...teleworkSurveyIndicators,
];
