import type { BodyCode } from '../../core/body-code.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import { formatWithUnit, missingText } from '../../ui/figure-text.tsx';
import { type PolygonArea, PolygonMap } from '../../ui/map/polygon-map.tsx';
import { PrefectureTiles } from '../../ui/map/prefecture-tiles.tsx';
import type { PreparedShapes } from '../../ui/map/shapes.ts';
import { type Tile, type TileGroup, TileMap } from '../../ui/map/tile-map.tsx';
import type { LegendItem } from '../../ui/patterns.tsx';
import type { SnapshotBody } from '../roll-up/read.ts';
import { type Scale, scaleFor } from './rules/steps.ts';
import { missingOf, ownText, ownUnit } from './rules/values.ts';

/** A body of the register as pages name it. */
export interface NamedBody {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly prefectureCode: BodyCode;
}

/** 「札幌市：実施」「函館市：登録なし」 */
export function bodyTitle(
  definition: IndicatorDefinition,
  name: string,
  body: SnapshotBody | undefined,
): string {
  if (body === undefined) return `${name}：${missingText('no-record')}`;
  const text = ownText(definition, body.shown);
  return `${name}：${text === null ? missingText(missingOf(body)) : formatWithUnit(text, ownUnit(definition))}`;
}

export interface Painted {
  readonly scale: Scale;
  readonly groups: readonly TileGroup[];
  readonly legend: readonly LegendItem[];
}

/** Every municipality of the register with its class on the scale; those without a value have one too. */
export function paint(
  definition: IndicatorDefinition,
  prefectures: readonly NamedBody[],
  municipalities: readonly NamedBody[],
  bodies: readonly SnapshotBody[],
): Painted {
  const scale = scaleFor(definition, bodies);
  const byCode = new Map(bodies.map((body) => [body.body_code, body]));
  const counts = new Map<string, number>();
  const tiles = new Map<BodyCode, Tile[]>();
  for (const { bodyCode, name, prefectureCode } of municipalities) {
    const body = byCode.get(bodyCode);
    const step = scale.stepOf(body ?? { shown: null, reason: null });
    counts.set(String(step), (counts.get(String(step)) ?? 0) + 1);
    const list = tiles.get(prefectureCode) ?? [];
    list.push({
      code: bodyCode,
      title: bodyTitle(definition, name, body),
      step,
      href: `/bodies/${bodyCode}`,
    });
    tiles.set(prefectureCode, list);
  }
  return {
    scale,
    groups: prefectures.map((prefecture) => ({
      code: prefecture.bodyCode,
      title: prefecture.name,
      href: `/bodies/${prefecture.bodyCode}`,
      tiles: tiles.get(prefecture.bodyCode) ?? [],
    })),
    legend: scale.steps.map(({ step, title }) => ({ step, title, count: counts.get(String(step)) ?? 0 })),
  };
}

export function Squares(props: { definition: IndicatorDefinition; painted: Painted; skipTo: string }) {
  return (
    <TileMap
      label={`${props.definition.title}：市区町村ごとの升目`}
      groups={props.painted.groups}
      legend={props.painted.legend}
      skipTo={props.skipTo}
    />
  );
}

export const MAP_CREDIT = '「国土数値情報（行政区域データ）」（国土交通省）を加工して作成';

export function Shapes(props: {
  definition: IndicatorDefinition;
  painted: Painted;
  shapes: PreparedShapes;
  /** First two digits of the code; absent: the nation. */
  prefecture?: string;
}) {
  const areas: PolygonArea[] = props.painted.groups.flatMap((group) => group.tiles);
  return (
    <PolygonMap
      label={`${props.definition.title}：市区町村の地図`}
      shapes={props.shapes}
      prefecture={props.prefecture}
      areas={areas}
      legend={props.painted.legend}
      credit={MAP_CREDIT}
    />
  );
}

/** 47 prefectures by the figure of their municipalities; a prefecture without a figure is hatched. */
export function Prefectures(props: {
  definition: IndicatorDefinition;
  prefectures: readonly (NamedBody & { readonly figure: RollUpResult | null })[];
}) {
  const shown = props.prefectures.map((prefecture) => ({
    ...prefecture,
    shown: prefecture.figure?.value == null ? null : Number(prefecture.figure.value),
  }));
  const rate = props.definition.unit === '%';
  const values = shown.flatMap((entry) => (entry.shown === null ? [] : [entry.shown])).sort((a, b) => a - b);
  const bounds = rate
    ? [20, 40, 60, 80]
    : [1, 2, 3, 4].map((n) => values[Math.floor((values.length * n) / 5)] ?? 0);
  const stepOf = (value: number | null) =>
    value === null
      ? ('none' as const)
      : (bounds.filter((bound) => value >= bound).length as 0 | 1 | 2 | 3 | 4);
  const titles = (step: 0 | 1 | 2 | 3 | 4) => {
    const unit = props.definition.unit;
    if (step === 0) return `${bounds[0]}${unit}未満`;
    return step === 4 ? `${bounds[3]}${unit}以上` : `${bounds[step - 1]}～${bounds[step]}${unit}未満`;
  };
  const legend: LegendItem[] = [
    ...([4, 3, 2, 1, 0] as const).map((step) => ({
      step,
      title: titles(step),
      count: shown.filter((entry) => stepOf(entry.shown) === step).length,
    })),
    {
      step: 'none',
      title: '値なし（登録なし）',
      count: shown.filter((entry) => entry.shown === null).length,
    },
  ];
  return (
    <PrefectureTiles
      label={`${props.definition.title}：都道府県ごと（県内市区町村計）`}
      areas={shown.map((entry) => ({
        code: entry.bodyCode,
        title: entry.name,
        text:
          entry.figure?.value == null
            ? missingText('no-record')
            : formatWithUnit(entry.figure.value, props.definition.unit),
        step: stepOf(entry.shown),
        href: `/bodies/${entry.bodyCode}`,
      }))}
      legend={legend}
    />
  );
}
