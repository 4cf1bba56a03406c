import type { IndicatorDefinition } from '../../core/indicator.ts';

const MOVES = '総務省「自治体DX推進計画策定後の動き」（2022年5月11日）';

const planItems = ['1.0', '2.0', '2024-04', '5.0'].map((plan) => ({ plan, item: 'my-number' }));

const target = {
  text: '令和4年度末までに、ほぼ全国民に行き渡ることを目指す',
  on: '2023-03-31',
  source: `${MOVES}684行`,
} as const;

const COMMON = {
  version: 1,
  level: 'municipality',
  scale: 0,
  better: 'up',
  baseBodies: 'all',
  planItems,
} as const satisfies Partial<IndicatorDefinition>;

/** Columns of the monthly table of 申請・交付・マイナポイント, which exists for the nation only, in units of 10,000. */
const MONTHLY = {
  ...COMMON,
  valueKind: 'count',
  unit: '万件',
  decimals: 0,
  range: { min: 0 },
  period: 'month',
  operator: { kind: 'sum' },
  base: 'all',
  source: `${MOVES}804–812行`,
} as const satisfies Partial<IndicatorDefinition>;

const MONTHLY_NOTE =
  '資料には全国の値だけがあり、単位は万件です。最初の二つの値は1か月分ではなく、2020年6月末までと、2020年7～12月の分です。小計と累計は四捨五入のため、各月の和と1万件違うことがあります。';

/** No base date is printed; the day was found by recomputing the rates from the register's populations. */
const POPULATION_BREAK = {
  on: '2021-08-31',
  reason:
    '率の分母となる人口の基準日が変わったと見られます（再計算では2021年8月末から2021年1月1日の人口と合います）。資料に基準日の記載はありません。',
} as const;

export const myNumberIndicators: readonly IndicatorDefinition[] = [
  {
    ...COMMON,
    id: 'card-issued',
    title: 'マイナンバーカードの交付枚数率',
    shortTitle: 'カード交付枚数率',
    definition:
      'それまでに交付したマイナンバーカードの枚数が、住民基本台帳人口に占める割合です。交付枚数は累計で、死亡や返納、有効期限切れで失効したカードを含みます。分母の人口の基準日は、値ごとに示します。基準日が変わった前後の値は、そのまま比べられません。保有している人の割合ではありません。',
    formula: '交付枚数の合計 ÷ 住民基本台帳人口の合計（人口の基準日を併記）',
    source: '総務省「マイナンバーカード交付状況」（CSV化：Code for Japan）',
    valueKind: 'count',
    unit: '%',
    decimals: 1,
    range: { min: 0 },
    period: 'day',
    denominator: { indicator: 'population', title: '住民基本台帳人口' },
    operator: { kind: 'ratio-of-sums' },
    base: 'answered',
    target,
  },
  {
    ...COMMON,
    id: 'card-holding',
    title: 'マイナンバーカードの保有状況',
    shortTitle: 'カードの保有率',
    definition:
      'マイナンバーカードを保有している人の、人口に対する割合です。ダッシュボードは整数の百分率だけを示し、枚数も人口も示していません。そのため地域の値は団体の中央値で示し、平均は示しません。交付枚数率とは別の指標です。',
    formula: '団体の値 = 保有枚数 ÷ 人口。地域の値 = 団体の値の中央値',
    source: 'デジタル庁「自治体DXの取組に関するダッシュボード」（2024年7月12日版）',
    valueKind: 'percent',
    unit: '%',
    decimals: 0,
    range: { min: 0, max: 100 },
    period: 'day',
    operator: { kind: 'median' },
    base: 'answered',
  },
  {
    ...MONTHLY,
    id: 'card-applications-monthly',
    validTo: '2022-04-30',
    title: 'マイナンバーカードの有効申請受付数（各月）',
    shortTitle: '有効申請受付数',
    definition: `その月に受け付けた、マイナンバーカードの有効な申請の数です。${MONTHLY_NOTE}`,
    formula: 'その月の有効申請受付数の合計',
  },
  {
    ...MONTHLY,
    id: 'card-application-rate',
    validTo: '2022-04-30',
    title: 'マイナンバーカードの有効申請受付率（期末の累計）',
    shortTitle: '有効申請受付率',
    definition:
      'それまでに受け付けた有効な申請の累計が、人口に占める割合です。資料には全国の率だけがあり、分母の人口と基準日の記載はありません。',
    formula: '有効申請受付数の累計 ÷ 人口（資料の印字どおり）',
    valueKind: 'percent',
    unit: '%',
    decimals: 1,
    scale: 1,
    operator: { kind: 'median' },
    breaks: [POPULATION_BREAK],
    target,
  },
  {
    ...MONTHLY,
    id: 'card-issued-monthly',
    validTo: '2022-04-30',
    title: 'マイナンバーカードの交付実施済数（各月）',
    shortTitle: '交付実施済数',
    definition: `その月に交付したマイナンバーカードの数です。${MONTHLY_NOTE}`,
    formula: 'その月の交付実施済数の合計',
  },
  {
    ...MONTHLY,
    id: 'card-issue-rate',
    validTo: '2022-04-30',
    title: 'マイナンバーカードの交付実施済率（期末の累計）',
    shortTitle: '交付実施済率',
    definition:
      'それまでに交付したカードの累計が、人口に占める割合です。資料には全国の率だけがあり、分母の人口と基準日の記載はありません。団体別の表による「交付枚数率」とは別に示します。',
    formula: '交付実施済数の累計 ÷ 人口（資料の印字どおり）',
    valueKind: 'percent',
    unit: '%',
    decimals: 1,
    scale: 1,
    operator: { kind: 'median' },
    breaks: [POPULATION_BREAK],
    target,
  },
  {
    ...MONTHLY,
    id: 'point-applications-monthly',
    validTo: '2022-04-30',
    title: 'マイナポイントの申込数（各月）',
    shortTitle: 'ポイント申込数',
    definition: `その月にマイナポイントを申し込んだ数です。第1弾は2021年12月末まで、第2弾は2022年1月からです。${MONTHLY_NOTE}`,
    formula: 'その月の申込数の合計',
  },
];
