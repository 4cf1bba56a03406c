import type { IndicatorDefinition } from '../../core/indicator.ts';
import { inPlans, SHARE_OF_BODIES } from '../../core/indicator-bases.ts';

const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';
const SURVEY_2021 = `${MOVES}、令和3年度地方自治情報管理概要（令和3年4月1日時点調査）`;

const YES_NO_2021 = { ...SHARE_OF_BODIES, base: 'all' } as const;

/**
 * Columns of 2021 that are another definition than the dashboard's rows. Which ones are, and why, stands in README.md.
 * `overall-policy` and `cross-cutting-body` keep their ids: same question, with a marked break.
 */
export const structureIndicators2021: readonly IndicatorDefinition[] = [
  {
    ...YES_NO_2021,
    id: 'dedicated-dept',
    standing: true,
    title: 'DX推進専任部署の設置',
    shortTitle: '専任部署の設置',
    definition:
      'DX推進専任部署を設置している団体の割合です。DX推進の企画立案、部門間の総合調整、全体方針や個々の取組の進捗管理等を担う部署をいいます。後の表にこの項目はありません。',
    formula: '専任部署を設置した団体数 ÷ 全団体数',
    source: SURVEY_2021,
    planItems: inPlans('organisation'),
  },
  {
    ...YES_NO_2021,
    id: 'dedicated-dept-unit',
    validTo: '2022-03-31',
    title: 'DX推進専任部署の単位',
    shortTitle: '専任部署の単位',
    definition:
      'DX推進専任部署が、部局、課室、係、その他のどの単位で置かれているかです。専任部署を設置した団体だけが回答しています。資料は団体数だけを示しています。',
    formula: '単位ごとの団体数（専任部署を設置した団体の内訳）',
    source: SURVEY_2021,
    valueKind: 'choice',
    choices: [
      { value: 1, title: '部局' },
      { value: 2, title: '課室' },
      { value: 3, title: '係' },
      { value: 4, title: 'その他' },
    ],
    range: { min: 1, max: 4 },
    unit: '団体',
    decimals: 0,
    better: 'none',
    base: 'asked',
    planItems: inPlans('organisation'),
  },
  {
    ...YES_NO_2021,
    id: 'cio-external-2021',
    validTo: '2022-03-31',
    title: 'CIOへの外部人材の活用（2021年調査）',
    shortTitle: 'CIOに外部人材',
    definition:
      'CIOに外部の人材を活用している団体の割合です。CIOを任命した団体の割合ではありません。「CIOの任命」とは別の指標で、線でつなぎません。',
    formula: 'CIOに外部人材を活用した団体数 ÷ 全団体数',
    source: SURVEY_2021,
    better: 'none',
    planItems: [...inPlans('organisation'), ...inPlans('talent')],
  },
  {
    ...YES_NO_2021,
    id: 'cio-aide-external-2021',
    validTo: '2022-03-31',
    title: 'CIO補佐官への外部人材の活用（2021年調査）',
    shortTitle: '補佐官に外部人材',
    definition:
      'CIO補佐官に外部の人材を活用している団体の割合です。CIO補佐官等を任命した団体の割合ではありません。「CIO補佐官等の任命」とは別の指標で、線でつなぎません。',
    formula: 'CIO補佐官に外部人材を活用した団体数 ÷ 全団体数',
    source: SURVEY_2021,
    planItems: [...inPlans('organisation'), ...inPlans('talent')],
  },
  {
    ...YES_NO_2021,
    id: 'external-talent-plan-2021',
    validTo: '2022-03-31',
    title: '外部デジタル人材の活用に係る検討状況（2022年公表の調査）',
    shortTitle: '外部人材の検討状況',
    definition:
      '市区町村が外部デジタル人材の活用をどう考えているかです。活用する方向で検討中、未定、活用する予定なしから一つを選びます。資料に調査の時点はありません。すでに活用している団体の割合ではありません。',
    formula: '回答ごとの団体数 ÷ 全市区町村数',
    source: MOVES,
    level: 'municipality',
    valueKind: 'choice',
    choices: [
      { value: 1, title: '活用する方向で検討中' },
      { value: 2, title: '未定' },
      { value: 3, title: '活用する予定なし' },
    ],
    range: { min: 1, max: 3 },
    better: 'none',
    planItems: inPlans('talent'),
  },
  {
    ...YES_NO_2021,
    id: 'staff-development-2021',
    validTo: '2022-03-31',
    title: '自治体DX・情報化を推進するための職員育成（2022年公表の調査）',
    shortTitle: '職員育成（前調査）',
    definition:
      '自治体DX・情報化を推進するための職員育成の取組を実施している団体の割合です。資料に調査の時点がないため、「職員育成の取組」と線でつなぎません。',
    formula: '職員育成の取組を実施した団体数 ÷ 全団体数',
    source: MOVES,
    planItems: inPlans('talent'),
  },
];
