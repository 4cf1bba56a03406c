import { scaleLinear } from 'd3-scale';
import { formatNumber, formatWithUnit } from '../figure-text.tsx';
import { fillOf, type Step } from '../patterns.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, EmptyChart, px, TwoWidths, tickText } from './figure.tsx';

export interface Bin {
  readonly from: number;
  readonly to: number;
  /** Bodies with from ≤ value < to; the last bin includes its end. */
  readonly count: number;
  /** 「20以上40未満」; made from the limits when absent. */
  readonly title?: string;
}

export interface DistributionProps extends ChartFrame {
  unit: string;
  bins: readonly Bin[];
  /** Bodies without a value, shown beside the histogram, hatched. */
  missing?: readonly { title: string; count: number; step?: Step }[];
  /** 中央値, 平均 …: a line with its name; dashed for all but the first. */
  marks?: readonly { title: string; value: number }[];
  countUnit?: string;
}

/** Bodies by value in bins of equal width from `min` to `max`; for pictures, not for figures. */
export function binsOf(values: readonly number[], min: number, max: number, count: number): Bin[] {
  const width = (max - min) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of values) {
    const index = Math.min(count - 1, Math.max(0, Math.floor((value - min) / width)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((bodies, index) => ({
    from: min + index * width,
    to: min + (index + 1) * width,
    count: bodies,
  }));
}

function binTitle(bin: Bin, last: boolean, unit: string): string {
  return bin.title ?? `${tickText(bin.from)}以上${tickText(bin.to)}${last ? '以下' : '未満'}（${unit}）`;
}

/** ヒストグラム: how many bodies stand where. A mean alone hides two camps. */
export function Distribution(props: DistributionProps) {
  const countUnit = props.countUnit ?? '団体';
  const rows = [
    ...props.bins.map((bin, index) => ({
      title: binTitle(bin, index === props.bins.length - 1, props.unit),
      count: bin.count,
    })),
    ...(props.missing ?? []).filter((item) => item.count > 0),
  ];
  const table = props.table ?? (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'title', title: '値', cell: (row) => row.title },
        {
          id: 'count',
          title: '団体数',
          unit: countUnit,
          align: 'number',
          cell: (row) => formatNumber(row.count),
        },
      ]}
      rows={rows}
      rowKey={(row) => row.title}
      rowHeader="title"
    />
  );
  return (
    <ChartFigure {...props} table={table}>
      {rows.every((row) => row.count === 0) ? (
        <EmptyChart />
      ) : (
        <TwoWidths draw={(width) => <Drawing {...props} width={width} />} />
      )}
    </ChartFigure>
  );
}

/** Room for four characters under a bar. */
const MISSING_PITCH = 58;

function Drawing(props: DistributionProps & { width: number }) {
  const { width, bins } = props;
  const missing = (props.missing ?? []).filter((item) => item.count > 0);
  const marks = props.marks ?? [];
  const countUnit = props.countUnit ?? '団体';
  const top = 24 + marks.length * 18;
  const height = top + 190;
  const bottom = height - 48;
  const left = 44;
  const missingWidth = missing.length === 0 ? 0 : 12 + missing.length * MISSING_PITCH;
  const right = width - 8 - missingWidth;
  const first = bins[0]?.from ?? 0;
  const end = bins[bins.length - 1]?.to ?? 1;
  const x = scaleLinear([first, end], [left, right]);
  const highest = Math.max(1, ...bins.map((bin) => bin.count), ...missing.map((item) => item.count));
  const y = scaleLinear([0, highest], [bottom, top + 6]).nice(4);
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick));
  const placed = bins.map((bin) => {
    const x0 = x(bin.from) + 1;
    return { bin, x0, wide: Math.max(1, x(bin.to) - x0 - 1) };
  });
  const every = Math.ceil((bins.length * 34) / (right - left));
  return (
    <svg class="dads-plot" role="img" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <title>{props.title}</title>
      {props.description === undefined ? null : <desc>{props.description}</desc>}
      <text class="dads-plot__axis" x={0} y={12}>
        （{countUnit}数）
      </text>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="dads-plot__grid" x1={left} x2={right} y1={px(y(tick))} y2={px(y(tick))} />
          <text class="dads-plot__axis" x={left - 6} y={px(y(tick) + 4)} text-anchor="end">
            {tickText(tick)}
          </text>
        </g>
      ))}
      {placed.map(({ bin, x0, wide }) => (
        <rect
          class="dads-plot__bar"
          key={bin.from}
          x={px(x0)}
          y={px(y(bin.count))}
          width={px(wide)}
          height={px(bottom - y(bin.count))}
        />
      ))}
      <line class="dads-plot__base" x1={left} x2={right} y1={bottom} y2={bottom} />
      {[...bins.map((bin) => bin.from), end].map((limit, index) =>
        index % every === 0 ? (
          <text class="dads-plot__axis" key={limit} x={px(x(limit))} y={bottom + 16} text-anchor="middle">
            {tickText(limit)}
          </text>
        ) : null,
      )}
      <text class="dads-plot__axis" x={right} y={bottom + 36} text-anchor="end">
        （{props.unit}）
      </text>
      {missing.map((item, index) => {
        const x0 = right + 26 + index * MISSING_PITCH;
        return (
          <g key={item.title}>
            <rect
              class="dads-plot__missing"
              fill={fillOf(item.step ?? 'none')}
              x={px(x0)}
              y={px(y(item.count))}
              width={36}
              height={px(bottom - y(item.count))}
            />
            <text class="dads-plot__value" x={px(x0 + 18)} y={px(y(item.count) - 4)} text-anchor="middle">
              {tickText(item.count)}
            </text>
            <text class="dads-plot__axis" x={px(x0 + 18)} y={bottom + 16} text-anchor="middle">
              {item.title}
            </text>
          </g>
        );
      })}
      {marks.map((mark, index) => {
        const at = px(x(mark.value));
        const ends = { x1: at, x2: at, y1: 20 + index * 18, y2: bottom };
        return (
          <g key={mark.title}>
            <line class="dads-plot__mark-edge" {...ends} />
            <line class={`dads-plot__mark${index === 0 ? '' : ' dads-plot__mark--second'}`} {...ends} />
          </g>
        );
      })}
      {placed.map(({ bin, x0, wide }) =>
        wide >= 22 && bin.count > 0 ? (
          <text
            class="dads-plot__value"
            key={bin.from}
            x={px(x0 + wide / 2)}
            y={px(y(bin.count) - 4)}
            text-anchor="middle"
          >
            {tickText(bin.count)}
          </text>
        ) : null,
      )}
      {marks.map((mark, index) => {
        const at = px(x(mark.value));
        const before = at > (left + right) / 2;
        return (
          <text
            class="dads-plot__label"
            key={mark.title}
            x={before ? at - 6 : at + 6}
            y={30 + index * 18}
            text-anchor={before ? 'end' : 'start'}
          >
            {mark.title} {formatWithUnit(tickText(mark.value), props.unit)}
          </text>
        );
      })}
    </svg>
  );
}
