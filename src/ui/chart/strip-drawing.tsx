import { scaleLinear } from 'd3-scale';
import { formatWithUnit } from '../figure-text.tsx';
import { px, tickText } from './figure.tsx';
import type { StripData } from './strip-data.ts';

const PITCH = 7;
const TALLEST = 84;
const LABELS = 40;

/** Dots stand on each other where values are alike; the one marked stands on the line as a diamond. */
export function StripDrawing(
  props: StripData & { title: string; description?: string | undefined; width: number },
) {
  const { width } = props;
  const left = 14;
  const right = width - 28;
  const columns = Math.floor((right - left) / PITCH);
  const x = scaleLinear([props.min, props.max], [left, right]);
  const columnX = (column: number) => px(left + column * ((right - left) / columns));
  const stacks = new Map<number, number>();
  for (const dot of props.dots) {
    const column = Math.round(((x(dot.value) - left) / (right - left)) * columns);
    stacks.set(column, (stacks.get(column) ?? 0) + 1);
  }
  const highest = Math.max(1, ...stacks.values());
  const rise = Math.min(PITCH, TALLEST / highest);
  const base = LABELS + Math.max(28, highest * rise) + 8;
  const height = base + 26;
  const path = [...stacks]
    .map(([column, size]) =>
      Array.from({ length: size }, (_, level) => `M${columnX(column)} ${px(base - 5 - level * rise)}h0`).join(
        '',
      ),
    )
    .join('');
  const marked = props.dots.find((dot) => dot.code === props.marked);
  const markedX = marked === undefined ? null : px(x(marked.value));
  const medianX = props.median === undefined ? null : px(x(props.median.value));
  const markedLeft = markedX !== null && medianX !== null ? markedX <= medianX : (markedX ?? 0) > width / 2;
  return (
    <svg
      class="dads-plot"
      role="img"
      viewBox={`0 0 ${width} ${px(height)}`}
      width={width}
      height={px(height)}
    >
      <title>{props.title}</title>
      {props.description === undefined ? null : <desc>{props.description}</desc>}
      <path class="dads-plot__dots" d={path} />
      <line class="dads-plot__base" x1={left} x2={right} y1={px(base)} y2={px(base)} />
      {x.ticks(5).map((tick, index, ticks) => (
        <text class="dads-plot__axis" key={tick} x={px(x(tick))} y={px(base + 18)} text-anchor="middle">
          {index === ticks.length - 1 ? formatWithUnit(tickText(tick), props.unit) : tickText(tick)}
        </text>
      ))}
      {props.median === undefined || medianX === null ? null : (
        <Flag
          x={medianX}
          y={32}
          base={base}
          width={width}
          before={markedX === null ? medianX > width / 2 : !markedLeft}
          look="dads-plot__mark dads-plot__mark--second"
          text={`中央値 ${formatWithUnit(props.median.text, props.unit)}`}
        />
      )}
      {marked === undefined || markedX === null ? null : (
        <>
          <Flag
            x={markedX}
            y={14}
            base={base - 6}
            width={width}
            before={markedLeft}
            look="dads-plot__mark"
            text={`${marked.title} ${formatWithUnit(marked.text ?? String(marked.value), props.unit)}`}
            strong
          />
          <path class="dads-plot__self" d={`M${markedX} ${px(base - 14)}l9 9-9 9-9-9z`} />
        </>
      )}
    </svg>
  );
}

/** A line with its words on the side that has room for them. */
function Flag(props: {
  x: number;
  y: number;
  base: number;
  width: number;
  before: boolean;
  look: string;
  text: string;
  strong?: boolean;
}) {
  const needed = props.text.length * 12 + 8;
  const before = props.before
    ? props.x > needed || props.x > props.width - needed
    : props.x > props.width - needed;
  return (
    <>
      <line class={props.look} x1={props.x} x2={props.x} y1={props.y - 10} y2={px(props.base)} />
      <text
        class={`dads-plot__label${props.strong === true ? ' dads-plot__label--strong' : ''}`}
        x={px(before ? props.x - 6 : props.x + 6)}
        y={props.y}
        text-anchor={before ? 'end' : 'start'}
      >
        {props.text}
      </text>
    </>
  );
}
