import { scaleLinear } from 'd3-scale';
import { formatNumber } from '../figure-text.tsx';
import { DataTable } from '../table.tsx';
import { ChartFigure, type ChartFrame, px, TwoWidths, tickText } from './figure.tsx';

export interface StripProps extends ChartFrame {
  unit: string;
  min: number;
  max: number;
  /** One dot for each body of the class. */
  dots: readonly { readonly code: string; readonly title: string; readonly value: number }[];
  /** Code of the body that the page is about. */
  marked?: string | undefined;
  median?: { readonly value: number; readonly text: string } | undefined;
  /** 「町（743団体）」 */
  classTitle: string;
}

/** ドットプロット: where a body stands among its class, without a rank number. */
export function Strip(props: StripProps) {
  const marked = props.dots.find((dot) => dot.code === props.marked);
  const values = props.dots.map((dot) => dot.value);
  const rows = [
    ...(marked === undefined ? [] : [{ title: marked.title, text: formatNumber(marked.value) }]),
    ...(props.median === undefined ? [] : [{ title: '中央値', text: formatNumber(props.median.text) }]),
    ...(values.length === 0
      ? []
      : [
          { title: '最小', text: formatNumber(Math.min(...values)) },
          { title: '最大', text: formatNumber(Math.max(...values)) },
        ]),
    { title: '値がある団体数', text: `${formatNumber(values.length)}団体` },
  ];
  const table = props.table ?? (
    <DataTable
      caption={props.title}
      captionHidden
      columns={[
        { id: 'title', title: props.classTitle, cell: (row) => row.title },
        { id: 'text', title: '値', unit: props.unit, align: 'number', cell: (row) => row.text },
      ]}
      rows={rows}
      rowKey={(row) => row.title}
      rowHeader="title"
    />
  );
  return (
    <ChartFigure {...props} table={table}>
      <TwoWidths draw={(width) => <Drawing {...props} width={width} />} />
    </ChartFigure>
  );
}

function Drawing(props: StripProps & { width: number }) {
  const { width } = props;
  const left = 14;
  const right = width - 14;
  const pitch = 7;
  const columns = Math.floor((right - left) / pitch);
  const x = scaleLinear([props.min, props.max], [left, right]);
  const stacks = new Map<number, number>();
  const placed = [...props.dots]
    .sort((a, b) => Number(b.code === props.marked) - Number(a.code === props.marked))
    .map((dot) => {
      const column = Math.round(((x(dot.value) - left) / (right - left)) * columns);
      const level = stacks.get(column) ?? 0;
      stacks.set(column, level + 1);
      return { dot, column, level };
    });
  const highest = Math.max(1, ...stacks.values());
  const rise = Math.min(pitch, 84 / highest);
  const top = 40;
  const base = top + Math.max(24, highest * rise) + 6;
  const height = base + 26;
  const marked = placed.find(({ dot }) => dot.code === props.marked);
  const at = (column: number) => px(left + column * ((right - left) / columns));
  const path = placed
    .filter((entry) => entry !== marked)
    .map((entry) => `M${at(entry.column)} ${px(base - 5 - entry.level * rise)}h0`)
    .join('');
  return (
    <svg class="dads-plot" role="img" viewBox={`0 0 ${width} ${height}`} width={width} height={px(height)}>
      <title>{props.title}</title>
      {props.description === undefined ? null : <desc>{props.description}</desc>}
      <path class="dads-plot__dots" d={path} />
      <line class="dads-plot__base" x1={left} x2={right} y1={px(base)} y2={px(base)} />
      {x.ticks(5).map((tick) => (
        <text class="dads-plot__axis" key={tick} x={px(x(tick))} y={px(base + 17)} text-anchor="middle">
          {tickText(tick)}
          {tick === x.ticks(5).at(-1) ? props.unit : ''}
        </text>
      ))}
      {props.median === undefined ? null : (
        <Flag
          x={px(x(props.median.value))}
          y={34}
          base={base}
          width={width}
          look="dads-plot__mark dads-plot__mark--second"
          text={`中央値 ${formatNumber(props.median.text)}${props.unit}`}
        />
      )}
      {marked === undefined ? null : (
        <>
          <Flag
            x={at(marked.column)}
            y={16}
            base={base - 5}
            width={width}
            look="dads-plot__mark"
            text={`${marked.dot.title} ${formatNumber(marked.dot.value)}${props.unit}`}
            strong
          />
          <path class="dads-plot__self" d={`M${at(marked.column)} ${px(base - 13)}l8 8-8 8-8-8z`} />
        </>
      )}
    </svg>
  );
}

function Flag(props: {
  x: number;
  y: number;
  base: number;
  width: number;
  look: string;
  text: string;
  strong?: boolean;
}) {
  const before = props.x > props.width / 2;
  return (
    <>
      <line class={props.look} x1={props.x} x2={props.x} y1={props.y - 10} y2={px(props.base)} />
      <text
        class={`dads-plot__label${props.strong === true ? ' dads-plot__label--strong' : ''}`}
        x={before ? props.x - 6 : props.x + 6}
        y={props.y}
        text-anchor={before ? 'end' : 'start'}
      >
        {props.text}
      </text>
    </>
  );
}
