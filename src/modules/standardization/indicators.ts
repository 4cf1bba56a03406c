import type { IndicatorDefinition, IndicatorPart } from '../../core/indicator.ts';
import { BUSINESSES } from './rules/businesses.ts';

const MUNICIPALITY = ['municipality'] as const;
const BOTH = ['municipality', 'prefecture'] as const;

/** 住民基本台帳（住民記録）: both ministries' names, so that either is found. */
const parts: readonly IndicatorPart[] = BUSINESSES.map((business) => ({
  id: business.id,
  title: [business.title, ...business.otherNames.map((name) => `（${name}）`)].join(''),
  levels: business.prefecture ? BOTH : MUNICIPALITY,
}));

const planItems = [
  { plan: '1.0', item: 'standardization-and-sharing' },
  { plan: '2.0', item: 'standardization-and-sharing' },
  { plan: '2024-04', item: 'standardization-and-sharing' },
  { plan: '5.0', item: 'standardization' },
] as const;

const target = {
  text: '令和7年度までに、標準準拠システムへの円滑な移行を目指す',
  on: '2026-03-31',
  source: '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）513行',
} as const;

/** What the official rate and the one without 対象外 have in common. */
const SHARE_OF_STEPS = {
  level: 'both',
  valueKind: 'share',
  unit: '%',
  decimals: 1,
  scale: 0,
  range: { min: 0 },
  better: 'up',
  period: 'month',
  parts,
  partsTotal: 'pooled-share',
  operator: { kind: 'mean-of-bodies' },
  base: 'asked',
  baseBodies: 'all',
  // The ministry's printed table before what bodies say here month by month: where they differ, both are shown.
  precedence: ['standardization-pmo', 'standardization-months'],
} as const;

export const standardizationIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'standardization',
    version: 1,
    title: '標準準拠システムへの移行作業の完了率（20業務）',
    shortTitle: '標準化の完了率',
    definition:
      '業務ごとに、40の移行作業のうち完了した作業の割合です。完了済みと対象外を、どちらも完了に数えます。移行したシステムの割合でも、移行を終えた団体の割合でもありません。対象外を除いた値は、率だけの資料からは分かりません。団体の全体は20業務の平均で、地域の値は団体の単純平均です。',
    formula:
      '業務の完了率 =（完了済み ＋ 対象外）÷ 40。団体の全体 = 20業務の完了率の平均。地域 = 団体の完了率の単純平均',
    source: '総務省「標準化・共通化の進捗状況」（PMOツール、令和8年1月）',
    ...SHARE_OF_STEPS,
    target,
    planItems,
  },
  {
    id: 'standardization-without-excluded',
    version: 1,
    title: '標準準拠システムへの移行作業の完了率（対象外を除く）',
    shortTitle: '対象外を除く完了率',
    definition:
      '業務ごとに、対象外を除いた移行作業のうち、完了済みの作業の割合です。公式の完了率は対象外も完了に数えるので、その内訳を補います。作業ごとの状態が分かる資料や月の報告から計算します。率だけの資料からは分かりません。すべてが対象外の業務は、該当なしです。地域の値は団体の単純平均です。',
    formula:
      '業務 = 完了済み ÷（全作業 − 対象外）。団体の全体 = 20業務の完了済みの計 ÷（全作業 − 対象外）の計。地域 = 団体の単純平均',
    source: 'しるべの月の報告、または作業ごとの状態の表',
    ...SHARE_OF_STEPS,
    planItems,
  },
  {
    id: 'late-migration',
    version: 1,
    title: '特定移行支援システムに該当する見込みの団体',
    shortTitle: '特定移行支援',
    definition:
      '令和8年度以降に移行する特定移行支援システムがある見込みの団体の数です。業務ごとの数と、いずれかの業務が該当する団体の数を示します。資料は該当する団体だけの一覧です。一覧にない団体は未回答ではありません。一覧が全国のものでない場合、数はその範囲に限られます。移行の遅れとは分けて示します。業務でない「共通機能」の印は数えません。',
    formula: '印（●）のある団体の数。計算上の分母はありません',
    source: 'デジタル庁「特定移行支援システムの該当見込み」（2025年12月末時点）',
    level: 'both',
    valueKind: 'yes-no',
    unit: '団体',
    decimals: 0,
    scale: 0,
    range: { min: 0, max: 1 },
    better: 'none',
    period: 'month',
    parts,
    operator: { kind: 'sum' },
    base: 'answered',
    baseBodies: 'all',
    openList: true,
    planItems,
  },
];
