import { type Day, fiscalYearOf, formatDay, formatFiscalYear } from '../../../core/calendar.ts';
import type { IndicatorDefinition, Level, Operator } from '../../../core/indicator.ts';

/** Words for a definition that all indicators share: who is counted, how bodies become an area, where it stands. */
export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  municipality: '市区町村',
  prefecture: '都道府県（県庁分）',
  all: '都道府県と市区町村',
};

/** What the figure of the nation is called at a level: never the sum of two levels under one name. */
export const NATION_TITLES: Readonly<Record<Level, string>> = {
  municipality: '全国計（市区町村）',
  prefecture: '全国計（都道府県庁分）',
  all: '全国計（都道府県と市区町村）',
};

export const BASE_TITLES = {
  all: '全団体',
  asked: '調査した団体',
  answered: '値のある団体',
} as const;

export const LEVELS_OF: Readonly<Record<IndicatorDefinition['level'], readonly Level[]>> = {
  municipality: ['municipality'],
  prefecture: ['prefecture'],
  both: ['municipality', 'prefecture'],
};

export const KIND_TITLES: Readonly<Record<IndicatorDefinition['valueKind'], string>> = {
  'yes-no': '実施・未実施',
  choice: '選択',
  count: '数',
  share: '割合（分子と分母がある）',
  percent: '割合（百分率だけが公表されている）',
  amount: '量・指数',
  date: '日付',
};

export const PERIOD_TITLES: Readonly<Record<IndicatorDefinition['period'], string>> = {
  day: '日（その日現在）',
  month: '月',
  'fiscal-year': '年度',
};

/** A day as the indicator means it: the fiscal year that it ends, the month, or the day. */
export function periodText(definition: IndicatorDefinition, on: Day): string {
  return definition.period === 'fiscal-year' ? formatFiscalYear(fiscalYearOf(on)) : formatDay(on);
}

/** Whose figures: 「市区町村（1,741団体）」 without the number, which is dated. */
export function levelWords(definition: IndicatorDefinition): string {
  const levels = LEVELS_OF[definition.level].map((level) => LEVEL_TITLES[level]).join('と');
  const apart = definition.level === 'both' ? '（合算せず、別々に集計）' : '';
  const base = definition.baseBodies === 'without-designated' ? '。市区町村には指定都市を含まない' : '';
  return `${levels}${apart}${base}`;
}

/** Who stands in the denominator, in sentences. */
export function denominatorWords(definition: IndicatorDefinition): readonly string[] {
  const { operator } = definition;
  if (definition.openList === true) {
    return ['一覧に載った団体だけを数えます。載っていない団体は、未回答にも該当なしにも数えません。'];
  }
  if (operator.kind === 'share-of-bodies' || operator.kind === 'last-known') {
    const base = {
      all: '公式の分母は、対象のすべての団体です。',
      asked: '公式の分母は、調査した団体です。調査無しの団体は含みません。',
      answered: '公式の分母は、値のある団体です。',
    }[definition.base];
    return [base, '登録のない団体が一つでもある間は、値のある団体を分母とし、「一部集計」と示します。'];
  }
  if (operator.kind === 'ratio-of-sums') {
    return [
      definition.denominator === undefined
        ? '分母は、値のある団体の分母の合計です。団体ごとに分母の大きさが異なります。'
        : `分母は、値のある団体の${definition.denominator.title}の合計です。基準日は値ごとに示します。`,
    ];
  }
  if (operator.kind === 'mean-of-bodies') {
    return ['値のある団体の数で割ります。大きい団体も小さい団体も、同じ重さで数えます。'];
  }
  if (operator.kind === 'sum') return ['合計なので、分母はありません。値のない団体の分は加えていません。'];
  return ['値のある団体だけを使います。'];
}

/** 調査無し and the other reasons: who is left out, and as what. */
export const LEFT_OUT =
  '調査無し・未回答・該当なし・空欄・取下げ・登録なしは、それぞれ別に数え、0や「未実施」とは扱いません。';

export interface RollUpStep {
  readonly level: string;
  readonly words: string;
}

const AREA_WORDS: Readonly<Record<Operator['kind'], string>> = {
  'share-of-bodies': '条件を満たす団体の数 ÷ 分母の団体数',
  sum: '団体の値の合計',
  'ratio-of-sums': '団体の分子の合計 ÷ 団体の分母の合計',
  'mean-of-bodies': '団体の値の単純平均（団体を同じ重さで数える）',
  median: '団体の値の中央値（件数のない率は、足したり平均したりしない）',
  'weighted-mean': '団体の値の加重平均',
  'last-known': '各団体の直近の値が条件を満たす団体の数 ÷ 分母の団体数',
  estimate: '値のある団体の合計を、規模で全体に引き伸ばした推計',
};

/** How one body's value becomes the prefecture's and the nation's, line by line. */
export function rollUpSteps(definition: IndicatorDefinition): readonly RollUpStep[] {
  const area = AREA_WORDS[definition.operator.kind];
  const municipal = definition.level !== 'prefecture';
  const prefectural = definition.level !== 'municipality';
  return [
    { level: '団体', words: ownWords(definition) },
    ...(municipal
      ? [
          { level: '都道府県内の市区町村計', words: area },
          { level: '全国計（市区町村）', words: `${area}。都道府県の値からではなく、団体の値から直接計算` },
          {
            level: '団体区分別',
            words: '基準日の区分（特別区・市・町・村、指定都市、中核市）ごとに、同じ式で計算',
          },
        ]
      : []),
    ...(prefectural
      ? [{ level: '全国計（都道府県庁分）', words: `47都道府県庁の値から、同じ式で計算` }]
      : []),
  ];
}

function ownWords(definition: IndicatorDefinition): string {
  const threshold = 'atLeast' in definition.operator ? definition.operator.atLeast : null;
  if (definition.valueKind === 'yes-no') return '実施か未実施か（一覧の印の有無を含む）';
  if (definition.valueKind === 'choice') return '選択した項目';
  const own =
    definition.denominator !== undefined
      ? `団体の値 ÷ その団体の${definition.denominator.title}`
      : definition.valueKind === 'share'
        ? '団体の分子 ÷ 団体の分母'
        : definition.valueKind === 'percent'
          ? '公表された百分率'
          : '公表された値';
  return threshold === null ? own : `${own}。${threshold}%以上を、条件を満たす団体とする`;
}

const FIELD_TITLES: Partial<Record<keyof IndicatorDefinition, string>> = {
  title: '名称',
  shortTitle: '短い名称',
  definition: '定義の文',
  formula: '計算式の文',
  source: '資料',
  decimals: '小数の桁数',
  range: '値の範囲',
  parts: '内訳',
  target: '目標',
  planItems: '計画での位置',
  breaks: '比べられない日',
  precedence: '資料の優先順',
  validFrom: '有効期間',
  validTo: '有効期間',
  better: '望ましい向き',
  carryForward: '値の引継ぎ',
  standing: '台帳の値の読み方',
};

/** Names of what differs between two wordings of one version; empty when nothing that is shown differs. */
export function changedFields(before: IndicatorDefinition, after: IndicatorDefinition): readonly string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof IndicatorDefinition)[]);
  const titles = [...keys]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => FIELD_TITLES[key] ?? key);
  return [...new Set(titles)];
}
