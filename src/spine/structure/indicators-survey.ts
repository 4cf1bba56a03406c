import type { IndicatorDefinition, IndicatorPart } from '../../core/indicator.ts';
import { inPlans, SHARE_BY_ANSWER } from '../../core/indicator-bases.ts';

const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';

function parts(titles: Readonly<Record<string, string>>): readonly IndicatorPart[] {
  return Object.entries(titles).map(([id, title]) => ({ id, title }));
}

/**
 * What the surveys of しるべ (data/surveys) give beside the dashboard's rows. The surveys of 2021 asked something close,
 * but no document shows their wording or their bodies: other ids, and no line between them.
 */
export const structureIndicatorsSurvey: readonly IndicatorDefinition[] = [
  {
    ...SHARE_BY_ANSWER,
    id: 'dedicated-unit',
    standing: true,
    title: 'DX推進専任部署の単位',
    shortTitle: '専任部署の単位',
    definition:
      '専任部署を置いた団体が、どの単位で置いているかの割合です。専任部署を置いていない団体には聞きません。',
    formula: '単位ごとの団体数 ÷ 専任部署を置いた団体数',
    source: `しるべの調査「DXの推進体制に関する調査」。区分は${MOVES}214–232行`,
    parts: parts({ department: '部局', division: '課室', group: '係', other: 'その他' }),
    planItems: inPlans('organisation'),
  },
  {
    ...SHARE_BY_ANSWER,
    id: 'cio-post',
    standing: true,
    title: 'CIO（最高情報統括責任者）の職',
    shortTitle: 'CIOの職',
    definition:
      'CIOを任命した団体が、どの職の者を任命しているかの割合です。計画は副市区町村長等が望ましいとしています。',
    formula: '職ごとの団体数 ÷ CIOを任命した団体数',
    source: `しるべの調査「DXの推進体制に関する調査」。考え方は${MOVES}237–238行`,
    parts: parts({
      head: '首長',
      deputy: '副首長',
      director: '部局長',
      external: '外部の人材',
      other: 'その他',
    }),
    planItems: inPlans('organisation'),
  },
  {
    ...SHARE_BY_ANSWER,
    id: 'external-talent-plan',
    title: '外部デジタル人材の活用意向',
    shortTitle: '外部人材の意向',
    definition:
      '外部デジタル人材の活用をどう考えているかを、回答ごとの団体の割合で示します。すでに活用している団体の割合ではありません。',
    formula: '回答ごとの団体数 ÷ 調査した団体数',
    source: `しるべの調査「外部デジタル人材の活用意向に関する調査」。選択肢は${MOVES}424行`,
    level: 'municipality',
    parts: parts({
      considering: '活用する方向で検討中',
      undecided: '未定',
      'no-plan': '活用する予定なし',
    }),
    planItems: inPlans('talent'),
  },
  {
    ...SHARE_BY_ANSWER,
    id: 'external-talent-obstacles',
    title: '外部デジタル人材の活用に当たっての課題',
    shortTitle: '外部人材の課題',
    definition:
      '課題に挙げた団体の割合です。活用を検討中か未定の団体だけに聞きます。2つまで選べるため、合計は100%になりません。',
    formula: '課題に挙げた団体数 ÷ 検討中か未定と答えた団体数',
    source: `しるべの調査「外部デジタル人材の活用意向に関する調査」。対象と選べる数は${MOVES}428行`,
    level: 'municipality',
    parts: parts({
      role: '求める役割や技能を整理できない',
      'know-how': '採用に必要なノウハウが足りない',
      supply: '必要な質や人数の人材を確保できない',
      practice: '行政実務の知識が足りない',
      other: 'その他',
    }),
    planItems: inPlans('talent'),
  },
  {
    ...SHARE_BY_ANSWER,
    id: 'training-contents',
    title: '職員を育てる取組の内容',
    shortTitle: '育成の内容',
    definition:
      '取組の内容ごとの団体の割合です。職員を育てる取組をしている団体だけに聞きます。複数を選べるため、合計は100%を超えます。',
    formula: '内容に挙げた団体数 ÷ 取組をしている団体数',
    source: `しるべの調査「職員のデジタル研修に関する調査」。複数回答とすることは${MOVES}462行`,
    parts: parts({
      'all-staff': '全職員の研修',
      'it-staff': '情報担当の専門研修',
      managers: '首長や管理職の研修',
      leaders: '中核の職員の育成',
      dispatch: '研修機関や国の研修',
      online: '動画やオンラインの研修',
      qualification: '資格の費用の支援',
      other: 'その他',
    }),
    planItems: inPlans('talent'),
  },
];
