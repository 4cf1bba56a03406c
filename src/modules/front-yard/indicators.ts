import type { IndicatorDefinition, IndicatorPart } from '../../core/indicator.ts';
import { PROCEDURES } from '../../spine/indicators/procedures.ts';

const DASHBOARD = 'デジタル庁「自治体DXの取組に関するダッシュボード」（2024年7月12日版）';
const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';

/** 行政手続のオンライン化 was a heading of its own in 1.0 and is absorbed in フロントヤード改革 since. */
const planItems = [
  { plan: '1.0', item: 'online-procedures' },
  { plan: '2024-04', item: 'front-yard' },
  { plan: '5.0', item: 'front-yard' },
] as const;

const parts: readonly IndicatorPart[] = PROCEDURES.map(({ id, title, groupTitle, levels }) => ({
  id,
  title,
  group: groupTitle,
  levels,
}));

const COMMON = {
  version: 1,
  unit: '%',
  decimals: 1,
  scale: 0,
  better: 'up',
  period: 'day',
  base: 'asked',
  baseBodies: 'all',
  planItems,
} as const satisfies Partial<IndicatorDefinition>;

const target = {
  text: '令和4年度末を目指し、原則、全自治体でマイナポータルからオンライン手続を可能とする',
  on: '2023-03-31',
  source: `${MOVES}858行`,
} as const;

export const frontYardIndicators: readonly IndicatorDefinition[] = [
  {
    ...COMMON,
    id: 'procedures-26',
    title: '子育て・介護26手続のオンライン化',
    shortTitle: '26手続オンライン化',
    definition:
      '子育て15手続と介護11手続を、すべてオンライン化した市区町村の割合です。団体の値は、26手続のうちオンライン化した割合で、整数の百分率だけが公表されています。都道府県や全国の値は、100%の団体の割合です。率の平均ではありません。',
    formula: '26手続のオンライン化が100%の団体数 ÷ 調査した団体数',
    source: DASHBOARD,
    level: 'municipality',
    valueKind: 'percent',
    range: { min: 0, max: 100 },
    operator: { kind: 'share-of-bodies', atLeast: 100 },
    target,
  },
  {
    ...COMMON,
    id: 'procedures-32',
    title: 'よく使う32手続のオンライン化',
    shortTitle: '32手続オンライン化',
    definition:
      'よく使う32手続のうち、団体が実施している手続に占める、オンライン化済みの手続の割合です。分母は団体ごとに異なります。地域の値は、手続数の合計どうしの割合です。実施している手続がない団体（0/0）は該当なしとします。',
    formula: 'オンライン化済みの手続数の合計 ÷ 実施している手続数の合計',
    source: DASHBOARD,
    level: 'both',
    valueKind: 'share',
    range: { min: 0 },
    operator: { kind: 'ratio-of-sums' },
  },
  {
    ...COMMON,
    id: 'online-rate',
    title: '行政手続のオンライン申請率',
    shortTitle: 'オンライン申請率',
    definition:
      '手続ごとに、1年度の申請のうちオンラインで行われた割合です。件数のない率だけが公表されているため、地域の値は団体の中央値と分布で示し、平均は示しません。資料は空欄の理由を示していません。空欄は0%ではありません。',
    formula: '団体の値 = オンライン申請の件数 ÷ 申請の総件数。地域の値 = 団体の値の中央値',
    source: DASHBOARD,
    level: 'both',
    valueKind: 'percent',
    scale: 1,
    range: { min: 0, max: 100 },
    period: 'fiscal-year',
    parts,
    operator: { kind: 'median' },
    base: 'answered',
  },
  {
    ...COMMON,
    id: 'procedures-31',
    title: '特に国民の利便性向上に資する31手続のオンライン化',
    shortTitle: '31手続オンライン化',
    definition:
      'マイナンバーカードを用いた申請が想定される31手続のうち、オンライン化した手続の割合です。市区町村は27手続、都道府県は自動車保有の4手続が対象です。手元の公表資料から団体の値は分かりません。26手続の率には罹災証明書が含まれず、申請率の空欄は未実施とは限らないためです。値は、各団体の回答を登録して初めて示します。',
    formula: 'オンライン化した手続数の合計 ÷ 対象の手続数の合計（市区町村は27、都道府県は4）',
    source: `${MOVES}838行・881–954行`,
    level: 'both',
    valueKind: 'share',
    range: { min: 0 },
    operator: { kind: 'ratio-of-sums' },
    target,
  },
  {
    ...COMMON,
    id: 'online-use-estimate',
    validTo: '2021-03-31',
    title: '58手続のオンライン利用率（全国の推計値）',
    shortTitle: '58手続の利用率',
    definition:
      '優先的にオンライン化を進める58手続の、年間の申請のうちオンラインで行われた割合です。オンライン化した団体の件数と人口から、国が全国の値を推計したものです。団体ごとの値はありません。件数の単位は千件です。',
    formula: 'オンライン利用件数（推計）÷ 年間総手続件数（推計）',
    source: `${MOVES}840–845行`,
    level: 'both',
    valueKind: 'share',
    range: { min: 0 },
    period: 'fiscal-year',
    operator: { kind: 'ratio-of-sums' },
    base: 'all',
  },
  {
    ...COMMON,
    id: 'online-use',
    title: '58手続のオンライン利用率（団体の回答）',
    shortTitle: '58手続の利用',
    definition:
      '優先的にオンライン化を進める58手続の、1年度の申請のうちオンラインで行われた割合です。団体が答えた件数の合計どうしの割合です。国の推計値とは別の指標で、線でつなぎません。',
    formula: 'オンラインの件数の合計 ÷ 年間の総件数の合計',
    source: `しるべの調査「手続のオンライン利用に関する調査」。手続の範囲は${MOVES}822–838行`,
    level: 'both',
    valueKind: 'share',
    range: { min: 0 },
    period: 'fiscal-year',
    parts: PROCEDURES.filter((procedure) =>
      procedure.memberships.some((membership) => membership.set === 'priority-58'),
    ).map(({ id, title, groupTitle, levels }) => ({ id, title, group: groupTitle, levels })),
    partsTotal: 'pooled-share',
    operator: { kind: 'ratio-of-sums' },
    base: 'answered',
  },
  ...(['applications', 'online'] as const).map(
    (kind): IndicatorDefinition => ({
      ...COMMON,
      id: `online-use-${kind}`,
      title: kind === 'online' ? '58手続のオンライン件数（推計）' : '58手続の年間総件数（推計）',
      shortTitle: kind === 'online' ? 'オンライン件数' : '年間総件数',
      definition:
        '件数を答えた団体の合計を、人口で全団体の分に引き伸ばした推計です。答えていない団体を零とはみなしません。全ての団体が答えたときは、合計と一致します。',
      formula: '回答した団体の件数の合計 × 全団体の人口 ÷ 回答した団体の人口',
      source: `しるべの調査「手続のオンライン利用に関する調査」。推計の考え方は${MOVES}845行`,
      level: 'both',
      valueKind: 'count',
      unit: '件',
      decimals: 0,
      range: { min: 0 },
      better: 'none',
      period: 'fiscal-year',
      operator: { kind: 'estimate', weight: 'population' },
      base: 'answered',
    }),
  ),
];
