import type { IndicatorDefinition } from '../../core/indicator.ts';

const RESIDENTS = '総務省「住民基本台帳に基づく人口、人口動態及び世帯数」';
const ESTAT = 'e-Stat「市区町村の基礎・財政指標」';
const NO_YEAR = '元の表は年を示していないため、基準日は取込時に指定された日です。';
const NO_COUNTS =
  '元の表は率だけを示し、分子と分母を示していません。そのため地域の値は団体の中央値で示し、平均は示しません。';

/** What all of these have in common: figures of municipalities that say who a body is, not how far it has come. */
const COMMON = {
  version: 1,
  level: 'municipality',
  better: 'none',
  period: 'day',
  base: 'all',
  baseBodies: 'all',
  planItems: [],
} as const satisfies Partial<IndicatorDefinition>;

const COUNTED = {
  ...COMMON,
  valueKind: 'count',
  decimals: 0,
  scale: 0,
  range: { min: 0 },
  operator: { kind: 'sum' },
} as const satisfies Partial<IndicatorDefinition>;

/** Rates that came without counts: nobody can average them honestly. */
const RATE = {
  ...COMMON,
  source: ESTAT,
  valueKind: 'percent',
  unit: '%',
  decimals: 1,
  scale: 1,
  operator: { kind: 'median' },
} as const satisfies Partial<IndicatorDefinition>;

export const bodiesIndicators: readonly IndicatorDefinition[] = [
  {
    ...COUNTED,
    id: 'population',
    title: '人口（住民基本台帳）',
    shortTitle: '住基人口',
    definition:
      '住民基本台帳に記録された人の数です。外国人住民を含む総計で、毎年1月1日現在です。国勢調査の人口とは別の指標です。',
    formula: '市区町村の人口の合計',
    source: RESIDENTS,
    unit: '人',
    // The register's own publication is believed before a population printed beside cards.
    precedence: ['resident-register', 'card-population'],
  },
  {
    ...COUNTED,
    id: 'households-resident',
    title: '世帯数（住民基本台帳）',
    shortTitle: '住基世帯数',
    definition:
      '住民基本台帳に記録された世帯の数です。外国人住民だけの世帯を含む総計で、毎年1月1日現在です。',
    formula: '市区町村の世帯数の合計',
    source: RESIDENTS,
    unit: '世帯',
  },
  {
    ...COUNTED,
    id: 'population-census',
    title: '人口（国勢調査）',
    shortTitle: '国勢調査人口',
    definition:
      '国勢調査による、10月1日にふだん住んでいる人の数です。住民基本台帳の人口とは数え方が異なる、別の指標です。',
    formula: '市区町村の人口の合計',
    source: ESTAT,
    unit: '人',
  },
  {
    ...COUNTED,
    id: 'households-census',
    title: '世帯数（国勢調査）',
    shortTitle: '国勢調査世帯数',
    definition: '国勢調査による、10月1日現在の世帯の数です。住民基本台帳の世帯数とは別の指標です。',
    formula: '市区町村の世帯数の合計',
    source: ESTAT,
    unit: '世帯',
  },
  {
    ...COMMON,
    id: 'area',
    title: '面積',
    shortTitle: '面積',
    definition: `市区町村の面積です。${NO_YEAR}境界が定まらない地域があるため、合計は都道府県の公表面積と一致しないことがあります。`,
    formula: '市区町村の面積の合計',
    source: ESTAT,
    valueKind: 'amount',
    unit: 'km²',
    decimals: 2,
    scale: 2,
    range: { min: 0 },
    operator: { kind: 'sum' },
  },
  {
    ...RATE,
    id: 'aged-share',
    title: '65歳以上人口の割合',
    shortTitle: '65歳以上の割合',
    definition: `65歳以上の人口が総人口に占める割合です。${NO_YEAR}${NO_COUNTS}`,
    formula: '団体の値 = 65歳以上人口 ÷ 総人口。地域の値 = 団体の値の中央値',
    decimals: 3,
    scale: 3,
    range: { min: 0, max: 100 },
  },
  {
    ...COMMON,
    id: 'fiscal-capability',
    title: '財政力指数',
    shortTitle: '財政力指数',
    definition: `基準財政収入額を基準財政需要額で割った値の、過去3年間の平均です。特別区の値は元の表にありません。${NO_YEAR}地域の値は団体の中央値です。`,
    formula: '団体の値 = 基準財政収入額 ÷ 基準財政需要額（3年平均）。地域の値 = 団体の値の中央値',
    source: ESTAT,
    valueKind: 'amount',
    unit: '',
    decimals: 2,
    scale: 2,
    range: { min: 0 },
    operator: { kind: 'median' },
  },
  {
    ...RATE,
    id: 'current-balance-ratio',
    title: '経常収支比率',
    shortTitle: '経常収支比率',
    definition: `経常的な経費に充てた一般財源が、経常的な一般財源の総額に占める割合です。${NO_YEAR}${NO_COUNTS}`,
    formula: '団体の値 = 経常経費充当一般財源 ÷ 経常一般財源等。地域の値 = 団体の値の中央値',
    range: { min: 0 },
  },
  {
    ...RATE,
    id: 'debt-service-ratio',
    title: '実質公債費比率',
    shortTitle: '実質公債費比率',
    definition: `実質的な公債費の、標準財政規模を基本とした額に対する割合です。過去3年間の平均で、負になることがあります。${NO_YEAR}${NO_COUNTS}`,
    formula: '団体の値 = 実質的な公債費 ÷ 標準財政規模を基本とした額（3年平均）。地域の値 = 団体の値の中央値',
  },
  {
    ...RATE,
    id: 'future-burden-ratio',
    title: '将来負担比率',
    shortTitle: '将来負担比率',
    definition: `将来負担すべき実質的な負債の、標準財政規模を基本とした額に対する割合です。比率が算定されない団体は空欄で、零とは扱いません。${NO_YEAR}${NO_COUNTS}`,
    formula: '団体の値 = 将来負担額 ÷ 標準財政規模を基本とした額。地域の値 = 団体の値の中央値',
    range: { min: 0 },
  },
  {
    ...COMMON,
    id: 'standard-fiscal-scale',
    title: '標準財政規模',
    shortTitle: '標準財政規模',
    definition: `団体が通常の状態で収入すると見込まれる、経常的な一般財源の額です。${NO_YEAR}`,
    formula: '市区町村の標準財政規模の合計',
    source: ESTAT,
    valueKind: 'amount',
    unit: '千円',
    decimals: 0,
    scale: 0,
    range: { min: 0 },
    operator: { kind: 'sum' },
  },
];
