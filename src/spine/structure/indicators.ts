import type { IndicatorDefinition } from '../../core/indicator.ts';
import { inPlans, SHARE_OF_BODIES } from '../../core/indicator-bases.ts';

const DASHBOARD = 'デジタル庁「自治体DXの取組に関するダッシュボード」（2024年7月12日版）';
const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';

const NO_WORDS = '表が示すのは「実施」「未実施」だけです。';
const ASKED = '調査の対象外とされた団体（調査無し）は分母に含めません。';

/** 計画の版を通じた線の切れ目: the survey's name changed after 2021, and no document at hand shows its later wording. */
const SURVEY_BREAK = {
  on: '2022-04-01',
  reason:
    '2021年の値は「地方自治情報管理概要」によります。その後の表は調査名と表現が異なり、設問が同じかは資料で確かめられません。',
} as const;

/** The seven structure rows of the DX dashboard. */
export const structureIndicators: readonly IndicatorDefinition[] = [
  {
    ...SHARE_OF_BODIES,
    id: 'cio',
    standing: true,
    title: 'CIO（最高情報統括責任者）の任命',
    shortTitle: 'CIOの任命',
    definition: `CIOを任命している団体の割合です。CIOは庁内全般を把握し、部局間の調整を担います。計画は副市区町村長等が望ましいとしています。${NO_WORDS}CIOの役職や、外部の人材かどうかは分かりません。${ASKED}`,
    formula: 'CIOを任命した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('organisation'),
  },
  {
    ...SHARE_OF_BODIES,
    id: 'cio-aide',
    standing: true,
    title: 'CIO補佐官等の任命',
    shortTitle: 'CIO補佐官等',
    definition: `CIO補佐官等を任命している団体の割合です。CIO補佐官等は、専門的な知見からCIOのマネジメントを補佐します。${NO_WORDS}庁内の職員か外部の人材かは分かりません。${ASKED}`,
    formula: 'CIO補佐官等を任命した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('organisation'),
  },
  {
    ...SHARE_OF_BODIES,
    id: 'overall-policy',
    standing: true,
    title: 'DXを推進するための全体方針の策定',
    shortTitle: '全体方針の策定',
    definition: `全体方針を策定している団体の割合です。全体方針は、DX推進のビジョンと工程表からなるもので、計画を含みます（2021年調査の定義）。${ASKED}`,
    formula: '全体方針を策定した団体数 ÷ 調査した団体数（2021年は全団体数）',
    source: `${DASHBOARD}、${MOVES}`,
    planItems: [...inPlans('organisation'), ...inPlans('planned-work')],
    breaks: [SURVEY_BREAK],
  },
  {
    ...SHARE_OF_BODIES,
    id: 'cross-cutting-body',
    standing: true,
    title: '全庁的・横断的な推進体制の構築',
    shortTitle: '全庁的な推進体制',
    definition: `全庁的・横断的な推進体制を構築している団体の割合です。首長や副首長等の下で、各部局が連携してDXを推進する体制をいいます（2021年調査の定義）。推進本部や連絡会議の設置等がこれに当たります。${ASKED}`,
    formula: '推進体制を構築した団体数 ÷ 調査した団体数（2021年は全団体数）',
    source: `${DASHBOARD}、${MOVES}`,
    planItems: inPlans('organisation'),
    breaks: [SURVEY_BREAK],
  },
  {
    ...SHARE_OF_BODIES,
    id: 'external-talent',
    title: '外部人材の活用',
    shortTitle: '外部人材の活用',
    definition: `外部の人材を活用している団体の割合です。${NO_WORDS}役職や任用の形は分かりません。2021年の「CIOに外部人材」等は別の指標です。${ASKED}`,
    formula: '外部人材を活用した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('talent'),
  },
  {
    ...SHARE_OF_BODIES,
    id: 'staff-development',
    title: '職員育成の取組',
    shortTitle: '職員育成の取組',
    definition: `職員を育成する取組を実施している団体の割合です。${NO_WORDS}取組の内容は分かりません。${ASKED}`,
    formula: '職員育成の取組を実施した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('talent'),
  },
  {
    ...SHARE_OF_BODIES,
    id: 'all-staff-training',
    title: '全職員を対象とする研修の実施',
    shortTitle: '全職員対象研修',
    definition: `全職員を対象とする研修を実施している団体の割合です。${NO_WORDS}研修の内容や受講した職員の数は分かりません。${ASKED}`,
    formula: '全職員対象研修を実施した団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    planItems: inPlans('talent'),
  },
];
