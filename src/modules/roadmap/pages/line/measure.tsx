import type { ComponentChildren } from 'preact';
import { formatDay } from '../../../../core/calendar.ts';
import type { IndicatorDefinition } from '../../../../core/indicator.ts';
import { fromScaled, round } from '../../../../core/rational.ts';
import { formatWithUnit } from '../../../../ui/figure-text.tsx';
import type { OwnValue } from '../../queries/known.ts';
import { dayOr, Missing } from '../parts.tsx';
import type { LineView } from './load-line.ts';

/** A body's own value in words: 「実施」, 「14.2%」, 「31 / 54 件」. */
export function ownValueText(definition: IndicatorDefinition, value: OwnValue): string | null {
  if (value.value === null) return null;
  if (definition.valueKind === 'yes-no') return value.value === 1n ? '実施' : '未実施';
  if (definition.valueKind === 'choice') {
    const chosen = definition.choices?.find((choice) => BigInt(choice.value) === value.value);
    return chosen?.title ?? value.value.toString();
  }
  const number = round(fromScaled(value.value, definition.scale), definition.scale);
  if (value.base !== null) return `${number} ／ ${value.base}`;
  return formatWithUnit(number, definition.valueKind === 'percent' ? '%' : definition.unit);
}

export function valueText(view: Pick<LineView, 'value' | 'indicators' | 'line'>): ComponentChildren {
  const { value, line } = view;
  const { indicator } = line.content;
  const definition =
    indicator?.kind === 'register' ? view.indicators.find((one) => one.id === indicator.id) : undefined;
  if (value === null || definition === undefined) return <Missing>登録なし</Missing>;
  const text = ownValueText(definition, value);
  if (text === null) return <Missing>値なし（{formatDay(value.on)}）</Missing>;
  return `${text}（${formatDay(value.on)}時点）`;
}

/** EBPM: indicator, baseline, target and source, each one said or said to be missing. */
export function measureRows(
  view: LineView,
): readonly { readonly term: string; readonly detail: ComponentChildren }[] {
  const { content } = view.line;
  const { indicator } = content;
  if (indicator === null)
    return ['指標', '基準値', '目標値', '値の出典'].map((term) => ({ term, detail: <Missing /> }));
  const or = (text: string | null) => (text === null ? <Missing /> : text);
  const own = indicator.kind === 'own';
  const definition = own ? undefined : view.indicators.find((one) => one.id === indicator.id);
  return [
    {
      term: '指標',
      detail: own ? (
        `${indicator.title}${indicator.unit === '' ? '' : `（${indicator.unit}）`}`
      ) : (
        <a href={`/indicators/${indicator.id}`}>{definition?.title ?? indicator.id}</a>
      ),
    },
    ...(own ? [] : [{ term: '今の値（自動で読みます）', detail: valueText(view) }]),
    {
      term: '基準値',
      detail:
        content.baseline === null && !own ? (
          '指標の系列によります'
        ) : (
          <>
            {or(content.baseline)}
            {content.baseline === null ? null : `（${dayOr(content.baselineOn)}時点）`}
          </>
        ),
    },
    {
      term: '目標値',
      detail: (
        <>
          {or(content.target)}
          {content.target === null ? null : `（${dayOr(content.targetOn)}まで）`}
        </>
      ),
    },
    {
      term: '値の出典',
      detail: own
        ? or(content.indicatorSource)
        : (content.indicatorSource ?? definition?.source ?? '指標のページ'),
    },
  ];
}
