import { definitionKey } from '../../../core/indicator.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { formatNumber, formatWithUnit } from '../../../ui/figure-text.tsx';
import { dayOf } from '../changes.tsx';
import type { RollUpOrigin } from '../load-provenance.ts';

/** How bodies' values become the area's value, in words. */
const OPERATORS = {
  'share-of-bodies': '条件に当たる団体の数を、分母の団体数で割ります。',
  sum: '団体の値を足します。',
  'ratio-of-sums': '団体の分子の合計を、団体の分母の合計で割ります。',
  'mean-of-bodies': '団体ごとの率を、人口などで重みを付けずに平均します。',
  median: '団体の値を大きさの順に並べ、真ん中の値を取ります。率だけの資料からは平均を出しません。',
  'weighted-mean': '団体の値に重みを付けて平均します。',
  'last-known': '団体ごとに最も新しい値を取り、条件に当たる団体の割合を出します。',
  estimate: '値のある団体の合計を、重みの比で全体に引き伸ばした推計です。',
} as const;

/** Formula as text, its version, and this figure put into it. */
export function Formula(props: { origin: RollUpOrigin }) {
  const { definition, figure, wordings, knownOn } = props.origin;
  const wording = wordings
    .filter((one) => one.version === definition.version && dayOf(one.recordedAt) <= knownOn)
    .at(-1);
  return (
    <DescriptionList
      items={[
        { term: '指標', detail: <a href={`/indicators/${definition.id}`}>{definition.title}</a> },
        { term: '式', detail: definition.formula },
        { term: '集計の仕方', detail: OPERATORS[definition.operator.kind] },
        { term: '当てはめ', detail: substitution(props.origin) },
        {
          term: '丸め',
          detail: `最後に一度だけ四捨五入し、小数点以下${definition.decimals}桁まで示します。`,
        },
        {
          term: '定義の版',
          detail: `${definitionKey(definition)}${wording === undefined ? '' : `（文言の第${wording.revision}版、${dayOf(wording.recordedAt)}に登録）`}`,
        },
        { term: '定義の出典', detail: definition.source },
        { term: '登録の時点', detail: `${figure.knownOn}の終わりまでに登録された値` },
      ].map((item) =>
        item.term === '丸め' && definition.decimals === 0
          ? { ...item, detail: '最後に一度だけ四捨五入し、整数で示します。' }
          : item,
      )}
    />
  );
}

function substitution({ definition, figure, bodies }: RollUpOrigin): string {
  if (figure.value === null) return '値のある団体がないため、計算していません。';
  const result = formatWithUnit(figure.value, figure.unit);
  const { kind } = definition.operator;
  const numerator = formatNumber(figure.numerator ?? '');
  const denominator = formatNumber(figure.denominator ?? '');
  if (kind === 'median') {
    const valued = bodies.filter((body) => body.shown !== null).length;
    return `${formatNumber(valued)}団体の値の中央値 ＝ ${result}`;
  }
  if (kind === 'sum' || figure.denominator === null) return `合計 ＝ ${result}`;
  if (kind === 'mean-of-bodies') return `率の合計 ${numerator} ÷ ${denominator}団体 ＝ ${result}`;
  return `${numerator} ÷ ${denominator} ＝ ${result}`;
}
